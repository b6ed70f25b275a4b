import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { countOf, formatPeriod } from '#lib/domain/words.ts';
import { sourceCells, SOURCE_COLUMNS, type CitedSource } from './cited.ts';
import {
	heightOf,
	lookOf,
	write,
	writeAll,
	type Measure,
	type Plate,
	type PlateOf,
	type Shape
} from './plate.ts';
import { sign } from './signs.ts';
import type { ChartCsv } from './spec.ts';
import { isInside, windowTimeline, type WindowDrawing, type WindowTimeline } from './window.ts';

/** An event that a party is to hold, as far as it is drawn. */
export interface HeldEvent {
	title: string;
	party: string | null;
	doneFrom: IsoDate | null;
	doneTo: IsoDate | null;
	place: string | null;
	source: CitedSource | null;
}

export interface Events {
	/** null where none was stated: then every event that was held counts */
	window: Period | null;
	events: readonly HeldEvent[];
	today: IsoDate;
}

/** "1 of 2 events held within 2023–2024". */
export function eventsFinding({ window, events }: Events): string {
	const held = events.filter(
		({ title, doneFrom, doneTo }) =>
			doneFrom && (!window || isInside({ title, from: doneFrom, to: doneTo }, window))
	);
	const within = window ? ` within ${formatPeriod(window)}` : '';
	return `${held.length} of ${countOf(events.length, 'event')} held${within}`;
}

const PARTY = 140;
const GAP = 16;
const LANE = 34;
const SMALL = lookOf(11.5);

/** The events in their window, one row for each party. */
export function windowPlate(window: Period, events: readonly HeldEvent[], today: IsoDate): PlateOf {
	return (width, measure) => {
		const lane = { left: PARTY + GAP, width: width - PARTY - GAP };
		const timeline = windowTimeline(window, events, today, lane.width);
		const { drawing, rows } = timeline;
		const x = (share: number) => lane.left + (share / 100) * lane.width;
		const shapes: Shape[] = drawing.ticks
			.filter(({ label }) => label)
			.map(({ at, label, flip }) =>
				axisText(label, flip ? x(at) - measure(label, SMALL) - 2 : x(at) + 3, measure)
			);
		let top = heightOf(SMALL) + 4;
		for (const [at, { party, events: own }] of rows.entries()) {
			shapes.push({ kind: 'line', from: [0, top], to: [width, top], stroke: { ink: 'rule', width: 1 } });
			const named = write(party, { left: 0, width: PARTY }, top + 8, { size: 13, weight: 600 }, measure);
			shapes.push(...named.shapes, ...laneShapes(drawing, at, top, x));
			const said = listed(own, lane, top + LANE + 4, measure);
			shapes.push(...said.shapes);
			top = Math.max(named.bottom, said.bottom) + 8;
		}
		const key = keyOf(timeline, top, width, measure);
		return { width, height: key.height, shapes: [...shapes, ...key.shapes] };
	};
}

function axisText(text: string, left: number, measure: Measure): Shape {
	const box = { left, right: left + measure(text, SMALL), top: 0, bottom: heightOf(SMALL) };
	return { kind: 'text', box, text, ink: 'ink-3', look: SMALL };
}

function laneShapes(drawing: WindowDrawing, row: number, top: number, x: (share: number) => number): Shape[] {
	const bottom = top + LANE;
	const middle = top + LANE / 2;
	const upright = (at: number, stroke: { ink: string; width: number; dash?: number[] }): Shape => ({
		...{ kind: 'line', from: [x(at), top], to: [x(at), bottom], stroke }
	});
	return [
		{
			kind: 'box',
			box: { left: x(drawing.window.from), right: x(drawing.window.to), top, bottom },
			fill: 'accent-soft'
		},
		...drawing.ticks.map(({ at }) => upright(at, { ink: 'rule', width: 1 })),
		{ kind: 'line', from: [x(0), middle], to: [x(100), middle], stroke: { ink: 'rule-strong', width: 1 } },
		...(drawing.today === null ? [] : [upright(drawing.today, { ink: 'accent', width: 1.5, dash: [2, 3] })]),
		...(drawing.events[row] ?? []).flatMap(({ from, to, inside }): Shape[] => {
			const ink = inside ? 'met' : 'behind';
			return [
				{
					kind: 'box',
					box: { left: x(from), right: Math.max(x(to), x(from) + 2), top: middle - 3, bottom: middle + 3 },
					...{ fill: inside ? 'met' : 'paper', stroke: { ink, width: 1 } }
				},
				sign(inside ? '◆' : '◇', x((from + to) / 2), middle, ink)
			];
		})
	];
}

