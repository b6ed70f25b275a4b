import type { Aggregation } from '#lib/domain/commitment.ts';
import { compareDecimals, type Decimal } from '#lib/domain/quantity.ts';
import { unitOf } from '#lib/domain/units.ts';

/** What decides whether a figure may lie below zero. */
export interface Measured {
	unit: string;
	aggregation: Aggregation;
	/** natural limit of the measure, such as 100 for a share */
	limit: Decimal | null;
}

/** A count of things by ones: of a word of its own too, such as "schools", but not of "thousand pupils". */
const BY_ONES =
	/^(?:items|people|containers|“(?!.*(?:hundred|thousand|million|billion|trillion|dozen)).*”)$/i;

/**
 * Why a figure is impossible for this measure, or null. What is counted by ones is whole. Counts, shares (per cent with a natural limit) and yearly or
 * cumulative amounts of goods cannot be negative; levels (a temperature, a balance), money (a balance of trade over a
 * year) and rates of change can [ours].
 */
export function whyImpossible(value: Decimal, { unit, aggregation, limit }: Measured): string | null {
	const { family } = unitOf(unit);
	if (aggregation === 'count' && value.includes('.') && BY_ONES.test(family)) {
		return 'A count is a whole number. Write it without a fraction.';
	}
	if (compareDecimals(value, '0') >= 0) return null;
	const noun =
		family === 'per cent' && limit !== null
			? 'A share'
			: aggregation === 'count'
				? 'A count'
				: aggregation === 'level' || family === 'per cent' || family.startsWith('money in ')
					? null
					: `An amount in ${unit}`;
	return noun && `${noun} cannot be negative. Write it without the minus sign.`;
}
