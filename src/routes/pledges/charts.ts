/** What a list of pledges shows in bars, as it is taken away. */
import { breakdownCsv, breakdownPlate } from '#lib/charts/breakdownPlate.ts';
import { bulletsPlate } from '#lib/charts/bulletsPlate.ts';
import type { TakenChart } from '#lib/charts/taken.ts';
import { finding, tally, type BoardCount } from '#lib/domain/portfolio.ts';
import { countOf, grouped } from '#lib/domain/words.ts';
import type { PledgePage } from '#lib/server/pledges/list.ts';

type Sources = TakenChart['sources'];

/** The bars of one page of a list; their data is the export of the list. */
export function barsOf(list: PledgePage, counts: readonly BoardCount[], sources: Sources): TakenChart {
	return {
		...{ name: 'bars', title: finding(tally(counts)), unit: 'target and actual, each in its own unit' },
		body: bulletsPlate(list.rows, whichRows(list, tally(headline(counts, true)).total)),
		...{ csv: null, sources }
	};
}

/** Which rows are drawn, and how many of all count in headline totals. */
function whichRows({ rows, total, page, perPage }: PledgePage, counted: number): string {
	const first = (page - 1) * perPage + 1;
	const drawn =
		total > rows.length
			? `Pledges ${grouped(first)}–${grouped(first + rows.length - 1)} of ${grouped(total)}`
			: countOf(total, 'pledge');
	const headline =
		counted === total ? '' : ` ${grouped(counted)} of ${grouped(total)} count in headline totals.`;
	return `${drawn}, in the order of the list.${headline}`;
}

/** How all pledges of a list stand, as a briefing shows it. */
export function standingOf(counts: readonly BoardCount[], sources: Sources): TakenChart {
	const [counted, rest] = [tally(headline(counts, true)), tally(headline(counts, false))];
	const row = {
		label: 'All of these',
		counted: {
			...{ total: { count: counted.total }, unverified: { count: counted.unverified } },
			groups: counted.groups
		},
		more: { count: rest.total }
	};
	return {
		name: 'standing',
		title: counted.total > 0 ? finding(counted) : 'No pledge here counts in headline totals',
		unit: 'pledges agreed or declared ready, by status',
		body: breakdownPlate('Pledges', [row]),
		...{ csv: breakdownCsv('pledges', [row]), sources }
	};
}

const headline = (counts: readonly BoardCount[], counted: boolean) =>
	counts.filter((row) => row.counted === counted);
