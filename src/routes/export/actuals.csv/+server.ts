import type { RequestHandler } from './$types';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { answerCsv } from '#lib/server/exports/csv-download.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { logFailure } from '#lib/server/http/log.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';

/** The standing figures of the pledges of the list with the same query string; `bom=1` as for the pledges. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const today = clock.today();
	const { searchParams } = event.url;
	const parts = readActuals(db, readPledgeFilter(searchParams), today);
	return answerCsv(ACTUAL_COLUMNS, parts, {
		name: 'actuals',
		today,
		bom: searchParams.get('bom') === '1',
		onBreak: (error) =>
			logFailure(error, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	});
};
