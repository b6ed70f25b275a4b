import type { Qualifier, Target } from './commitment.ts';
import { exact } from './quantity.ts';
import type { Decimal } from './quantity.ts';
import type { Sign } from './ratio.ts';

/** Share of the target within which a plain or a rough number counts as reached [ours]. */
export const TOLERANCES = { exactly: 0.005, about: 0.05 } as const;

/** Days after a deadline to wait for the deadline period's final figure, unless the target says otherwise [ours]. */
export const GRACE_DAYS = 365;

type Bound = Pick<Target, 'value' | 'low' | 'high' | 'qualifier' | 'tolerance'>;

/** Share of the target by which a figure may fall short and still meet it. A strict bound has none. */
export function toleranceOf(target: Pick<Target, 'qualifier' | 'tolerance'>): number {
	if (isStrict(target.qualifier)) return 0;
	if (target.tolerance !== null) return target.tolerance;
	return target.qualifier === 'exactly' || target.qualifier === 'about' ? TOLERANCES[target.qualifier] : 0;
}

/** "More than" and "less than" are strict: being equal does not meet them. */
export function isStrict(qualifier: Qualifier): boolean {
	return qualifier === 'more_than' || qualifier === 'less_than';
}

/** Whether a yearly target is the most that was promised, not the least. */
export function isCeiling(target: Pick<Target, 'qualifier'>): boolean {
	return target.qualifier === 'up_to' || target.qualifier === 'less_than';
}

/** Where "more than" and "less than" figures stand to the number they name: above (1), on (0) or below it (−1). */
const beyond = (qualifier: Qualifier): number =>
	qualifier === 'more_than' ? 1 : qualifier === 'less_than' ? -1 : 0;

/**
 * Whether a figure meets a target value, in the wanted direction: at or beyond it, less the tolerance of the
 * qualifier. Beyond is never a failure. Strict bounds need more than equality, which "more than 100" itself gives.
 */
export function meetsValue(
	value: Decimal,
	figure: Qualifier,
	target: Bound & { value: Decimal },
	direction: Sign
): boolean {
	const slack = exact(target.value).abs().times(toleranceOf(target)).times(direction);
	const side = exact(value).cmp(exact(target.value).minus(slack)) * direction || beyond(figure) * direction;
	return isStrict(target.qualifier) ? side > 0 : side >= 0;
}

/** Whether a figure lies inside a band, both ends included; an open side is null. */
export function meetsBand(value: Decimal, low: Decimal | null, high: Decimal | null): boolean {
	return (low === null || exact(value).gte(low)) && (high === null || exact(value).lte(high));
}
