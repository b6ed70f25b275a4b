import type { RequestHandler } from './$types';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readChangeLines } from '#lib/server/exports/changes.ts';
import { answerCsv } from '#lib/server/exports/csv-download.ts';
import { logFailure } from '#lib/server/http/log.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { CHANGE_COLUMNS } from '#lib/tabular/change-columns.ts';

/**
 * Every change of the pledges of the list with the same query string; without a filter of everything that the ledger
 * holds. `bom=1` as for the pledges.
 */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	const moment = await openMoment(db, filter, clock);
	const parts = readChangeLines(db, filter, moment);
	return answerCsv(CHANGE_COLUMNS, parts, {
		name: 'changes',
		moment,
		bom: searchParams.get('bom') === '1',
		onBreak: (error) =>
			logFailure(error, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	});
};
