import type { DirectionWord } from './assessment.ts';
import { exact, shareOf } from './quantity.ts';
import type { Numeric } from './quantity.ts';
import { growthRate, reaches, sharedSign } from './ratio.ts';
import type { Sign } from './ratio.ts';

/** Lower limits of the direction words, per year, before a natural limit narrows them [StatCan]. */
export const TREND_BANDS = { toward: 0.015, slowly: 0.005 } as const;

const LIMIT_EXPONENT = 4.44;

/**
 * Narrows the trend bands near a natural limit L: 1 without one or when b ≥ 2L, else 1 − (b/L)^4.44 for b ≤ L,
 * else 1 − ((2L − b)/L)^4.44 [StatCan]. A negative baseline is far from any limit: 1.
 */
export function limitCoefficient(baseline: Numeric, limit: Numeric | null): number {
	if (limit === null || !exact(limit).gt(0) || exact(baseline).lt(0)) return 1;
	const share = shareOf(baseline, limit) ?? 0;
	if (share >= 2) return 1;
	return 1 - (share <= 1 ? share : 2 - share) ** LIMIT_EXPONENT;
}

/** The word for a yearly pace in the wanted direction, with the coefficient of `limitCoefficient` [StatCan]. */
export function trendWord(pace: number, coefficient = 1): DirectionWord {
	if (reaches(pace, TREND_BANDS.toward * coefficient)) return 'toward';
	if (reaches(pace, TREND_BANDS.slowly * coefficient)) return 'slowly toward';
	return pace >= 0 ? 'flat' : 'away';
}

/** p = d·g(b→x), the yearly pace in the wanted direction; null where growth does not exist [StatCan]. */
export function trendPace(baseline: Numeric, actual: Numeric, years: number, direction: Sign): number | null {
	const growth = growthRate(baseline, actual, years);
	return growth === null ? null : sharedSign(baseline, actual) * direction * growth;
}

/**
 * The direction word of a series. Where growth does not exist (a zero, or a change of sign) only the way counts:
 * toward, flat or away. Null when no time has passed.
 */
export function directionOf(
	baseline: Numeric,
	actual: Numeric,
	years: number,
	direction: Sign,
	limit: Numeric | null
): DirectionWord | null {
	if (!(years > 0)) return null;
	const pace = trendPace(baseline, actual, years, direction);
	if (pace !== null) return trendWord(pace, limitCoefficient(baseline, limit));
	const moved = exact(actual).cmp(baseline) * direction;
	return moved > 0 ? 'toward' : moved < 0 ? 'away' : 'flat';
}
