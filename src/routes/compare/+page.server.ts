import { resolve } from '$app/paths';
import { comparisonOf } from '#lib/charts/comparison.ts';
import { takeOf } from '#lib/charts/take.ts';
import { MOST_COMPARED, readComparison } from '#lib/schema/comparison.ts';
import { comparisonSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { loadComparison } from '#lib/server/pledges/comparison.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const asked = readComparison(event.url.searchParams);
	const moment = await openMoment(db, asked.filter, clock);
	const { rows, total, unknown } = await loadComparison(db, asked, moment);
	const comparison = comparisonOf(rows, asked.scale, moment.asOf);
	const { asOf, basis, upto: at } = moment;
	const exact = comparisonSearch({ ...asked, filter: { ...asked.filter, asOf, basis, at } });
	const take = (chart: string) => takeOf(resolve('/compare'), chart, exact);
	return {
		...{ asked, moment, total, unknown, most: MOST_COMPARED },
		comparison: {
			...comparison,
			panels: comparison.panels.map((panel) => ({ ...panel, take: take(panel.code) }))
		},
		take: take('all')
	};
};
