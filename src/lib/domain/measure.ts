import { dayPeriod, monthsOf, periodAround, periodEnding, timeBetween } from './calendar.ts';
import type { Elapsed, IsoDate, Period } from './calendar.ts';
import type { Kind, Mode, Path, Qualifier, Target } from './commitment.ts';
import type { Known } from './eligible.ts';
import { exact } from './quantity.ts';
import type { Decimal } from './quantity.ts';
import { bandGap, defaultPath, progressShare, ratioClass, ratioGeometric, ratioLinear } from './ratio.ts';
import type { RatioClass, Sign } from './ratio.ts';
import { meetsBand, meetsValue } from './target.ts';
import type { Point } from './series.ts';

/** The value before the pledge, with the period it is counted from. */
export interface StartingPoint {
	value: Decimal;
	qualifier: Qualifier;
	period: Period;
	/** it was stated, and is not the zero that a count or a total starts from */
	stated: boolean;
}

/** What a measured pledge is held against: one baseline, one target, one direction, one way of counting time. */
export interface Measure {
	kind: Kind;
	mode: Mode;
	direction: Sign;
	unit: string;
	title: string;
	/** natural limit of the values; a band is about gaps, which have none */
	limit: Decimal | null;
	baseline: StartingPoint | null;
	target: Target | null;
	/** the deadline as a period, dated by its last day; null without a deadline */
	due: Period | null;
	/** path fixed by the analyst */
	fixedPath: Path | null;
	/** the planned total at a day, where a cumulative pledge has a plan */
	planned: ((on: IsoDate) => number | null) | null;
	occasionOn: IsoDate;
}

/** What one figure amounts to against a measure. */
export interface Reading {
	satisfied: boolean;
	time: Elapsed | null;
	ratios: { geometric: number | null; linear: number | null };
	path: Path | null;
	ratio: number | null;
	/** ratio class; for a band that was left from inside, `WRONG_WAY` without a ratio */
	class: RatioClass | null;
	progress: number | null;
	attainment: number | null;
}

/** The period by which a date is counted: itself where it is of whole months, else the unit it was given in. */
export function countable(span: Period, precision: 'year' | 'quarter' | 'month' | 'day'): Period {
	if (monthsOf(span) || precision === 'day') return span;
	return periodAround(span.end, precision);
}

/** The deadline as a period of the precision in which it was stated. */
export function duePeriod(target: Target | null): Period | null {
	return target?.due ? periodEnding(target.due, target.duePrecision) : null;
}

/** The measure of a level, band or count. A count without a baseline starts from zero on the day of the pledge. */
export function measureOf(known: Known): Measure {
	const { baseline, target, indicator } = known;
	const zero: StartingPoint | null =
		known.kind === 'count'
			? { value: '0', qualifier: 'exactly', period: dayPeriod(known.occasionOn), stated: false }
			: null;
	return {
		kind: known.kind,
		mode: known.mode,
		direction: indicator?.direction === 'decrease' ? -1 : 1,
		unit: indicator?.unit ?? '',
		title: indicator?.title ?? known.title,
		limit: known.kind === 'band' ? null : (indicator?.limit ?? null),
		baseline: baseline
			? {
					value: baseline.value,
					qualifier: baseline.qualifier,
					period: countable(baseline.period, baseline.precision),
					stated: true
				}
			: zero,
		target,
		due: duePeriod(target),
		fixedPath: known.path,
		planned: null,
		occasionOn: known.occasionOn
	};
}

/** What a measure starts from, in words. */
export function startWords({ baseline }: Measure): string {
	return baseline?.stated ? 'the baseline' : 'the start from zero';
}

/** Both ends of a band; a single value is a band of no width. */
export function bandOf(target: Pick<Target, 'value' | 'low' | 'high'>): {
	low: Decimal | null;
	high: Decimal | null;
} {
	return target.low === null && target.high === null
		? { low: target.value, high: target.value }
		: { low: target.low, high: target.high };
}

