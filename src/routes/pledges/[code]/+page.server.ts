import { error } from '@sveltejs/kit';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { shownAct } from '#lib/format/history.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const found = await showPledge(db, event.params.code, clock.today());
	if (!found) error(404, `There is no pledge with the code ${event.params.code}.`);
	const { history, ...pledge } = found;
	const today = clock.today();
	const headline = pledge.indicators.find((indicator) => indicator.role === 'headline');
	// Made here, so that the page sends what is drawn and said, and not the code that works it out.
	const chart = headline ? pledgeChart(pledge, headline, today) : null;
	const acts = history.acts.map(shownAct);
	return {
		pledge,
		chart,
		history: { acts, total: history.total },
		today,
		saved: event.url.searchParams.get('saved')
	};
};
