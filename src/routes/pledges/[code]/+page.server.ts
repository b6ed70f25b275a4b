import { error } from '@sveltejs/kit';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { loadEvidence } from '#lib/server/pledges/evidence.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const pledge = await showPledge(db, event.params.code, clock.today());
	if (!pledge) error(404, `There is no pledge with the code ${event.params.code}.`);
	const today = clock.today();
	const headline = pledge.indicators.find((indicator) => indicator.role === 'headline');
	// Made here, so that the page sends what is drawn and not the code that works it out.
	const chart = headline ? pledgeChart(pledge, headline, today) : null;
	const evidence = await loadEvidence(db, pledge.code, await lastSeq(db));
	return { pledge, chart, evidence, today, saved: event.url.searchParams.get('saved') };
};
