/** By which of its two times a fact is known: when it was recorded here, or when it became public. */
export const BASES = ['recorded', 'public'] as const;
export type Basis = (typeof BASES)[number];

/**
 * Which knowledge is asked for. `recorded` (default): what our board could say on that day. `public`: what could have
 * been known, by the dates of the sources. `at` limits either to facts up to one ledger number.
 */
export interface AsOfOptions {
	basis?: Basis;
	at?: number;
}
