import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Aggregation } from '#lib/domain/commitment.ts';
import { addDecimals, type Decimal } from '#lib/domain/quantity.ts';
import type { ChartSpec, PlainDataset } from './spec.ts';
import { marksOf, valueRange } from './targetActualMarks.ts';
import { targetActualCsv, targetActualTable } from './targetActualTable.ts';
import {
	isHollow,
	otherInk,
	type ActualPoint,
	type ActualSeries,
	type TargetActualView
} from './targetActualView.ts';
import { keyOf, stopsOf, unitOf } from './targetActualWords.ts';
import { axisRange, axisTicks, commonSlot, placeOf, type Slot } from './timeAxis.ts';

export type { ActualPoint, ActualSeries, TargetActualView, TargetMark } from './targetActualView.ts';

const ink = (name: string) => `var(--${name})`;

/** What a chart of a target against its actuals shows, for `Chart.svelte`. Times are days, values plain numbers. */
export function targetActualChart(view: TargetActualView): ChartSpec {
	const bars = view.aggregation === 'annual_flow' || view.aggregation === 'count';
	const slot = slotFor(view);
	const ordered = [...view.series].sort((one, other) => Number(other.headline) - Number(one.headline));
	const drawn = ordered
		.map((series) => ({ ...series, points: pointsToDraw(series.points, view.aggregation, slot) }))
		.filter((series) => series.points.length > 0);

	const datasets = drawn.map((series, at) => {
		const values = valuesToDraw(series.points, view.aggregation);
		const data = series.points.map((point, index) => ({ x: placeOf(point.to, slot), y: values[index] ?? 0 }));
		const hollow = series.points.map(isHollow);
		if (!series.headline) return otherDataset(series.reporter, data, hollow, at - 1, bars);
		return bars && slot
			? barDataset(series.reporter, data, hollow)
			: lineDataset(series.reporter, data, hollow, view.aggregation === 'cumulative');
	});
	const path = view.expectedPath ?? [];
	if (path.length > 1) datasets.push(pathDataset(path, slot));

	const days = daysOf(view, drawn);
	const range = axisRange(days, slot);
	const marks = marksOf(view, slot, drawn, datasets);
	return {
		name: view.name ?? 'chart',
		title: view.title,
		unit: unitOf(view),
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
		stops: stopsOf(view, drawn, datasets),
		key: keyOf(view, drawn, path.length > 1, bars),
		table: targetActualTable(view),
		csv: targetActualCsv(view)
	};
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
function pointsToDraw(points: readonly ActualPoint[], aggregation: Aggregation, slot: Slot): ActualPoint[] {
	const sorted = [...points].sort((one, other) => (one.to < other.to ? -1 : one.to > other.to ? 1 : 0));
	if (aggregation === 'cumulative') return sorted;
	const kept = new Map<number, ActualPoint>();
	for (const point of sorted) {
		const place = placeOf(point.to, slot);
		if (point.partial && kept.get(place)?.partial === false) continue;
		kept.set(place, point);
	}
	return slot ? [...kept.values()] : sorted;
}

/** A cumulative series is drawn as its running total, summed exactly. */
function valuesToDraw(points: readonly ActualPoint[], aggregation: Aggregation): number[] {
	const values = points.map((point) => point.value);
	if (aggregation !== 'cumulative') return values.map(Number);
	let sum: Decimal = '0';
	return values.map((value) => Number((sum = addDecimals(sum, value))));
}

type Data = PlainDataset['data'];

function barDataset(label: string, data: Data, hollow: boolean[]): PlainDataset {
	return {
		type: 'bar',
		label,
		data,
		backgroundColor: hollow.map((is) => ink(is ? 'paper' : 'series')),
		borderColor: ink('series'),
		borderWidth: 1.5,
		maxBarThickness: 54,
		categoryPercentage: 0.72,
		barPercentage: 1,
		grouped: false,
		order: 3
	};
}

function lineDataset(label: string, data: Data, hollow: boolean[], stepped: boolean): PlainDataset {
	return {
		type: 'line',
		label,
		data,
		backgroundColor: ink('series'),
		borderColor: ink('series'),
		borderWidth: 2.25,
		stepped: stepped ? 'before' : false,
		...pointLook(hollow, 'series', data.length > 120 ? 0 : 4.5),
		order: 3
	};
}

/** Another reporter's figures: dashes across the bars, or a thinner line. */
function otherDataset(label: string, data: Data, hollow: boolean[], at: number, bars: boolean): PlainDataset {
	const name = otherInk(at);
	return {
		type: 'line',
		label,
		data,
		backgroundColor: ink(name),
		borderColor: ink(name),
		borderWidth: 1.25,
		showLine: !bars,
		...pointLook(hollow, name, bars ? 5 : 3),
		...(bars ? { pointStyle: 'rectRot' as const } : {}),
		order: 2
	};
}

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
	if (view.target?.due) days.push(view.target.due);
	return [...days, ...(view.expectedPath ?? []).map((point) => point.on)];
}
