import { error } from '@sveltejs/kit';
import { shownAct } from '#lib/format/history.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { showHistory } from '#lib/server/pledges/show-history.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { code } = event.params;
	const asked = event.url.searchParams.get('page') ?? '';
	const page = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : 1;
	const { db } = app();
	const found = await showHistory(db, code, page, await lastSeq(db));
	if (!found) error(404, `There is no pledge with the code ${code}.`);
	return { ...found, acts: found.acts.map(shownAct) };
};
