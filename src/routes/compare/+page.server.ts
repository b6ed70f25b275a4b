import { comparisonOf } from '#lib/charts/comparison.ts';
import { MOST_COMPARED, readComparison } from '#lib/schema/comparison.ts';
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
	return {
		...{ asked, moment, total, unknown, most: MOST_COMPARED },
		comparison: comparisonOf(rows, asked.scale, moment.asOf)
	};
};
