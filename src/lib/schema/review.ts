import { LIMITS } from '#lib/domain/limits.ts';
import { DECISIONS, type Decision } from '#lib/domain/review.ts';
import type { Typed } from './typed.ts';
import {
	choice,
	finish,
	line,
	optionalBlock,
	optionalId,
	readFields,
	type Errors,
	type Read
} from './read.ts';

type Fields = Record<string, string>;

/** What to say where a submission would be returned without a word; the same here and where it is decided. */
export const NOTE_MISSING = 'Say what has to be corrected, so that its author can do it.';
const UNKNOWN = 'Reload the page; which submission this is about is not known.';

const REVIEW = {
	decision: choice(DECISIONS, 'Choose whether to approve it or to return it.'),
	note: optionalBlock(LIMITS.note)
};
const ONE = { ...REVIEW, seq: optionalId(UNKNOWN) };
const MANY = { ...REVIEW, batch: line(200, UNKNOWN), expected: optionalId(UNKNOWN) };

export interface ReviewRead {
	decision: Decision;
	note: string | null;
}

/** A decision on one submission. */
export function readReview(fields: Fields): Read<ReviewRead & { seq: number }> {
	const errors: Errors = {};
	const { all } = readFields(ONE, fields, errors);
	refuseBareReturn(all, errors);
	if (all?.seq === null) errors.form ??= UNKNOWN;
	return finish(all && { ...all, seq: all.seq ?? 0 }, errors);
}

/** One decision on some submissions of a request. */
export interface BatchRead extends ReviewRead {
	batch: string;
	/** ledger numbers of those that were chosen */
	chosen: number[];
	/** those that were shown and not chosen, where all others of the request are meant as well; null where they are not */
	except: number[] | null;
	/** how many of the request were seen to wait */
	expected: number;
}

/** Reads which submissions of a request were chosen, and what is decided on them. */
export function readBatchReview({ fields, rows }: Typed): Read<BatchRead> {
	const errors: Errors = {};
	const { all } = readFields(MANY, fields, errors);
	refuseBareReturn(all, errors);
	const shown = (rows.shown ?? []).filter(({ seq }) => /^[1-9]\d{0,8}$/.test(seq ?? ''));
	const chosen = new Set(shown.flatMap(({ seq, take }) => (take === 'yes' ? [Number(seq)] : [])));
	const others = fields.others === 'yes';
	if (all?.expected === null || shown.length === 0) errors.form ??= UNKNOWN;
	if (chosen.size === 0 && !others) errors.form ??= 'Choose at least one submission to decide on.';
	const left = shown.map(({ seq }) => Number(seq)).filter((seq) => !chosen.has(seq));
	return finish(
		all && { ...all, expected: all.expected ?? 0, chosen: [...chosen], except: others ? left : null },
		errors
	);
}

function refuseBareReturn(read: ReviewRead | null, errors: Errors): void {
	if (read?.decision === 'returned' && read.note === null) errors.note ??= NOTE_MISSING;
}

const WITHDRAWAL = {
	figure: optionalId('Reload the page; which figure this is about is not known.'),
	reason: line(LIMITS.reason, 'Say why it is withdrawn; the reason stays beside it in the history.')
};

/** That the author of a figure takes it back, and why. */
export function readWithdrawal(fields: Fields): Read<{ figure: number; reason: string }> {
	const errors: Errors = {};
	const { all } = readFields(WITHDRAWAL, fields, errors);
	if (all?.figure === null) errors.form ??= 'Reload the page; which figure this is about is not known.';
	return finish(all && { ...all, figure: all.figure ?? 0 }, errors);
}
