import { UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { countOf, grouped, listOf } from '#lib/domain/words.ts';
import { countIn, countsCsv, countsTable, groupsIn, type Counted } from './countsTable.ts';
import { countWords, groupBars, groupKey, UNVERIFIED_INK } from './groupLook.ts';
import type { ChartCsv, ChartSpec, Stop } from './spec.ts';

/** One bar: the pledges of one theme, or of one party. */
export interface CountedBar extends Counted {
	name: string;
}

/**
 * Pledges by status group, one lying bar for each theme or party, the longest first; what nobody has checked stands
 * beside each bar, because it is counted in every group.
 * @param by what each bar is: "theme"
 */
export function stackedCountsChart(by: 'theme' | 'party', given: readonly CountedBar[]): ChartSpec {
	const bars = sorted(given);
	const groups = groupsIn(bars);
	const silent = bars.some(({ tally }) => tally.unverified > 0);
	const most = Math.max(...bars.map(({ tally }) => tally.total), 1);
	return {
		title: finding(bars),
		unit: `pledges by ${by} and status`,
		configuration: {
			type: 'bar',
			data: {
				datasets: [
					...groups.map((group) =>
						groupBars(
							group,
							bars.map(({ tally }, y) => ({ x: countIn(tally, group), y }))
						)
					),
					...(silent
						? [
								{
									...groupBars(
										'closed',
										bars.map(({ tally }, y) => ({ x: tally.unverified, y }))
									),
									label: UNVERIFIED.word,
									backgroundColor: UNVERIFIED_INK,
									borderColor: UNVERIFIED_INK,
									stack: 'beside',
									pattern: 'hatch' as const
								}
							]
						: [])
				]
			},
			options: {
				lying: true,
				scales: {
					x: { type: 'linear', min: 0, max: most * 1.03, marks: [], whole: true },
					y: {
						type: 'linear',
						min: -0.5,
						max: Math.max(bars.length, 1) - 0.5,
						marks: bars.map(({ name, tally }, value) => ({ value, label: `${name} ${grouped(tally.total)}` }))
					}
				},
				plugins: {
					marks: { lines: [], bands: [], baseline: null, today: null, labels: [], parts: [], counts: true }
				}
			}
		},
		stops: bars.flatMap((bar, index) => stopsOf(bar, index, groups, silent)),
		key: [
			...groupKey(groups),
			...(silent
				? [{ look: 'hatch' as const, ink: UNVERIFIED.ink, text: 'unverified, in any group, beside the bar' }]
				: [])
		],
		table: countsTable(
			by === 'theme' ? 'Theme' : 'Party',
			bars.map((bar) => ({ counted: bar, name: bar.name }))
		)
	};
}

/** The counts for machines, in the same order. */
export function stackedCountsCsv(by: 'theme' | 'party', bars: readonly CountedBar[]): ChartCsv {
	return countsCsv(
		[by, 'text'],
		sorted(bars).map((bar) => ({ counted: bar, cell: bar.name }))
	);
}

/** The longest bar first. */
const sorted = (bars: readonly CountedBar[]) =>
	[...bars].sort(
		(one, other) => other.tally.total - one.tally.total || one.name.localeCompare(other.name, 'en')
	);

function stopsOf(
	{ name, tally, rows }: CountedBar,
	index: number,
	groups: readonly Group[],
	silent: boolean
): Stop[] {
	const drawn = groups.flatMap((group, dataset) => {
		const { count = 0, unverified = 0 } = tally.groups.find((one) => one.group === group) ?? {};
		if (count === 0) return [];
		const text = `${name}: ${countWords(group, count, tally.total, unverified)}`;
		return [{ dataset, index, column: index, text, href: rows(group) }];
	});
	if (!silent || tally.unverified === 0) return drawn;
	const text = `${name}: ${grouped(tally.unverified)} of ${grouped(tally.total)} unverified`;
	return [...drawn, { dataset: groups.length, index, column: index, text, href: rows('unverified') }];
}

/** Where most has gone wrong, else where most has stalled; without any of that, where most pledges stand. */
function finding(bars: readonly CountedBar[]): string {
	if (bars.length === 0) return 'No pledge to count';
	const wrong = ({ tally }: CountedBar) => countIn(tally, 'behind') + countIn(tally, 'missed');
	const all = ({ tally }: CountedBar) => tally.total;
	const most = (count: (bar: CountedBar) => number) => {
		const high = Math.max(...bars.map(count));
		return { high, first: bars.filter((bar) => count(bar) === high) };
	};
	const leads = ({ first }: ReturnType<typeof most>) =>
		first.length > 3
			? `${first.length} of them have`
			: `${listOf(first.map(({ name }) => name))} ${first.length === 1 ? 'has' : 'have'}`;
	const [bad, stuck, large] = [most(wrong), most(({ tally }) => countIn(tally, 'stalled')), most(all)];
	const each = ({ first }: ReturnType<typeof most>) => (first.length > 1 ? ' each' : '');
	const worst = (lead: ReturnType<typeof most>, word: string) => {
		const [only] = lead.first;
		const of = lead.first.length === 1 && only ? ` of ${countOf(only.tally.total, 'pledge')}` : each(lead);
		return `${leads(lead)} the most ${word}: ${grouped(lead.high)}${of}`;
	};
	if (bad.high > 0) return worst(bad, 'behind or missed');
	if (stuck.high > 0) return `${worst(stuck, 'stalled')}; none is behind or missed`;
	return `${leads(large)} the most pledges, ${grouped(large.high)}${each(large)}; nothing is stalled, behind or missed`;
}
