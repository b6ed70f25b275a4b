import type { IsoDate } from './calendar.ts';
import type { PledgeFacts } from './commitment.ts';
import type { AsOfOptions } from './eligible.ts';

/** What a manager may decide about what somebody else submitted. */
export const DECISIONS = ['approved', 'returned'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Where a figure that needed a review stands. */
export type ReviewState = 'waiting' | Decision;

/** What is said of it. */
export const REVIEW_WORDS: Record<ReviewState, string> = {
	waiting: 'waiting for review',
	approved: 'approved',
	returned: 'returned'
};

/**
 * By what a figure counts: the approval with its own ledger number and day, `not needed` where nobody had to approve
 * it; null while it waits and after it was returned.
 */
export type Approval = { seq: number; recordedOn: IsoDate } | 'not needed' | null;

/**
 * Whether a figure counted at the end of a day. An approval is an act of our own board: it counts from its own day and
 * ledger number, and says nothing about when the figure became public.
 */
export function isApproved(
	approval: Approval,
	asOf: IsoDate,
	{ basis = 'recorded', at }: AsOfOptions
): boolean {
	if (approval === null) return false;
	if (approval === 'not needed') return true;
	return (basis === 'public' || approval.recordedOn <= asOf) && (at === undefined || approval.seq <= at);
}

/** The same facts with the figures of one act taken as approved: what they would come to. */
export function withApproved(facts: PledgeFacts, seq: number): PledgeFacts {
	const observations = facts.observations.map((figure) =>
		figure.seq === seq ? { ...figure, approval: 'not needed' as const } : figure
	);
	return { ...facts, observations };
}
