import { DomainError } from './errors.ts';

/** The longest that a text of either version is shown in a sentence; the whole of it stands on the page. */
const LONGEST = 300;

/** What two people recorded of one thing, in words, for the second of them to decide. */
export interface Collision {
	/** what it is, such as "“Opened”" */
	what: string;
	/** what stands now, such as "done on 25 Jun 2024" */
	theirs: string;
	/** who recorded that; null when the product itself did */
	by: string | null;
	/** what was typed, in the same words */
	mine: string;
	/** what can be done now */
	next: string;
	/** id of the figure that stands, where it is one */
	figure?: number;
}

/** The refusal to write over what somebody recorded while a form was open: both versions, and what to do. */
export function changedMeanwhile({ what, theirs, by, mine, next, figure }: Collision): DomainError {
	const sentences = [
		`While you were typing, ${by ?? 'somebody'} recorded ${what}.`,
		`Stands now: ${theirs}.`,
		`You typed: ${mine}.`,
		next
	];
	return new DomainError('changed_meanwhile', sentences.join(' '), null, figure ?? null);
}

/** Words in quotation marks, cut where they are long. */
export function quoted(text: string): string {
	return `“${text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text}”`;
}

/** Whether a fact was recorded after a form was opened. `seen`: the form's ledger number; null or none: unknown. */
export function isNewer(seq: number, seen: number | null | undefined): boolean {
	return seen != null && seq > seen;
}
