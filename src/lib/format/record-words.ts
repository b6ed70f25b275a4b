import type { CheckOutcome, LifecycleState, ObservationState, Qualifier } from '#lib/domain/commitment.ts';

/** The sign before a figure in a narrow column; the words of `formatQualified` are for sentences. */
export const QUALIFIER_SIGNS: Record<Qualifier, string> = {
	exactly: '',
	about: '≈ ',
	more_than: '> ',
	at_least: '≥ ',
	up_to: '≤ ',
	less_than: '< '
};

export const OUTCOME_WORDS: Record<CheckOutcome, string> = {
	activity: 'activity found',
	no_change: 'checked, no change'
};

export const LIFECYCLE_WORDS: Record<LifecycleState, string> = {
	concluded: 'concluded',
	withdrawn: 'withdrawn by its parties',
	superseded: 'superseded by its parties',
	reopened: 'reopened'
};

/** State of an actual in words: a part of a period says so, a derived figure is provisional. */
export function stateWords(actual: {
	state: ObservationState;
	partial: boolean;
	derived?: string | null;
}): string {
	const state = actual.derived ? 'derived, provisional' : actual.state;
	return actual.partial ? `${state}, part of the period` : state;
}
