import { addDays, addYears, daysBetween } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type { Path, PledgeFacts, TrajectoryPoint } from './commitment.ts';
import { knownBy } from './eligible.ts';
import type { AsOfOptions } from './basis.ts';
import type { Known } from './eligible.ts';
import { measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { exact } from './quantity.ts';
import { defaultPath, geometricIsLegal } from './ratio.ts';
import { totalsMeasure } from './totals.ts';

export interface PathPoint {
	on: IsoDate;
	/** canonical unit */
	value: number;
}

/** The line that the pledge is expected to follow, from the baseline to the deadline. */
export interface ExpectedPath {
	shape: 'planned' | Path;
	/** oldest first; at least the two ends. A curve has a point for every year and may be drawn straight between. */
	points: PathPoint[];
}

const number = (value: string) => exact(value).toNumber();

/** Straight between the points that stand on either side of a day; flat before the first and after the last. */
export function interpolate(points: readonly PathPoint[], on: IsoDate): number | null {
	const before = points.findLast((point) => point.on <= on);
	const after = points.find((point) => point.on >= on);
	if (!before || !after) return (before ?? after)?.value ?? null;
	const span = daysBetween(before.on, after.on);
	const share = span === 0 ? 0 : daysBetween(before.on, on) / span;
	return before.value + (after.value - before.value) * share;
}

/** Value of the straight or the constant-growth path at a share of the time, 0 at the baseline and 1 at the deadline. */
export function pathValue(path: Path, baseline: number, target: number, share: number): number {
	const within = Math.min(Math.max(share, 0), 1);
	return path === 'geometric'
		? baseline * (target / baseline) ** within
		: baseline + (target - baseline) * within;
}

/** Where a band is entered from a value: the nearer edge, or the value itself when it lies inside. */
function aim(measure: Measure, baseline: number): number | null {
	const { target, kind } = measure;
	if (!target) return null;
	if (kind !== 'band' || target.value !== null) return target.value === null ? null : number(target.value);
	const [low, high] = [
		target.low === null ? -Infinity : number(target.low),
		target.high === null ? Infinity : number(target.high)
	];
	return Math.min(Math.max(baseline, low), high);
}

/** Both ends of the line, when there is a baseline, a target and a deadline after the baseline. */
function ends(measure: Measure): { first: PathPoint; last: PathPoint } | null {
	const { baseline, due } = measure;
	if (!baseline || !due || due.end <= baseline.period.end) return null;
	const value = number(baseline.value);
	const target = aim(measure, value);
	return target === null
		? null
		: { first: { on: baseline.period.end, value }, last: { on: due.end, value: target } };
}

/** The planned line: its own points, with baseline and target at its ends where the plan leaves them open. */
function planned(
	points: readonly TrajectoryPoint[],
	first: PathPoint | null,
	last: PathPoint | null
): PathPoint[] {
	const plan = points
		.map((point) => ({ on: point.on, value: number(point.value) }))
		.sort((one, other) => one.on.localeCompare(other.on));
	const opens = first && plan.every((point) => point.on > first.on) ? [first] : [];
	const closes = last && plan.every((point) => point.on < last.on) ? [last] : [];
	return [...opens, ...plan, ...closes];
}

/** The expected path of a measure: as planned, else of constant growth or straight. Null without both ends. */
export function pathOf(
	measure: Measure,
	trajectory: readonly TrajectoryPoint[],
	path: Path | null
): ExpectedPath | null {
	const both = ends(measure);
	if (trajectory.length > 0) {
		return { shape: 'planned', points: planned(trajectory, both?.first ?? null, both?.last ?? null) };
	}
	if (!both) return null;
	const { first, last } = both;
	const legal = geometricIsLegal(first.value, first.value, last.value);
	const wanted =
		measure.kind === 'level'
			? (path ?? measure.fixedPath ?? defaultPath(first.value, first.value, last.value))
			: 'linear';
	if (wanted !== 'geometric' || !legal) return { shape: 'linear', points: [first, last] };
	const days = daysBetween(first.on, last.on);
	const years = Array.from({ length: Math.floor(days / 365) }, (_, at) => addYears(first.on, at + 1));
	const between = years
		.filter((on) => on < last.on)
		.map((on) => ({
			on,
			value: pathValue('geometric', first.value, last.value, daysBetween(first.on, on) / days)
		}));
	return { shape: 'geometric', points: [first, ...between, last] };
}

/** Value of an expected path on a day; null before it begins. After its end the last value goes on holding. */
export function expectedOn(path: ExpectedPath | null, on: IsoDate): number | null {
	const [first, last] = [path?.points[0], path?.points.at(-1)];
	if (!path || !first || !last || on < first.on) return null;
	if (path.shape !== 'geometric') return interpolate(path.points, on);
	const share = daysBetween(first.on, on) / daysBetween(first.on, last.on);
	return pathValue('geometric', first.value, last.value, share);
}

/** Points of the plan as a function of the day, for cumulative pledges that have one. */
export function planOf(
	known: Known,
	from: IsoDate,
	due: PathPoint | null
): ((on: IsoDate) => number | null) | null {
	if (known.trajectory.length === 0) return null;
	const points = planned(known.trajectory, { on: addDays(from, -1), value: 0 }, due);
	return (on) => interpolate(points, on);
}

/**
 * The expected path of a pledge for charts, as known on a day: planned points, else constant growth or straight.
 * Null for kinds without an indicator, and without a baseline, a target or a deadline.
 */
export function expectedPath(
	facts: PledgeFacts,
	asOf: IsoDate,
	options: AsOfOptions & { path?: Path | null } = {}
): ExpectedPath | null {
	const known = knownBy(facts, asOf, options);
	if (known.kind === 'cumulative') return pathOf(totalsMeasure(known, []), known.trajectory, null);
	if (!['level', 'band', 'count'].includes(known.kind)) return null;
	return pathOf(measureOf(known), known.trajectory, options.path ?? null);
}