type Row = WindowTimeline['rows'][number]['events'];

function listed(
	events: Row,
	{ left, width }: { left: number; width: number },
	from: number,
	measure: Measure
) {
	if (events.length === 0) {
		return write('none recorded', { left, width }, from, { size: 12, ink: 'ink-3' }, measure);
	}
	let bottom = from;
	const shapes = events.flatMap(({ title, when, place, inside }) => {
		const text = `${title}, ${when}${place ? `, ${place}` : ''}`;
		const column = { left: left + 18, width: width - 18 };
		const mark = sign(
			inside ? '◆' : '◇',
			left + 6,
			bottom + heightOf(lookOf(12)) / 2,
			inside ? 'met' : 'behind'
		);
		const said = writeAll(
			[
				[text, { size: 12, ink: 'ink-2' }],
				...(inside
					? []
					: [['outside the window, does not count', { size: 12, weight: 600, ink: 'behind' }] as const])
			],
			column,
			bottom,
			measure
		);
		bottom = said.bottom + 2;
		return [mark, ...said.shapes];
	});
	return { shapes, bottom };
}

/** What is shaded, and where the day of the picture lies. */
function keyOf({ window, today }: WindowTimeline, top: number, width: number, measure: Measure): Plate {
	const middle = top + 8 + heightOf(lookOf(12)) / 2;
	const quiet = { size: 12, ink: 'ink-2' };
	const shade = `window ${window}, both days included${today.drawn ? '' : `; ${today.words}`}`;
	const first = write(shade, { left: 22, width: width - 22 }, top + 8, quiet, measure);
	const at = 22 + measure(shade, lookOf(12)) + 24;
	const day = today.drawn
		? write(`as of ${today.words}`, { left: at, width: width - at }, top + 8, quiet, measure)
		: null;
	return {
		...{ width, height: first.bottom },
		shapes: [
			{ kind: 'line', from: [0, top], to: [width, top], stroke: { ink: 'rule', width: 1 } },
			{
				kind: 'box',
				box: { left: 0, right: 15, top: middle - 5, bottom: middle + 5 },
				...{ fill: 'accent-soft', stroke: { ink: 'rule-strong', width: 1 } }
			},
			...first.shapes,
			...(day
				? [
						...day.shapes,
						{
							...{
								kind: 'line' as const,
								from: [at - 8, middle - 7] as const,
								to: [at - 8, middle + 7] as const
							},
							stroke: { ink: 'accent', width: 1.5, dash: [2, 3] }
						}
					]
				: [])
		]
	};
}

/** Events for which no window was stated, as a list. */
export function eventListPlate(events: readonly HeldEvent[]): PlateOf {
	return (width, measure) => {
		let top = 0;
		const shapes = events.flatMap(({ title, party, doneFrom, doneTo, place }) => {
			const when = doneFrom ? formatPeriod({ start: doneFrom, end: doneTo ?? doneFrom }) : 'not held yet';
			const said = writeAll(
				[
					[title, { size: 13, weight: 600 }],
					[[party, when, place].filter(Boolean).join(', '), { size: 12, ink: 'ink-2' }]
				],
				{ left: 24, width: width - 24 },
				top + 5,
				measure
			);
			const mark = sign(
				doneFrom ? '◆' : '○',
				9,
				top + 5 + heightOf(lookOf(13)) / 2,
				doneFrom ? 'met' : 'open'
			);
			top = said.bottom + 5;
			return [mark, ...said.shapes];
		});
		return { width, height: top, shapes };
	};
}

/** The events for machines. */
export function eventsCsv({ window, events }: Events): ChartCsv {
	return {
		columns: [
			['party', 'text'],
			['event', 'text'],
			['from', 'date'],
			['to', 'date'],
			['place', 'text'],
			['inside_window', 'code'],
			['window_start', 'date'],
			['window_end', 'date'],
			...SOURCE_COLUMNS
		],
		rows: events.map(({ title, party, doneFrom, doneTo, place, source }) => {
			const inside = doneFrom && window && isInside({ title, from: doneFrom, to: doneTo }, window);
			return [
				...[party ?? '', title, doneFrom ?? '', doneTo ?? doneFrom ?? '', place ?? ''],
				doneFrom && window ? (inside ? 'yes' : 'no') : '',
				...[window?.start ?? '', window?.end ?? ''],
				...sourceCells(source)
			];
		})
	};
}
