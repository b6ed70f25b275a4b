import type { IsoDate, Period } from './calendar.ts';
import type { Qualifier, TargetStanding } from './commitment.ts';
import type { Known } from './eligible.ts';
import { measureOf } from './measure.ts';
import { exact, type Decimal } from './quantity.ts';
import { endedBy, headlineSeries, rankingOf, runningTotals, type Point } from './series.ts';
import { firstDay, totalsMeasure } from './totals.ts';

/** On which scale pledges stand beside one another: never two units on one axis. */
export const SCALES = ['share', 'index', 'own'] as const;
export type Scale = (typeof SCALES)[number];

export interface ComparedPoint {
	period: Period;
	/** canonical unit; of a cumulative pledge the running total */
	value: Decimal;
	qualifier: Qualifier;
	provisional: boolean;
	/** of the figure, or of the latest one in a running total */
	reporter: string;
	/** the observation that this figure is, or the latest one in a running total */
	observation: string | null;
	/** null on the scale of its own unit */
	scaled: number | null;
}

/** The headline series of a pledge, ready to stand beside others. */
export interface Compared {
	unit: string;
	points: ComparedPoint[];
	/** value before the pledge, and the same on the scale */
	start: { value: Decimal; on: IsoDate; scaled: number | null } | null;
	target: { value: Decimal; qualifier: Qualifier; standing: TargetStanding; scaled: number | null } | null;
}

/**
 * What a pledge looks like on a scale, or why it has no place on it. `share`: of the distance from baseline to target,
 * 1 being the target, the same for a rise and for a fall; `index`: the baseline is 100.
 */
export function compare(known: Known, asOf: IsoDate, scale: Scale): Compared | { why: string } {
	const series = seriesOf(known, asOf);
	if ('why' in series) return series;
	const { points, start } = series;
	const { target, indicator } = known;
	const aim = target?.value ?? null;
	const on = scaleOf(scale, start?.value ?? null, aim, target !== null);
	if (typeof on === 'object') return on;
	return {
		unit: indicator?.unit ?? '',
		points: points.map(({ figure, covers, provisional, ids }) => ({
			period: covers,
			value: figure.value,
			qualifier: figure.qualifier,
			provisional,
			reporter: figure.reporter,
			observation: ids.at(-1) ?? null,
			scaled: on(figure.value)
		})),
		start: start && { value: start.value, on: start.period.end, scaled: on(start.value) },
		target:
			aim === null || target === null
				? null
				: { value: aim, qualifier: target.qualifier, standing: target.standing, scaled: on(aim) }
	};
}

interface Series {
	points: readonly Point[];
	start: { value: Decimal; period: Period } | null;
}

function seriesOf(known: Known, asOf: IsoDate): Series | { why: string } {
	if (!known.indicator) return { why: 'nothing is measured of it' };
	const adds = known.kind === 'cumulative';
	const points = adds
		? runningTotals(endedBy(known, asOf), rankingOf(known), firstDay(known, asOf))
		: headlineSeries(known, asOf);
	if (!Array.isArray(points)) return { why: 'its periods overlap, so that they cannot be added up' };
	if (points.length === 0) return { why: 'it has no figure for a complete period yet' };
	if (points.some(({ ambiguous }) => ambiguous)) {
		return { why: 'nothing says which of its reporters comes first' };
	}
	return { points, start: (adds ? totalsMeasure(known, points) : measureOf(known)).baseline };
}

function scaleOf(
	scale: Scale,
	start: Decimal | null,
	target: Decimal | null,
	hasTarget: boolean
): ((value: Decimal) => number | null) | { why: string } {
	if (scale === 'own') return () => null;
	if (start === null) return { why: 'it has no baseline' };
	const from = exact(start);
	if (scale === 'index') {
		if (from.lte(0)) return { why: `its baseline is ${from.eq(0) ? 'zero' : 'negative'}` };
		return (value) => exact(value).div(from).times(100).toNumber();
	}
	if (target === null) {
		return { why: hasTarget ? 'its target is no single value' : 'it has no target' };
	}
	const distance = exact(target).minus(from);
	if (distance.eq(0)) return { why: 'its baseline is the target' };
	return (value) => exact(value).minus(from).div(distance).toNumber();
}
