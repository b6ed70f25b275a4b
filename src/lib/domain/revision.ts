import { exact } from './quantity.ts';
import type { Decimal } from './quantity.ts';

/** A revision by more than this factor, either way, asks for confirmation [ours]. */
export const CONFIRM_FACTOR = 2;

/**
 * Whether a revised figure is so far from the one it replaces that a person should confirm it: more than twice or
 * less than half, |ln(new ÷ old)| > ln 2, a change of sign, or from or to zero.
 */
export function needsConfirmation(before: Decimal, after: Decimal): boolean {
	const [old, revised] = [exact(before), exact(after)];
	if (old.eq(revised)) return false;
	if (old.times(revised).lte(0)) return true;
	const [low, high] = old.abs().lt(revised.abs()) ? [old.abs(), revised.abs()] : [revised.abs(), old.abs()];
	return high.gt(low.times(CONFIRM_FACTOR));
}
