import * as v from 'valibot';
import type { IsoDate, PartialDate, Period } from '#lib/domain/calendar.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import { parseDecimal, type Decimal } from '#lib/domain/quantity.ts';
import { readDay, readPartial, readPeriod } from './dates.ts';

/** A sentence per field that cannot be used, by the field's name. */
export type Errors = Record<string, string>;

/** A command, or what has to be corrected first. */
export type Read<T> = { ok: true; value: T } | { ok: false; errors: Errors };

type TextSchema = v.GenericSchema<string, unknown>;
type Entries = Record<string, TextSchema>;
type Output<E extends Entries> = { [K in keyof E]: v.InferOutput<E[K]> };

/**
 * Reads each field by its own schema and adds a sentence to `errors` for each that cannot be used.
 * @returns `some`: what could be read, for rules between fields; `all`: everything, or null
 */
export function readFields<E extends Entries>(
	entries: E,
	fields: Record<string, string>,
	errors: Errors,
	prefix = ''
): { some: Partial<Output<E>>; all: Output<E> | null } {
	const some: Record<string, unknown> = {};
	let whole = true;
	for (const [name, schema] of Object.entries(entries)) {
		const result = v.safeParse(schema, fields[prefix + name] ?? '');
		if (result.success) some[name] = result.output;
		else {
			whole = false;
			errors[prefix + name] ??= result.issues[0].message;
		}
	}
	return { some: some as Partial<Output<E>>, all: whole ? (some as Output<E>) : null };
}

/** The same errors in the order in which the form asks: by the first of these names that a field begins with. */
export function inOrder(errors: Errors, order: readonly string[]): Errors {
	const place = (name: string) => {
		const at = order.findIndex((begins) => name.startsWith(begins));
		return at < 0 ? order.length : at;
	};
	return Object.fromEntries(Object.entries(errors).sort(([one], [other]) => place(one) - place(other)));
}

/** The command when nothing has to be corrected. */
export function finish<T>(value: T | null | undefined, errors: Errors): Read<T> {
	return value == null || Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value };
}

const UNSEEN =
	'Remove the characters that cannot be seen, such as tabs, control characters or marks of direction.';

/** Spaces, and characters that only say how others are shown: a text of nothing else is no text. */
const NOTHING_SEEN = /^[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Composed letters, one kind of line break, no space around; nothing where nothing can be seen. */
export function tidy(text: string): string {
	const trimmed = text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').trim();
	return NOTHING_SEEN.test(trimmed) ? '' : trimmed;
}

const clean = (max: number, allowed: RegExp) =>
	v.pipe(
		v.string(),
		v.transform(tidy),
		v.check(
			(text) => text.length <= max,
			(issue) => `Use at most ${max} characters; this is ${issue.input.length}.`
		),
		v.regex(allowed, UNSEEN)
	);

/**
 * PostgreSQL cannot store the first control character, and the others have no place in a line; what turns the direction
 * of writing would turn the words and figures beside it as well.
 */
const ONE_LINE = /^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u;
const LINES = /^(?:\P{Cc}|[\n\t])*$/u;

/** One line that must be there; `ask` is what to say when it is not. */
export const line = (max: number, ask: string) => v.pipe(clean(max, ONE_LINE), v.nonEmpty(ask));
/** One line, null when empty. */
export const optionalLine = (max: number) =>
	v.pipe(
		clean(max, ONE_LINE),
		v.transform((text): string | null => text || null)
	);
/** Several lines that must be there. */
export const block = (max: number, ask: string) => v.pipe(clean(max, LINES), v.nonEmpty(ask));
/** Several lines, null when empty. */
export const optionalBlock = (max: number) =>
	v.pipe(
		clean(max, LINES),
		v.transform((text): string | null => text || null)
	);

/** Reads a line that is not empty, and turns what `read` refuses into a sentence beside the field. */
function parsed<T>(read: (text: string) => T) {
	return v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
		try {
			return read(dataset.value);
		} catch (error) {
			if (!isDomainError(error)) throw error;
			addIssue({ message: error.message });
			return NEVER;
		}
	});
}

const given = <T>(read: (text: string) => T, ask: string) => v.pipe(line(100, ask), parsed(read));
const perhaps = <T>(read: (text: string) => T) =>
	v.pipe(
		clean(100, ONE_LINE),
		parsed((text): T | null => (text === '' ? null : read(text)))
	);

/** An exact decimal number. */
export const decimal = (ask: string) => given<Decimal>((text) => parseDecimal(text), ask);
export const optionalDecimal = perhaps<Decimal>((text) => parseDecimal(text));

/** A day, `YYYY-MM-DD`. */
export const day = (ask: string) => given<IsoDate>(readDay, ask);
export const optionalDay = perhaps<IsoDate>(readDay);
/** A date as precisely as it was given: "2030", "2026-Q3", "2024-06" or a day. */
export const optionalPartial = perhaps<PartialDate>(readPartial);
/** "2025", "2025-Q3", "2025-06", a day, or two of them with "to" between. */
export const periodField = (ask: string) => given<Period>(readPeriod, ask);
export const optionalPeriod = perhaps<Period>(readPeriod);

/** One of a fixed list. */
export const choice = <const T extends readonly string[]>(list: T, ask: string) =>
	v.pipe(clean(100, ONE_LINE), v.picklist(list, ask));
/** One of a fixed list, or the default when nothing is chosen. */
export const choiceOr = <const T extends readonly string[]>(list: T, otherwise: T[number], ask: string) =>
	v.pipe(
		clean(100, ONE_LINE),
		v.transform((text) => text || otherwise),
		v.picklist(list, ask)
	);
/** One of a fixed list, null when nothing is chosen. */
export const optionalChoice = <const T extends readonly string[]>(list: T, ask: string) =>
	v.pipe(
		clean(100, ONE_LINE),
		v.transform((text) => text || null),
		v.nullable(v.picklist(list, ask))
	);

/** A tick box: sent when ticked. */
export const ticked = v.pipe(
	v.string(),
	v.transform((text) => text !== '' && text !== 'no')
);

/** A whole number within bounds. */
export const whole = (least: number, most: number, otherwise: number | null, ask: string) =>
	v.pipe(
		clean(20, ONE_LINE),
		v.transform((text) => (text === '' ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN)),
		v.check((number) => number === null || (number >= least && number <= most), ask)
	);

/** The number of something that is chosen from a list, null when nothing is. */
export const optionalId = (ask: string) =>
	v.pipe(
		clean(20, ONE_LINE),
		v.check((text) => text === '' || /^[1-9]\d{0,8}$/.test(text), ask),
		v.transform((text) => (text === '' ? null : Number(text)))
	);
