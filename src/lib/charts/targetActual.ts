import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { toDayNumber } from '#lib/domain/calendar.ts';
import type { Aggregation, ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import { addDecimals, type Decimal } from '#lib/domain/quantity.ts';
import { capitalise, formatDate, formatQualified, formatQuantity } from '#lib/domain/wording.ts';
import type { ChartSpec, KeyEntry, Marks, PlainDataset, Stop } from './spec.ts';
import { figureLabel, unitLabel } from './figures.ts';
import { axisRange, axisTicks, commonSlot, placeOf, type Slot } from './timeAxis.ts';
import { targetActualCsv, targetActualTable } from './targetActualTable.ts';

export interface ActualPoint {
	/** the period in words, such as "2025, Jan–Sep" */
	period: string;
	from: IsoDate;
	to: IsoDate;
	value: Decimal;
	state: ObservationState;
	/** covers only a part of its natural period */
	partial: boolean;
	/** derived from another published figure: provisional */
	derived?: boolean;
	qualifier: Qualifier;
	/** the source in one line */
	source: string | null;
	/** who states this figure, where the headline series takes figures of several */
	reporter?: string;
}

export interface ActualSeries {
	reporter: string;
	/** the series that decides; the others are drawn beside it */
	headline: boolean;
	points: ActualPoint[];
}

export interface TargetMark {
	value?: Decimal | null;
	low?: Decimal | null;
	high?: Decimal | null;
	qualifier: Qualifier;
	due: IsoDate | null;
	/** by default made from the value and the deadline */
	label?: string;
}

export interface TargetActualView {
	/** name of the files to take away; by default "chart" */
	name?: string;
	/** the finding */
	title: string;
	unit: string;
	aggregation: Aggregation;
	series: ActualSeries[];
	target: TargetMark | null;
	/** targets that later ones have replaced */
	ghostTargets: TargetMark[];
	baseline: { value: Decimal; period: string; from: IsoDate; to: IsoDate; qualifier: Qualifier } | null;
	expectedPath: { on: IsoDate; value: number | Decimal }[] | null;
	today: IsoDate;
}

const OTHER_INKS = ['series-2', 'series-3', 'ink-3'];
const ink = (name: string) => `var(--${name})`;

/** Provisional, derived and part-period figures are drawn hollow. */
export function isHollow(point: Pick<ActualPoint, 'state' | 'partial' | 'derived'>): boolean {
	return point.state === 'provisional' || point.partial || point.derived === true;
}

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
					x: { type: 'linear', ...range, marks: axisTicks(range.min, range.max, slot) },
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

/** Slots when every complete figure, and the baseline, is one calendar unit of the same length. */
function slotFor(view: TargetActualView): Slot {
	if (view.aggregation === 'annual_flow') return 'year';
	const spans: Period[] = view.series.flatMap((series) =>
		series.points.filter((point) => !point.partial).map((point) => ({ start: point.from, end: point.to }))
	);
	if (view.baseline) spans.push({ start: view.baseline.from, end: view.baseline.to });
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
		backgroundColor: hollow.map((is) => ink(is ? 'surface' : 'series')),
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
	const name = OTHER_INKS[Math.min(Math.max(at, 0), OTHER_INKS.length - 1)] ?? 'ink-3';
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
		pointBackgroundColor: hollow.map((is) => ink(is ? 'surface' : name)),
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

function marksOf(
	view: TargetActualView,
	slot: Slot,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[]
): Marks {
	const targets = [
		...(view.target ? [{ ...view.target, ghost: false }] : []),
		...view.ghostTargets.map((target) => ({ ...target, ghost: true }))
	];
	const due = (target: TargetMark) => (target.due ? placeOf(target.due, slot) : null);
	const { baseline, today } = view;
	return {
		lines: targets
			.filter((target) => numberOf(target.value) !== null)
			.map((target) => ({
				y: Number(target.value),
				...targetText(target, view),
				ghost: target.ghost,
				due: due(target)
			})),
		bands: targets
			.filter((target) => numberOf(target.value) === null && (target.low ?? target.high))
			.map((target) => ({
				low: numberOf(target.low),
				high: numberOf(target.high),
				...targetText(target, view),
				ghost: target.ghost,
				due: due(target)
			})),
		baseline: baseline && {
			x: placeOf(baseline.to, slot),
			y: Number(baseline.value),
			text: capitalise(baselineText(baseline, view.unit))
		},
		today: { x: toDayNumber(today), text: formatDate(today) },
		labels: labelsOf(view, drawn, datasets)
	};
}

const numberOf = (value: Decimal | null | undefined) =>
	value === null || value === undefined ? null : Number(value);

function baselineText(baseline: NonNullable<TargetActualView['baseline']>, unit: string): string {
	return `baseline ${baseline.period}, ${formatQualified(baseline.value, unit, baseline.qualifier)}`;
}

function targetText(target: TargetMark & { ghost: boolean }, view: TargetActualView) {
	if (target.label) return { text: target.label, short: target.label };
	const word = target.ghost ? 'Earlier target' : 'Target';
	const per = view.aggregation === 'annual_flow' ? ' a year' : '';
	const { value, low, high } = target;
	const figure = value
		? formatQualified(value, view.unit, target.qualifier)
		: low && high
			? `${formatQuantity(low, view.unit)} to ${formatQuantity(high, view.unit)}`
			: low
				? `at least ${formatQuantity(low, view.unit)}`
				: `up to ${formatQuantity(high ?? '0', view.unit)}`;
	const short = `${word} ${figure}${per}`;
	return { text: `${short}, ${target.due ? `by ${formatDate(target.due)}` : 'no deadline stated'}`, short };
}

/** A line with more points than this names only its ends and extremes. */
const FEW = 6;

/** Figures beside the points: the latest first, then the largest, the smallest and the first, then the rest. */
function labelsOf(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[]
): Marks['labels'] {
	const at = drawn.findIndex((series) => series.headline);
	const points = drawn[at]?.points ?? [];
	const data = datasets[at]?.data ?? [];
	const labels = points.map((point, index) => {
		const { x = 0, y = 0 } = data[index] ?? {};
		const part = point.partial ? ` ${point.period.replace(/^\d{4},?\s*|\s*\d{4}$/g, '')}` : '';
		return { x, y, text: `${figureLabel(y)}${part}`, short: figureLabel(y), quiet: point.partial };
	});
	const byValue = [...labels].sort((one, other) => other.y - one.y);
	const first = [labels.at(-1), byValue[0], byValue.at(-1), labels[0]].filter((label) => label !== undefined);
	const others = drawn.flatMap((series, index) => {
		const last = datasets[index]?.data.at(-1);
		if (series.headline || !last || view.aggregation === 'annual_flow' || view.aggregation === 'count')
			return [];
		return [{ x: last.x, y: last.y, text: series.reporter, short: '', quiet: true }];
	});
	const rest = datasets[at]?.type === 'bar' || labels.length <= FEW ? labels.reverse() : [];
	return [...new Set([...first, ...others, ...rest])];
}

/** Room for everything that is drawn; from zero, unless a line stays far away from it. */
function valueRange(datasets: readonly PlainDataset[], marks: Marks, aggregation: Aggregation) {
	const values = [
		...datasets.flatMap((dataset) => dataset.data.map((point) => point.y)),
		...marks.lines.map((line) => line.y),
		...marks.bands.flatMap((band) => [band.low, band.high]).filter((value) => value !== null),
		...(marks.baseline ? [marks.baseline.y] : [])
	];
	const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
	const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
	if (values.length === 0) return { min: 0, max: 1, compact: false };
	const far = aggregation === 'level' && low > 0 && low > high * 0.7;
	const [bottom, top] = [far ? low : Math.min(low, 0), Math.max(high, 0)];
	const room = (top - bottom) * 0.12 || 1;
	return {
		min: far || bottom < 0 ? bottom - room : 0,
		max: top > 0 || bottom === 0 ? top + room : 0,
		compact: Math.max(Math.abs(high), Math.abs(low)) >= 1e6
	};
}

function unitOf(view: TargetActualView): string {
	const per = { annual_flow: ' a year', cumulative: ', running total', level: '', count: '' };
	return `${unitLabel(view.unit)}${per[view.aggregation]}`;
}

/** Every drawn figure in the order of time, with the sentence that is said of it. */
function stopsOf(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[]
): Stop[] {
	return drawn
		.flatMap((series, dataset) =>
			series.points.map((point, index) => ({
				dataset,
				index,
				text: pointText(point, series, view, datasets[dataset]?.data[index]?.y ?? 0),
				x: datasets[dataset]?.data[index]?.x ?? 0
			}))
		)
		.sort((one, other) => one.x - other.x || one.dataset - other.dataset)
		.map(({ dataset, index, text }) => ({ dataset, index, text }));
}

/** "2024: more than US$555 million, Press, final". */
function pointText(point: ActualPoint, series: ActualSeries, view: TargetActualView, total: number): string {
	const parts = [
		`${point.period}: ${formatQualified(point.value, view.unit, point.qualifier)}`,
		view.aggregation === 'cumulative' ? `in all ${formatQuantity(total, view.unit)}` : '',
		point.reporter ?? series.reporter,
		point.derived ? 'derived' : point.state,
		point.partial ? 'part of the period' : ''
	];
	return parts.filter(Boolean).join(', ');
}

function keyOf(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	hasPath: boolean,
	bars: boolean
): KeyEntry[] {
	const points = drawn.filter((series) => series.headline).flatMap((series) => series.points);
	const key: KeyEntry[] = [];
	if (points.some((point) => !isHollow(point))) key.push({ look: 'solid', ink: 'series', text: 'final' });
	const hollow = [
		points.some((point) => point.state === 'provisional' || point.derived) ? 'provisional' : '',
		points.some((point) => point.partial) ? 'part of a period' : ''
	].filter(Boolean);
	if (hollow.length > 0) key.push({ look: 'hollow', ink: 'series', text: hollow.join(' or ') });
	for (const [at, series] of drawn.filter((one) => !one.headline).entries()) {
		key.push({
			look: bars ? 'other' : 'thin',
			ink: OTHER_INKS[Math.min(at, 2)] ?? 'ink-3',
			text: series.reporter
		});
	}
	if (view.baseline) key.push({ look: 'baseline', ink: 'ink', text: baselineText(view.baseline, view.unit) });
	if (hasPath) key.push({ look: 'path', ink: 'ink-3', text: 'expected path' });
	if (view.ghostTargets.length > 0) key.push({ look: 'ghost', ink: 'ink-3', text: 'earlier target' });
	return key;
}
