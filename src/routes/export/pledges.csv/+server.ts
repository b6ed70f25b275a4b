import type { RequestHandler } from './$types';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { answerCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { logFailure } from '#lib/server/http/log.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';

/** Exactly the rows of the list with the same query string, all its pages; `bom=1` adds the mark that Excel wants. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	const moment = await openMoment(db, filter, clock);
	const parts = readPledges(db, filter, moment);
	return answerCsv(PLEDGE_COLUMNS, parts, {
		name: 'pledges',
		moment,
		bom: searchParams.get('bom') === '1',
		onBreak: (error) =>
			logFailure(error, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	});
};
