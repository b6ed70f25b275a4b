import { resolve } from '$app/paths';
import type { RequestEvent } from '@sveltejs/kit';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '../app.ts';
import { answerFile } from '../exports/answer-file.ts';
import { writeWorkbook } from '../exports/workbook.ts';
import { openMoment } from '../pledges/moment.ts';
import { logFailure } from './log.ts';

/**
 * Answers with the rows and the state that the query string asks for as a workbook for spreadsheets.
 * @throws DomainError like `readPledgeFilter` and `openMoment`
 */
export async function answerWorkbook(event: RequestEvent): Promise<Response> {
	const { db, clock, env } = app();
	const filter = readPledgeFilter(event.url.searchParams);
	const moment = await openMoment(db, filter, clock);
	const { asOf, basis, upto } = moment;
	// Resolved paths may be relative to the page that is answered.
	const here = new URL(event.url.pathname, env.origin);
	const search = pledgeSearch({ ...filter, page: 1, asOf, basis, at: upto });
	const book = writeWorkbook(db, filter, moment, {
		list: new URL(`${resolve('/pledges')}${search}`, here).href,
		method: new URL(resolve('/method'), here).href
	});
	return answerFile(book, {
		name: 'pledges',
		moment,
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		ending: 'xlsx',
		onBreak: (error) =>
			logFailure(error, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	});
}
