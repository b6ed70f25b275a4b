import type { ActChange } from '#lib/domain/history.ts';
import { choicesIn, mergeTyped, withTheirs, type Difference } from '#lib/schema/merge.ts';
import type { Typed } from '#lib/schema/typed.ts';

/** A form that somebody else's save has overtaken: what it holds now, and what its person has to be told and asked. */
export interface Overtaken {
	typed: Typed;
	/** changed here and elsewhere: to be chosen */
	conflicts: Difference[];
	/** changed only elsewhere: taken over */
	taken: Difference[];
	/** the form as it was opened; null when that is not known */
	opened: Typed | null;
	theirs: Typed;
	/** who changed it meanwhile, when, why and how; the latest first */
	acts: ActChange[];
}

/**
 * What is edited. Facts are never overwritten, so what a form was opened with is read again by the ledger number that
 * it carries; nobody has to be believed about it.
 */
export interface Edited {
	/** ledger number of its last change */
	seq: number;
	/** fields of its states that cannot be typed: they are never mine */
	untyped: readonly string[];
	/** its form as it would have been opened at a ledger number; null before it was recorded */
	stateAt(seq: number): Promise<Typed | null>;
	/** the acts that changed it after one ledger number and up to another */
	editsBetween(after: number, upto: number): Promise<ActChange[]>;
}

/**
 * Brings a form that comes too late together with what was saved since it was opened.
 * @param mine what was typed, as it was read
 */
export async function mergeLate(edited: Edited, typed: Typed, mine: Typed): Promise<Overtaken> {
	const since = numberIn(typed.fields.seq, edited.seq);
	const [opened, theirs, acts] = await Promise.all([
		edited.stateAt(since),
		edited.stateAt(edited.seq),
		edited.editsBetween(since, edited.seq)
	]);
	const now = theirs ?? mine;
	const asOpened = edited.untyped.map((name) => [name, opened?.fields[name] ?? ''] as const);
	const own = { ...mine, fields: { ...mine.fields, ...Object.fromEntries(asOpened) } };
	const merged = mergeTyped(typed, opened, own, now);
	const fields = { ...merged.typed.fields, seq: String(edited.seq), since: String(since) };
	return { ...merged, typed: { ...merged.typed, fields }, opened, theirs: now, acts };
}

/** What a form that came back asked, once more, with what was chosen already; null for a form that asked nothing. */
export async function askAgain(edited: Edited, typed: Typed): Promise<Overtaken | null> {
	const choices = choicesIn(typed);
	if (choices.length === 0) return null;
	const since = numberIn(typed.fields.since, edited.seq);
	const seen = numberIn(typed.fields.seq, edited.seq);
	const [opened, theirs, acts] = await Promise.all([
		edited.stateAt(since),
		edited.stateAt(seen),
		edited.editsBetween(since, seen)
	]);
	const now = theirs ?? typed;
	const asked = mergeTyped(typed, opened, typed, now).conflicts;
	const conflicts = asked.filter(({ name }) => choices.some((choice) => choice.name === name));
	return { typed, conflicts, taken: [], opened, theirs: now, acts };
}

/** The form with what its person chose, ready to be saved; null while something is not chosen. */
export async function decide(edited: Edited, typed: Typed): Promise<Typed | null> {
	const choices = choicesIn(typed);
	if (choices.some(({ keep }) => keep === null)) return null;
	const { conflict: _, ...rows } = typed.rows;
	const names = choices.flatMap(({ name, keep }) => (keep === 'theirs' ? [name] : []));
	const theirs = names.length > 0 ? await edited.stateAt(numberIn(typed.fields.seq, edited.seq)) : null;
	return theirs ? withTheirs({ ...typed, rows }, theirs, names) : { ...typed, rows };
}

/** A ledger number that a form says, no later than the present one; 0 for what is none. */
function numberIn(text: string | undefined, last: number): number {
	return /^[1-9]\d{0,8}$/.test(text ?? '') ? Math.min(Number(text), last) : 0;
}
