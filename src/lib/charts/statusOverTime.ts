import { addYears, type IsoDate } from '#lib/domain/calendar.ts';
import { GROUPS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { countOf, formatDate, formatDateAs, grouped } from '#lib/domain/words.ts';
import { countIn, countsCsv, countsTable, groupsIn, type Counted } from './countsTable.ts';
import { countWords, groupBars, groupKey, UNVERIFIED_INK } from './groupLook.ts';
import type { ChartCsv, ChartSpec, Stop } from './spec.ts';
import { axisRange, axisTicks, placeOf } from './timeAxis.ts';

/** How a portfolio stood at the end of one day, and where its rows are found. */
export interface DayTally extends Counted {
	on: IsoDate;
}

/** How many pledges stood in each group at each month end: bars on one another, and how many nobody had checked. */
export function statusOverTimeChart(days: readonly DayTally[]): ChartSpec {
	const groups = groupsIn(days);
	const x = ({ on }: DayTally) => placeOf(on, 'month');
	const most = Math.max(...days.map(({ tally }) => tally.total), 1);
	const range = axisRange(
		days.map(({ on }) => on),
		'month'
	);
	const silent = days.some(({ tally }) => tally.unverified > 0);
	return {
		title: finding(days),
		unit: 'pledges at each month end, by what was public then',
		configuration: {
			type: 'bar',
			data: {
				datasets: [
					...groups.map((group) =>
						groupBars(
							group,
							days.map((day) => ({ x: x(day), y: countIn(day.tally, group) }))
						)
					),
					...(silent
						? [
								{
									type: 'line' as const,
									label: UNVERIFIED.word,
									data: days.map((day) => ({ x: x(day), y: day.tally.unverified })),
									backgroundColor: UNVERIFIED_INK,
									borderColor: 'var(--ink)',
									borderWidth: 2,
									borderDash: [5, 3],
									pointRadius: 0,
									order: 1
								}
							]
						: [])
				]
			},
			options: {
				scales: {
					x: { type: 'linear', ...range, marks: axisTicks(range.min, range.max, null) },
					y: { type: 'linear', min: 0, max: most * 1.06, whole: true }
				},
				plugins: {
					marks: { lines: [], bands: [], baseline: null, today: null, labels: [], parts: [] }
				}
			}
		},
		stops: days.flatMap((day, index) => stopsOf(day, index, groups, silent)),
		key: [
			...groupKey(groups),
			...(silent ? [{ look: 'path' as const, ink: 'ink', text: 'unverified, in any group' }] : [])
		],
		table: countsTable(
			'As of',
			[...days].reverse().map((day) => ({ counted: day, name: formatDate(day.on) }))
		)
	};
}

/** The counts of every day for machines, the latest first. */
export function statusOverTimeCsv(days: readonly DayTally[]): ChartCsv {
	const latestFirst = [...days].reverse();
	return {
		...countsCsv(
			['day', 'date'],
			latestFirst.map((day) => ({ counted: day, cell: day.on }))
		),
		days: latestFirst.map(({ on }) => on)
	};
}

function stopsOf(day: DayTally, index: number, groups: readonly Group[], silent: boolean): Stop[] {
	const { on, tally, rows } = day;
	const drawn = groups.flatMap((group, dataset) => {
		const { count = 0, unverified = 0 } = tally.groups.find((one) => one.group === group) ?? {};
		if (count === 0) return [];
		const text = `${formatDate(on)}: ${countWords(group, count, tally.total, unverified)}`;
		return [{ dataset, index, column: index, text, href: rows(group) }];
	});
	if (!silent) return drawn;
	const text = `${formatDate(on)}: ${grouped(tally.unverified)} of ${grouped(tally.total)} unverified`;
	return [...drawn, { dataset: groups.length, index, column: index, text, href: rows('unverified') }];
}

const some = (count: number) => (count === 0 ? 'none' : grouped(count));

/** What can get worse, the worst first. */
const WORSE = ['missed', 'behind', 'stalled'] as const;

/** What has changed within a year, or since the first pledge: what is met, what got worse, what nobody checks. */
function finding(days: readonly DayTally[]): string {
	const [first, last] = [days[0], days.at(-1)];
	if (!first || !last) return 'No pledge was public by then';
	const before = days.findLast(({ on }) => on <= addYears(last.on, -1)) ?? first;
	const { total, unverified } = last.tally;
	const met = countIn(last.tally, 'met');
	const are = `${grouped(met)} of ${countOf(total, 'pledge')} ${met === 1 ? 'is' : 'are'} met`;
	const when = formatDateAs(before.on, 'month');
	const was = countIn(before.tally, 'met');
	const change =
		days.length < 2 ? '' : `, ${was === met ? 'as many as' : grouped(was)} at the end of ${when}`;
	const worse = WORSE.map((group) => {
		const [now, then] = [countIn(last.tally, group), countIn(before.tally, group)];
		return now > then ? `; ${grouped(now)} ${GROUPS[group].word.toLowerCase()}, ${some(then)} then` : '';
	}).join('');
	const silence =
		unverified > 0 || before.tally.unverified > 0
			? `; ${some(unverified)} unverified, ${some(before.tally.unverified)} then`
			: '';
	return `${are}${change}${days.length < 2 ? '' : `${worse}${silence}`}`;
}
