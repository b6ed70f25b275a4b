import { error } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const pledge = await showPledge(db, event.params.code, clock.today());
	if (!pledge) error(404, `There is no pledge with the code ${event.params.code}.`);
	return { pledge, today: clock.today(), saved: event.url.searchParams.get('saved') };
};
