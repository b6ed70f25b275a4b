import type { Path } from './commitment.ts';
import { exact, shareOf } from './quantity.ts';
import type { Numeric } from './quantity.ts';
import type { Status } from './status.ts';

/** +1 when more is better, −1 when less is better. */
export type Sign = 1 | -1;

/** Baseline b, deciding figure x and target T in one unit; years from baseline to figure and to deadline. */
export interface RatioInput {
	baseline: Numeric;
	actual: Numeric;
	target: Numeric;
	elapsed: number;
	total: number;
	direction: Sign;
}

export type RatioClass = Extract<Status, 'ON_TRACK' | 'BEHIND' | 'FAR_BEHIND' | 'WRONG_WAY'>;

/** Lower limits of the ratio classes [StatCan, Eurostat]. */
export const CUTS = { onTrack: 0.95, behind: 0.6, farBehind: 0 } as const;

/** From the worst to the best. */
export const CLASS_ORDER: readonly RatioClass[] = ['WRONG_WAY', 'FAR_BEHIND', 'BEHIND', 'ON_TRACK'];

/** Above this change of the baseline, a constant rate of growth is not the default path [ours]. */
export const GEOMETRIC_LIMIT = 3;

/** Roots and logarithms are right to about this share of their value; what lies closer to a border lies on it. */
const ROUNDING = 1e-12;

/** A number that can be shown: no infinity, and no negative zero. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

/**
 * The result of a root or a logarithm, free of its rounding where it stands on a round number: so many parts of one.
 * Otherwise 0.95 would compute as 0.9499999999999954, fall a class and read "94 %".
 */
function snapped(value: number, parts: number): number {
	const round = Math.round(value * parts) / parts;
	return Math.abs(value - round) <= ROUNDING * Math.abs(round) ? round : value;
}

/** Whether a result of a root or a logarithm reaches a border, its rounding aside. */
export function reaches(value: number, border: number): boolean {
	return value >= border - ROUNDING * Math.abs(border);
}

/** Class of an unrounded ratio: at least 0.95, at least 0.60, at least 0, below 0 [StatCan, Eurostat]. */
export function ratioClass(ratio: number): RatioClass {
	if (ratio >= CUTS.onTrack) return 'ON_TRACK';
	if (ratio >= CUTS.behind) return 'BEHIND';
	return ratio >= CUTS.farBehind ? 'FAR_BEHIND' : 'WRONG_WAY';
}

/** 1 when all are positive, −1 when all are negative, 0 when they differ or one is zero. */
export function sharedSign(...values: Numeric[]): 1 | -1 | 0 {
	if (values.every((value) => exact(value).gt(0))) return 1;
	return values.every((value) => exact(value).lt(0)) ? -1 : 0;
}

/**
 * Compound annual growth rate between two values so many years apart, as a share per year; null where it does not
 * exist: different signs, a zero, or no time between them [StatCan].
 */
export function growthRate(from: Numeric, to: Numeric, years: number): number | null {
	if (sharedSign(from, to) === 0 || !(years > 0)) return null;
	const change = shareOf(exact(to).minus(from).toFixed(), from);
	const factor = shareOf(to, from);
	if (change === null || factor === null) return null;
	const logarithm = Math.abs(change) < 0.5 ? Math.log1p(change) : Math.log(factor);
	return finite(snapped(Math.expm1(logarithm / years), 1000));
}

/** R = s·d·g(b→x) ÷ |g(b→T)|, s = −1 when all values are negative; null where growth does not exist [StatCan]. */
export function ratioGeometric(input: RatioInput): number | null {
	const { baseline, actual, target, elapsed, total, direction } = input;
	const sign = sharedSign(baseline, actual, target);
	const made = growthRate(baseline, actual, elapsed);
	const needed = growthRate(baseline, target, total);
	if (sign === 0 || made === null || needed === null) return null;
	return finite(snapped((sign * direction * made) / Math.abs(needed), 100));
}

/** R = d·(x−b) ÷ (|T−b|·τ), τ = elapsed ÷ total; null where target and baseline are equal or no time passed [ours]. */
export function ratioLinear(input: RatioInput): number | null {
	const { baseline, actual, target, elapsed, total, direction } = input;
	const distance = exact(target).minus(baseline).abs();
	if (distance.eq(0) || !(elapsed > 0) || !(total > 0)) return null;
	const done = exact(actual).minus(baseline).times(direction).times(total);
	return finite(done.div(distance.times(elapsed)).toNumber());
}

/** Whether the path of constant growth exists: the three values share one sign. */
export function geometricIsLegal(baseline: Numeric, actual: Numeric, target: Numeric): boolean {
	return sharedSign(baseline, actual, target) !== 0;
}

/** Geometric when b, x and T share one sign and the target is at most three times (or a third of) b [ours]. */
export function defaultPath(baseline: Numeric, actual: Numeric, target: Numeric): Path {
	if (!geometricIsLegal(baseline, actual, target)) return 'linear';
	const [b, t] = [exact(baseline).abs(), exact(target).abs()];
	return t.gt(b.times(GEOMETRIC_LIMIT)) || b.gt(t.times(GEOMETRIC_LIMIT)) ? 'linear' : 'geometric';
}

/** Progress d·(x−b) ÷ |T−b|, never clamped; null where target and baseline are equal. */
export function progressShare(
	baseline: Numeric,
	actual: Numeric,
	target: Numeric,
	direction: Sign
): number | null {
	return shareOf(
		exact(actual).minus(baseline).times(direction).toFixed(),
		exact(target).minus(baseline).abs().toFixed()
	);
}

/** How far a value is outside a band: max(lo − x, 0, x − hi). An open side is null. */
export function bandGap(value: Numeric, low: Numeric | null, high: Numeric | null): string {
	const below = low === null ? exact(0) : exact(low).minus(value);
	const above = high === null ? exact(0) : exact(value).minus(high);
	const gap = below.gt(above) ? below : above;
	return gap.gt(0) ? gap.toFixed() : '0';
}

/** Pace needed from the figure to the deadline: growth (T/x)^(1/years) − 1, and amount (T−x) ÷ years, per year. */
export function requiredPace(
	actual: Numeric,
	target: Numeric,
	years: number
): { growth: number | null; amount: number | null } | null {
	if (!(years > 0)) return null;
	return {
		growth: growthRate(actual, target, years),
		amount: finite(exact(target).minus(actual).toNumber() / years)
	};
}

/**
 * Years from the figure's date to the target at the pace since the baseline: ln(T/x) ÷ ln(1+g), and
 * (T−x) ÷ ((x−b)/years). Null where that pace never arrives.
 */
export function yearsLeft(
	baseline: Numeric,
	actual: Numeric,
	target: Numeric,
	years: number
): { geometric: number | null; linear: number | null } {
	const arrives = (left: number | null) =>
		left !== null && Number.isFinite(left) && left >= 0 ? snapped(left, 10) : null;
	if (!(years > 0)) return { geometric: null, linear: null };
	const linear = shareOf(
		exact(target).minus(actual).times(years).toFixed(),
		exact(actual).minus(baseline).toFixed()
	);
	const perYear = growthRate(baseline, actual, years);
	const whole = growthRate(actual, target, 1);
	const geometric = perYear && whole !== null ? Math.log1p(whole) / Math.log1p(perYear) : null;
	return { geometric: arrives(geometric), linear: arrives(linear) };
}
