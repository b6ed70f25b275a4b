import { toDayNumber } from '#lib/domain/calendar.ts';
import type { Aggregation } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { formatQualified, formatQuantity, standingWords } from '#lib/domain/wording.ts';
import { capitalise, formatDate } from '#lib/domain/words.ts';
import { REVIEW_WORDS } from '#lib/domain/review.ts';
import { figureLabel, signOf } from './figures.ts';
import { runningTotal } from './runningTotal.ts';
import type { Marks, PlainDataset } from './spec.ts';
import { partWords, type ActualSeries, type TargetActualView, type TargetMark } from './targetActualView.ts';
import { placeOf, type Slot } from './timeAxis.ts';

/** Target, band, baseline, today and the figures beside their points. */
export function marksOf(
	view: TargetActualView,
	slot: Slot,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[],
	adds: boolean
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
		labels: labelsOf(view, drawn, datasets, adds),
		parts: partsOf(drawn)
	};
}

const numberOf = (value: Decimal | null | undefined) =>
	value === null || value === undefined ? null : Number(value);

/** "baseline 2021, more than US$250 million". */
export function baselineText(baseline: NonNullable<TargetActualView['baseline']>, unit: string): string {
	return `baseline ${baseline.period}, ${formatQualified(baseline.value, unit, baseline.qualifier)}`;
}

function targetText(target: TargetMark & { ghost: boolean }, view: TargetActualView) {
	if (target.label) return { text: target.label, short: target.label };
	const short = `${target.ghost ? 'Former target' : 'Target'} ${targetFigure(target, view)}`;
	if (target.until) return { text: `${short}, until ${formatDate(target.until)}`, short };
	return { text: `${short}, ${target.due ? `by ${formatDate(target.due)}` : 'no deadline stated'}`, short };
}

/** "at least US$1 billion a year", "40 % to 60 %", "at least 10 Mt (the analyst’s reading)". */
export function targetFigure(
	{ value, low, high, qualifier, standing }: TargetMark,
	{ unit, aggregation }: Pick<TargetActualView, 'unit' | 'aggregation'>
): string {
	const figure = value
		? formatQualified(value, unit, qualifier)
		: low && high
			? `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}`
			: low
				? `at least ${formatQuantity(low, unit)}`
				: `up to ${formatQuantity(high ?? '0', unit)}`;
	return `${figure}${aggregation === 'annual_flow' ? ' a year' : ''}${standingWords(standing)}`;
}

/** A line with more points than this names only its ends and extremes. */
const FEW = 6;

function partsOf(drawn: readonly ActualSeries[]): Marks['parts'] {
	return drawn.flatMap(({ headline, points }, dataset) =>
		points.flatMap((point, index) => (headline && point.partial ? [{ dataset, index }] : []))
	);
}

/** Figures beside the points: the one that decides first, then the latest, the largest, the smallest and the first, then the rest. */
function labelsOf(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[],
	adds: boolean
): Marks['labels'] {
	const at = drawn.findIndex((series) => series.headline);
	const points = drawn[at]?.points ?? [];
	const data = datasets[at]?.data ?? [];
	const totals = adds ? runningTotal(points) : points;
	const named = points.findLastIndex((point) => point.decides);
	const decides = named < 0 ? points.length - 1 : named;
	const labels = points.map((point, index) => {
		const { x = 0, y = 0 } = data[index] ?? {};
		const figure = `${signOf(totals[index]?.qualifier ?? 'exactly')}${figureLabel(y)}`;
		const part = partWords(point);
		const must = index === decides;
		return {
			x,
			y,
			text: part ? `${figure} ${part}` : figure,
			short: part ? `${figure}\n${part}` : figure,
			quiet: point.partial && !must,
			must
		};
	});
	const byValue = [...labels].sort((one, other) => other.y - one.y);
	const first = [labels[decides], labels.at(-1), byValue[0], byValue.at(-1), labels[0]].filter(
		(label) => label !== undefined
	);
	const others = drawn.flatMap((series, index) => {
		const last = datasets[index]?.data.at(-1);
		if (series.headline || !last || view.aggregation === 'annual_flow' || view.aggregation === 'count')
			return [];
		return [
			{
				x: last.x,
				y: last.y,
				text: series.waiting ? REVIEW_WORDS.waiting : series.reporter,
				short: '',
				quiet: true,
				must: false
			}
		];
	});
	const rest = datasets[at]?.type === 'bar' || labels.length <= FEW ? labels.reverse() : [];
	return [...new Set([...first, ...others, ...rest])];
}

/** Room for everything that is drawn; from zero, unless a line stays far away from it. */
export function valueRange(datasets: readonly PlainDataset[], marks: Marks, aggregation: Aggregation) {
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
