import { resolve } from '$app/paths';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { citedSources } from '#lib/server/pledges/cited-sources.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { namedSources } from '#lib/server/pledges/named-sources.ts';
import { barsOf, standingOf } from '../charts.ts';
import type { RequestHandler } from './$types';

/** The bars of the page of the list with the same query string, or how all of the list stand. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	const moment = await openNamed(db, filter, clock);
	const [list, counts, readAt] = await Promise.all([
		listPledges(db, filter, moment),
		countPledges(db, filter, moment),
		readAtOf(db, filter, moment)
	]);
	// Only the chart that is asked for is drawn, and the sources of a whole list take the longest to find.
	const sources =
		searchParams.get('chart') === 'standing'
			? await namedSources(db, filter, moment)
			: [...(await citedSources(db, list.rows, moment)).values()].flatMap(({ quotedFrom, restsOn }) => [
					quotedFrom,
					...restsOn
				]);
	const { asOf, basis, upto } = moment;
	const since = moment.since && { since: moment.since.asOf, sinceAt: moment.since.upto };
	const search = pledgeSearch({ ...filter, ...since, page: list.page, asOf, basis, at: upto });
	return answerChart(event, {
		name: 'pledges',
		charts: list.total > 0 ? [barsOf(list, counts, sources), standingOf(counts, sources)] : [],
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/pledges')}${search}`
	});
};