/** Whether the measure has the target its kind needs. */
export function hasTarget(measure: Measure): boolean {
	const { kind, target } = measure;
	if (!target) return false;
	return target.value !== null || (kind === 'band' && (target.low !== null || target.high !== null));
}

/** Whether a value meets the target, whenever it was measured. */
export function satisfies(measure: Measure, value: Decimal, qualifier: Qualifier): boolean {
	const { kind, target, direction } = measure;
	if (!target) return false;
	if (kind === 'band') {
		const { low, high } = bandOf(target);
		return meetsBand(value, low, high);
	}
	return target.value !== null && meetsValue(value, qualifier, { ...target, value: target.value }, direction);
}

/**
 * Whether a figure of a period fulfils the target: its value meets it, and the period did not end before the day from
 * which it can be fulfilled, where one was stated.
 */
export function fulfils(measure: Measure, value: Decimal, qualifier: Qualifier, span: Period): boolean {
	const start = measure.target?.start ?? null;
	return (start === null || span.end >= start) && satisfies(measure, value, qualifier);
}

/**
 * The values the formulas work on. For a band they are gaps: the distance from the band, less is better, toward zero.
 */
export function terms(
	measure: Measure,
	value: Decimal
): { baseline: Decimal | null; actual: Decimal; target: Decimal; direction: Sign } | null {
	const { kind, target, direction, baseline } = measure;
	if (!target || !hasTarget(measure)) return null;
	if (kind !== 'band') {
		return { baseline: baseline?.value ?? null, actual: value, target: target.value ?? '0', direction };
	}
	const { low, high } = bandOf(target);
	return {
		baseline: baseline && bandGap(baseline.value, low, high),
		actual: bandGap(value, low, high),
		target: '0',
		direction: -1
	};
}

const LINEAR_ONLY: readonly Kind[] = ['band', 'count', 'cumulative'];

/** What a figure dated by `span` amounts to. Nothing here looks at the clock. */
export function read(measure: Measure, value: Decimal, qualifier: Qualifier, span: Period): Reading {
	const satisfied = fulfils(measure, value, qualifier, span);
	const time = measure.baseline ? timeBetween(measure.baseline.period, span, measure.due) : null;
	const values = terms(measure, value);
	const attainment = attained(measure, value);
	const none: Reading = {
		satisfied,
		time,
		ratios: { geometric: null, linear: null },
		path: null,
		ratio: null,
		class: null,
		progress: null,
		attainment
	};
	if (!values || values.baseline === null || !measure.baseline) return none;
	const full = { ...values, baseline: values.baseline };
	const progress = progressShare(full.baseline, full.actual, full.target, full.direction);
	if (!time || time.total === null) return { ...none, progress };
	const linearOnly = LINEAR_ONLY.includes(measure.kind);
	const planned = measure.planned?.(span.end) ?? null;
	const linear =
		planned !== null && planned > 0
			? exact(value).div(planned).toNumber()
			: ratioLinear({
					...full,
					elapsed: time.steps.elapsed,
					total: time.steps.total ?? 0
				});
	const geometric = linearOnly ? null : ratioGeometric({ ...full, elapsed: time.elapsed, total: time.total });
	const wanted = measure.fixedPath ?? defaultPath(full.baseline, full.actual, full.target);
	const path: Path = wanted === 'geometric' && geometric !== null ? 'geometric' : 'linear';
	const ratio = path === 'geometric' ? geometric : linear;
	const withoutRatio = measure.kind === 'band' ? 'WRONG_WAY' : null;
	return {
		...none,
		ratios: { geometric, linear },
		path: ratio === null ? null : path,
		ratio,
		class: ratio === null ? withoutRatio : ratioClass(ratio),
		progress
	};
}

function attained(measure: Measure, value: Decimal): number | null {
	const target = measure.kind === 'band' ? null : (measure.target?.value ?? null);
	return target === null || exact(target).eq(0) ? null : exact(value).div(target).toNumber();
}

/** What a dated value of a series amounts to. */
export function readPoint(measure: Measure, point: Point): Reading {
	return read(measure, point.figure.value, point.figure.qualifier, point.covers);
}
