import { UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { countOf } from '#lib/domain/words.ts';
import { countIn, countsTable, groupsIn, type Counted } from './countsTable.ts';
import { countWords, groupBars, groupKey, UNVERIFIED_INK } from './groupLook.ts';
import type { ChartSpec, Stop } from './spec.ts';

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
	const bars = [...given].sort(
		(one, other) => other.tally.total - one.tally.total || one.name.localeCompare(other.name, 'en')
	);
	const groups = groupsIn(bars);
	const silent = bars.some(({ tally }) => tally.unverified > 0);
	const most = Math.max(...bars.map(({ tally }) => tally.total), 1);
	return {
		name: `pledges-by-${by}`,
		title: finding(by, bars),
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
						marks: bars.map(({ name, tally }, value) => ({ value, label: `${name} ${tally.total}` }))
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
		...countsTable(
			by === 'theme' ? 'Theme' : 'Party',
			[by],
			bars.map((bar) => ({ counted: bar, name: bar.name, cells: [bar.name] }))
		)
	};
}

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
	const text = `${name}: ${tally.unverified} of ${tally.total} unverified`;
	return [...drawn, { dataset: groups.length, index, column: index, text, href: rows('unverified') }];
}

/** Where most of what has gone wrong stands; without any of that, where most pledges stand. */
function finding(by: 'theme' | 'party', bars: readonly CountedBar[]): string {
	const [longest] = bars;
	if (!longest) return 'No pledge to count';
	const wrong = ({ tally }: CountedBar) => countIn(tally, 'behind') + countIn(tally, 'missed');
	const worst = bars.reduce((one, other) => (wrong(other) > wrong(one) ? other : one), longest);
	const holds = (name: string) => (by === 'theme' ? name : `${name} is part of`);
	if (wrong(worst) > 0) {
		const of = `${wrong(worst)} of ${countOf(worst.tally.total, 'pledge')}`;
		return by === 'theme'
			? `Most is behind or missed in ${worst.name.toLowerCase()}: ${of}`
			: `Most is behind or missed where ${worst.name} takes part: ${of}`;
	}
	const met = countIn(longest.tally, 'met');
	const count = `${countOf(longest.tally.total, 'pledge')}, ${met} of them met; nothing is behind or missed`;
	return by === 'theme' ? `${holds(longest.name)} holds ${count}` : `${holds(longest.name)} ${count}`;
}
