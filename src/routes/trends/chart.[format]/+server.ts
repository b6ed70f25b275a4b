import { resolve } from '$app/paths';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { namedSources } from '#lib/server/pledges/named-sources.ts';
import { loadTrends } from '#lib/server/pledges/trends.ts';
import { trendCharts } from '../charts.ts';
import type { RequestHandler } from './$types';

/** A chart of the trends with the same query string, as a picture or as its data. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { change: _, since: __, sinceAt: ___, ...filter } = readPledgeFilter(event.url.searchParams);
	const moment = await openNamed(db, filter, clock);
	const [trends, readAt, sources] = await Promise.all([
		loadTrends(db, filter, moment, clock.now()),
		readAtOf(db, filter, moment),
		namedSources(db, filter, moment)
	]);
	const { asOf, basis, upto } = moment;
	return answerChart(event, {
		name: 'trends',
		charts: trendCharts(trends, filter).map(({ name, spec, basis, csv, picture }) => ({
			...{ name, title: spec.title, unit: spec.unit, sources, basis },
			body: picture(),
			csv: csv()
		})),
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/trends')}${pledgeSearch({ ...filter, page: 1, asOf, basis, at: upto })}`
	});
};
