import { addDays } from '#lib/domain/calendar.ts';
import { formatDate, formatDateAs, grouped } from '#lib/domain/words.ts';
import { countIn } from './countsTable.ts';
import type { ChartCsv, ChartPoint, ChartSpec, PlainDataset } from './spec.ts';
import type { DayTally } from './statusOverTime.ts';
import { axisRange, axisTicks, placeOf } from './timeAxis.ts';

const metIn = ({ tally }: DayTally) => countIn(tally, 'met');

/** All pledges that had been made by each month end, and how many of them stood as met. */
export function burnUpChart(days: readonly DayTally[]): ChartSpec {
	const range = axisRange(
		days.map(({ on }) => on),
		'month'
	);
	const points = (count: (day: DayTally) => number): ChartPoint[] =>
		days.map((day) => ({ x: placeOf(day.on, 'month'), y: count(day) }));
	const made = points(({ tally }) => tally.total);
	const met = points(metIn);
	const most = Math.max(...made.map(({ y }) => y), 1);
	const ends = [
		{ end: made.at(-1), word: 'made' },
		{ end: met.at(-1), word: 'met' }
	];
	return {
		title: finding(days),
		unit: 'pledges at each month end, by what was public then',
		configuration: {
			type: 'line',
			data: { datasets: [line('Made', made, 'ink-2', [6, 4]), line('Met', met, 'met', [])] },
			options: {
				scales: {
					x: { type: 'linear', ...range, marks: axisTicks(range.min, range.max, null) },
					y: { type: 'linear', min: 0, max: most * 1.15, whole: true }
				},
				plugins: {
					marks: {
						...{ lines: [], bands: [], baseline: null, today: null, parts: [] },
						labels: ends.flatMap(({ end, word }) => {
							if (!end) return [];
							const text = `${grouped(end.y)} ${word}`;
							return [{ ...end, text, short: text, quiet: false, must: word === 'met' }];
						})
					}
				}
			}
		},
		stops: days.flatMap((day, index) => {
			const { on, tally, rows } = day;
			const count = metIn(day);
			const place = { index, column: index };
			return [
				{
					...{ ...place, dataset: 1 },
					text: `${formatDate(on)}: ${grouped(count)} of ${grouped(tally.total)} met`,
					href: rows('met')
				},
				{
					...{ ...place, dataset: 0 },
					text: `${formatDate(on)}: ${grouped(tally.total)} made`,
					href: rows(null)
				}
			];
		}),
		key: [
			{ look: 'path', ink: 'ink-2', text: 'made' },
			{ look: 'line', ink: 'met', text: 'met' }
		],
		table: {
			columns: [
				{ label: 'As of', numeric: false },
				{ label: 'Made', numeric: true },
				{ label: 'Met', numeric: true }
			],
			rows: [...days].reverse().map((day) => [formatDate(day.on), `${day.tally.total}`, `${metIn(day)}`]),
			links: [...days].reverse().map((day) => [null, day.rows(null), metIn(day) ? day.rows('met') : null])
		}
	};
}

/** What was made and met by every day, for machines, the latest first. */
export function burnUpCsv(days: readonly DayTally[]): ChartCsv {
	const latestFirst = [...days].reverse();
	return {
		columns: [
			['day', 'date'],
			['made', 'number'],
			['met', 'number']
		],
		rows: latestFirst.map((day) => [day.on, `${day.tally.total}`, `${metIn(day)}`]),
		days: latestFirst.map(({ on }) => on)
	};
}

function line(label: string, data: ChartPoint[], ink: string, dash: number[]): PlainDataset {
	return {
		type: 'line',
		label,
		data,
		backgroundColor: `var(--${ink})`,
		borderColor: `var(--${ink})`,
		borderWidth: 2.25,
		borderDash: dash,
		stepped: 'after',
		pointRadius: 0,
		order: 2
	};
}

/** When the first and when the latest pledge was met, of how many. */
function finding(days: readonly DayTally[]): string {
	const last = days.at(-1);
	if (!last) return 'No pledge was public by then';
	const { total } = last.tally;
	const met = metIn(last);
	const first = days.find((day) => metIn(day) > 0);
	const all = `${grouped(total)} ${total === 1 ? 'pledge has' : 'pledges have'} been made`;
	if (!first) return `${all}, none has been met`;
	if (met === 0) return `${all}; what was once met is not met now`;
	const most = Math.max(...days.map(metIn));
	const monthEnds = addDays(first.on, 1).endsWith('-01');
	const by = monthEnds ? `the end of ${formatDateAs(first.on, 'month')}` : formatDate(first.on);
	const lost = most > met ? `, after ${grouped(most)} at the most` : '';
	return `${all} and ${grouped(met)} ${met === 1 ? 'is' : 'are'} met, the first by ${by}${lost}`;
}
