import { resolve } from '$app/paths';
import { readMoment } from '#lib/schema/moment.ts';
import { readBoardFilter } from '#lib/schema/pledge-filter.ts';
import { boardSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { narrowedTo, openBoard } from '#lib/server/pledges/board.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { namedSources } from '#lib/server/pledges/named-sources.ts';
import { breakdowns } from '../breakdowns.ts';
import type { RequestHandler } from './$types';

/** A breakdown of the board with the same query string, as a picture or as its data. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readBoardFilter(searchParams);
	const narrowed = narrowedTo(filter);
	const moment = await openNamed(db, readMoment(searchParams), clock);
	const [board, readAt, sources] = await Promise.all([
		openBoard(db, filter, moment),
		readAtOf(db, narrowed, moment),
		namedSources(db, narrowed, moment)
	]);
	const { asOf, basis, upto } = moment;
	return answerChart(event, {
		name: 'board',
		charts: breakdowns(board, sources),
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/')}${boardSearch({ ...narrowed, asOf, basis, at: upto })}`
	});
};
