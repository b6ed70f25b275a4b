import type { Qualifier } from '#lib/domain/commitment.ts';
import { formatQualified, formatQuantity } from '#lib/domain/wording.ts';

interface Amount {
	value: string | null;
	low: string | null;
	high: string | null;
	qualifier: Qualifier;
	per: 'year' | null;
}

/** What a target asks for: "at least US$1 billion", "up to 1.5 bcm a year", "between 2 % and 4 %"; null for dates alone. */
export function targetAmount({ value, low, high, qualifier, per }: Amount, unit: string): string | null {
	if (low !== null || high !== null) {
		const [least, most] = [low, high].map((edge) => edge && formatQuantity(edge, unit));
		return least && most ? `between ${least} and ${most}` : least ? `at least ${least}` : `up to ${most}`;
	}
	return value === null ? null : `${formatQualified(value, unit, qualifier)}${per ? ' a year' : ''}`;
}
