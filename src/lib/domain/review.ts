import type { AsOfOptions } from './basis.ts';
import type { IsoDate } from './calendar.ts';
import { listOf } from './words.ts';

/** What a manager may decide about what somebody else submitted. */
export const DECISIONS = ['approved', 'returned'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Where a figure that needed a review stands; its author may withdraw it as long as it does not count. */
export type ReviewState = 'waiting' | Decision | 'withdrawn';

/** What is said of it. */
export const REVIEW_WORDS: Record<ReviewState, string> = {
	waiting: 'waiting for review',
	approved: 'approved',
	returned: 'returned',
	withdrawn: 'withdrawn'
};

/** One act about a figure that needed a review, with its own ledger number and day. */
export interface ReviewAct {
	state: Exclude<ReviewState, 'waiting'>;
	seq: number;
	recordedOn: IsoDate;
}

/** What became of a figure in review, in the order of the ledger; `not needed` where nobody had to approve it. */
export type Review = 'not needed' | readonly ReviewAct[];

/**
 * Where a figure stood with the managers at the end of a day; null where nobody had to approve it. What is done in a
 * review is an act of our own board: it counts from its own day and ledger number, and says nothing about when the
 * figure became public.
 */
export function reviewOn(
	review: Review,
	asOf: IsoDate,
	{ basis = 'recorded', at }: AsOfOptions
): ReviewState | null {
	if (review === 'not needed') return null;
	const done = review.findLast(
		(act) => (basis === 'public' || act.recordedOn <= asOf) && (at === undefined || act.seq <= at)
	);
	return done?.state ?? 'waiting';
}

/** Whether a figure counted at the end of a day. */
export function isApproved({ review }: { review: Review }, asOf: IsoDate, options: AsOfOptions): boolean {
	const state = reviewOn(review, asOf, options);
	return state === null || state === 'approved';
}

/** How many figures nobody has approved: those that wait for a manager, and those that came back to their author. */
export interface Submitted {
	waiting: number;
	returned: number;
}

/** "one figure waits for review", "2 figures wait for review and one was returned"; null where there is none. */
export function submittedWords({ waiting, returned }: Submitted): string | null {
	const some = (count: number, noun: string) =>
		`${count === 1 ? 'one' : count}${noun && ` ${noun}${count === 1 ? '' : 's'}`}`;
	const parts = [
		...(waiting > 0 ? [`${some(waiting, 'figure')} ${waiting === 1 ? 'waits' : 'wait'} for review`] : []),
		...(returned > 0
			? [`${some(returned, waiting > 0 ? '' : 'figure')} ${returned === 1 ? 'was' : 'were'} returned`]
			: [])
	];
	return parts.length === 0 ? null : listOf(parts);
}
