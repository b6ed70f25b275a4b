import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Aggregation } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { REVIEW_WORDS } from '#lib/domain/review.ts';
import { capitalise } from '#lib/domain/words.ts';
import { thinned } from './decimate.ts';
import { added, addedUp, runningTotal, totalWith } from './runningTotal.ts';
import { withRevisions } from './revisions.ts';
import type { ChartSpec, PlainDataset } from './spec.ts';
import { marksOf, valueRange } from './targetActualMarks.ts';
import { targetActualTable } from './targetActualTable.ts';
import {
	isHollow,
	otherLook,
	type ActualPoint,
	type ActualSeries,
	type TargetActualView
} from './targetActualView.ts';
import { keyOf, stopsOf, unitOf } from './targetActualWords.ts';
import { axisRange, axisTicks, commonSlot, placeOf, type Slot } from './timeAxis.ts';

export type { ActualPoint, ActualSeries, TargetActualView, TargetMark } from './targetActualView.ts';

const ink = (name: string) => `var(--${name})`;

/** What a chart of a target against its actuals shows, for `Chart.svelte`. Times are days, values plain numbers. */
export function targetActualChart(given: TargetActualView): ChartSpec {
	const { view, adds } = addedUp(given);
	const bars = view.aggregation === 'annual_flow' || view.aggregation === 'count';
	const slot = slotFor(view);
	const place = (series: ActualSeries) => (series.headline ? 0 : series.waiting ? 2 : 1);
	const ordered = [...view.series].sort((one, other) => place(one) - place(other));
	const drawn = ordered
		.map((series) => ({ ...series, points: drawnPoints(series, view.aggregation, slot, adds) }))
		.filter((series) => series.points.length > 0);

	const datasets = drawn.map((series, at) => {
		const values = valuesOf(series, adds ? (view.series.find((one) => one.headline)?.points ?? []) : null);
		const data = series.points.map((point, index) => ({
			x: placeOf(point.to, slot),
			y: Number(values[index] ?? 0)
		}));
		const joined = view.aggregation !== 'cumulative' || adds;
		if (series.waiting) return waitingDataset(data);
		if (!series.headline) {
			return otherDataset(series.reporter, data, series.points.map(isHollow), at - 1, bars || !joined);
		}
		return bars && slot
			? barDataset(series.reporter, data, series.points)
			: { ...lineDataset(series.reporter, data, series.points, adds), showLine: joined };
	});
	const path = view.expectedPath ?? [];
	if (path.length > 1) datasets.push(pathDataset(path, slot));

	const days = daysOf(view, drawn);
	const range = axisRange(days, slot);
	const marks = marksOf(view, slot, drawn, datasets, adds);
	const chart = thinned({
		title: view.title,
		unit: unitOf(view, adds),
		configuration: {
			type: bars ? 'bar' : 'line',
			data: { datasets },
			options: {
				scales: {
					x: { type: 'linear', ...range, marks: axisTicks(range.min, range.max, slot, 'ends') },
					y: { type: 'linear', ...valueRange(datasets, marks, view.aggregation) }
				},
				plugins: { marks }
			}
		},
		stops: stopsOf(view, drawn, datasets, adds),
		key: keyOf(view, drawn, path.length > 1),
		table: targetActualTable(view, adds)
	});
	const revisions = withRevisions(view, drawn, slot, chart, adds);
	return revisions ? { ...chart, revisions } : chart;
}

/** What is drawn of each point. @param total the points that are added up; null where none are */
function valuesOf({ points, waiting }: ActualSeries, total: readonly ActualPoint[] | null): Decimal[] {
	if (!total) return points.map((point) => point.value);
	if (waiting) return points.map((point) => totalWith(total, point));
	return runningTotal(points).map(({ value }) => value);
}

/** Of what waits, every figure; of the rest, what does not stand in another's place. */
function drawnPoints(
	{ points, waiting = false }: ActualSeries,
	aggregation: Aggregation,
	slot: Slot,
	adds: boolean
): ActualPoint[] {
	return pointsToDraw(points, waiting ? 'level' : aggregation, waiting ? null : slot, adds && !waiting);
}

/** Slots when every complete figure is one calendar unit of the same length; without any, as the baseline has it. */
function slotFor(view: TargetActualView): Slot {
	if (view.aggregation === 'annual_flow') return 'year';
	const spans: Period[] = view.series.flatMap((series) =>
		series.points.filter((point) => !point.partial).map((point) => ({ start: point.from, end: point.to }))
	);
	if (view.baseline && spans.length === 0) spans.push({ start: view.baseline.from, end: view.baseline.to });
	return commonSlot(spans);
}

