import { resolve } from '$app/paths';
import { breakdownCsv, breakdownPlate } from '#lib/charts/breakdownPlate.ts';
import { bulletsPlate } from '#lib/charts/bulletsPlate.ts';
import type { TakenChart } from '#lib/charts/taken.ts';
import { finding, tally, type BoardCount } from '#lib/domain/portfolio.ts';
import { countOf, grouped } from '#lib/domain/words.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { citedSources } from '#lib/server/pledges/cited-sources.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listPledges, type PledgePage } from '#lib/server/pledges/list.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { namedSources } from '#lib/server/pledges/named-sources.ts';
import type { RequestHandler } from './$types';

/**
 * The bars of the page of the list with the same query string, whose data is the export of the list; or how all of the
 * list stand, as a briefing shows it.
 */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const filter = readPledgeFilter(event.url.searchParams);
	const moment = await openNamed(db, filter, clock);
	const [list, counts, readAt, named] = await Promise.all([
		listPledges(db, filter, moment),
		countPledges(db, filter, moment),
		readAtOf(db, filter, moment),
		namedSources(db, filter, moment)
	]);
	const cited = [...(await citedSources(db, list.rows, moment)).values()];
	const sources = cited.flatMap(({ quotedFrom, restsOn }) => [quotedFrom, ...restsOn]);
	const { asOf, basis, upto } = moment;
	const since = moment.since && { since: moment.since.asOf, sinceAt: moment.since.upto };
	const search = pledgeSearch({ ...filter, ...since, page: list.page, asOf, basis, at: upto });
	return answerChart(event, {
		name: 'pledges',
		charts:
			list.total > 0
				? [
						{ ...barsOf(list, counts), title: finding(tally(counts)), sources },
						{ ...standingOf(counts), sources: named }
					]
				: [],
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/pledges')}${search}`
	});
};

function barsOf(
	{ rows, total, page, perPage }: PledgePage,
	counts: readonly BoardCount[]
): Omit<TakenChart, 'title' | 'sources'> {
	const first = (page - 1) * perPage + 1;
	const which =
		total > rows.length
			? `Pledges ${first}–${first + rows.length - 1} of ${total}, in the order of the list.`
			: `${countOf(total, 'pledge')}, in the order of the list.`;
	const agreed = tally(counts.filter(({ counted }) => counted)).total;
	const how =
		agreed === total
			? ''
			: ` ${grouped(agreed)} of ${grouped(total)} count in headline totals: agreed or declared ready.`;
	return {
		...{ name: 'bars', unit: 'target and actual, each in its own unit' },
		body: bulletsPlate(rows, which + how),
		csv: null
	};
}

function standingOf(counts: readonly BoardCount[]): Omit<TakenChart, 'sources'> {
	const of = (counted: boolean) => tally(counts.filter((row) => row.counted === counted));
	const [counted, rest] = [of(true), of(false)];
	const title = counted.total > 0 ? finding(counted) : 'No pledge here counts in headline totals';
	const row = {
		label: 'All of these',
		counted: {
			...{ total: { count: counted.total }, unverified: { count: counted.unverified } },
			groups: counted.groups
		},
		more: { count: rest.total }
	};
	return {
		...{ name: 'standing', title, unit: 'pledges agreed or declared ready, by status' },
		body: breakdownPlate('Pledges', [row]),
		csv: breakdownCsv('pledges', [row])
	};
}
