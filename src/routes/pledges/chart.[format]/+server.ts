import { resolve } from '$app/paths';
import { bulletsPlate } from '#lib/charts/bulletsPlate.ts';
import { finding, tally } from '#lib/domain/portfolio.ts';
import { countOf } from '#lib/domain/words.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { citedSources } from '#lib/server/pledges/cited-sources.ts';
import { countPledges, listPledges } from '#lib/server/pledges/list.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import type { RequestHandler } from './$types';

/** The bars of the page of the list with the same query string, as a picture; their data is the export of the list. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const filter = readPledgeFilter(event.url.searchParams);
	const moment = await openNamed(db, filter, clock);
	const [{ rows, total, page, perPage }, counts, readAt] = await Promise.all([
		listPledges(db, filter, moment),
		countPledges(db, filter, moment),
		readAtOf(db, filter, moment)
	]);
	const cited = [...(await citedSources(db, rows, moment)).values()];
	const { asOf, basis, upto } = moment;
	const since = moment.since && { since: moment.since.asOf, sinceAt: moment.since.upto };
	const first = (page - 1) * perPage + 1;
	const shown =
		total > rows.length
			? `Pledges ${first}–${first + rows.length - 1} of ${total}, in the order of the list.`
			: `${countOf(total, 'pledge')}, in the order of the list.`;
	const bars = {
		...{ name: 'pledges', title: finding(tally(counts)), unit: 'target and actual, each in its own unit' },
		body: bulletsPlate(rows, shown),
		csv: null,
		sources: cited.flatMap(({ quotedFrom, restsOn }) => [quotedFrom, ...restsOn])
	};
	return answerChart(event, {
		name: 'pledges',
		charts: rows.length > 0 ? [bars] : [],
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/pledges')}${pledgeSearch({ ...filter, ...since, page, asOf, basis, at: upto })}`
	});
};