/** Oldest first; a part of a period is drawn only where its slot has no complete figure, and then the longest part. */
function pointsToDraw(
	points: readonly ActualPoint[],
	aggregation: Aggregation,
	slot: Slot,
	adds: boolean
): ActualPoint[] {
	const sorted = [...points].sort((one, other) => (one.to < other.to ? -1 : one.to > other.to ? 1 : 0));
	if (aggregation === 'cumulative') return adds ? added(sorted) : sorted;
	const kept = new Map<number, ActualPoint>();
	for (const point of sorted) {
		const place = placeOf(point.to, slot);
		if (point.partial && kept.get(place)?.partial === false) continue;
		kept.set(place, point);
	}
	return slot ? [...kept.values()] : sorted;
}

type Data = PlainDataset['data'];

function barDataset(label: string, data: Data, points: readonly ActualPoint[]): PlainDataset {
	return {
		type: 'bar',
		label,
		data,
		backgroundColor: points.map((point) => ink(isHollow(point) ? 'paper' : 'series')),
		borderColor: outlines(points, 'series'),
		borderWidth: 1.5,
		maxBarThickness: 54,
		categoryPercentage: 0.72,
		barPercentage: 1,
		grouped: false,
		order: 3
	};
}

function lineDataset(
	label: string,
	data: Data,
	points: readonly ActualPoint[],
	stepped: boolean
): PlainDataset {
	return {
		type: 'line',
		label,
		data,
		backgroundColor: ink('series'),
		borderColor: ink('series'),
		borderWidth: 2.25,
		stepped: stepped ? 'before' : false,
		...pointLook(points.map(isHollow), 'series', data.length > 120 ? 0 : 4.5),
		pointBorderColor: outlines(points, 'series'),
		order: 3
	};
}

/** Another reporter's figures: marks across the bars, or a thinner line. */
function otherDataset(label: string, data: Data, hollow: boolean[], at: number, bars: boolean): PlainDataset {
	const { ink: name, shape, dash } = otherLook(at);
	return {
		type: 'line',
		label,
		data,
		backgroundColor: ink(name),
		borderColor: ink(name),
		borderWidth: 1.25,
		borderDash: [...dash],
		showLine: !bars,
		...pointLook(hollow, name, bars ? 5.5 : 4),
		// a filled mark keeps an edge of paper, so that it is seen on a bar that ends where it stands
		pointBorderColor: hollow.map((is) => ink(is || shape === 'crossRot' ? name : 'paper')),
		pointStyle: shape,
		order: 2
	};
}

/** Figures that nobody has approved: hollow and pointed, with no line between them. */
function waitingDataset(data: Data): PlainDataset {
	return {
		type: 'line',
		label: capitalise(REVIEW_WORDS.waiting),
		data,
		backgroundColor: ink('series'),
		borderColor: ink('series'),
		borderWidth: 1.25,
		showLine: false,
		...pointLook(
			data.map(() => true),
			'series',
			6
		),
		pointStyle: 'triangle',
		order: 2
	};
}

/** A part of a period has no outline of its own: its dashes are drawn over it. */
const outlines = (points: readonly ActualPoint[], name: string) =>
	points.map((point) => (point.partial ? 'transparent' : ink(name)));

function pointLook(hollow: boolean[], name: string, radius: number) {
	return {
		pointRadius: radius,
		pointStyle: 'circle' as const,
		pointBackgroundColor: hollow.map((is) => ink(is ? 'paper' : name)),
		pointBorderColor: ink(name),
		pointBorderWidth: 1.75
	};
}

function pathDataset(path: NonNullable<TargetActualView['expectedPath']>, slot: Slot): PlainDataset {
	return {
		type: 'line',
		label: 'Expected path',
		data: path.map((point) => ({ x: placeOf(point.on, slot), y: Number(point.value) })),
		backgroundColor: ink('ink-3'),
		borderColor: ink('ink-3'),
		borderWidth: 1.25,
		borderDash: [5, 4],
		pointRadius: 0,
		order: 1
	};
}

/** Every day that the axis has to reach. */
function daysOf(view: TargetActualView, drawn: readonly ActualSeries[]): IsoDate[] {
	const days = [view.today, ...drawn.flatMap((series) => series.points.map((point) => point.to))];
	if (view.baseline) days.push(view.baseline.to);
	for (const { due } of [...(view.target ? [view.target] : []), ...view.ghostTargets]) {
		if (due) days.push(due);
	}
	return [...days, ...(view.expectedPath ?? []).map((point) => point.on)];
}
