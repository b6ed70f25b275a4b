/**
 * The fields of the portfolio file: each checked as a form checks it, with what its published schema says of it. Where
 * nothing is known a name may be left out or be `null`, which is the same.
 */
import * as v from 'valibot';
import { LIMITS } from '#lib/domain/limits.ts';
import { block, day, decimal, line, optionalPartial, periodField } from '../read.ts';

const EMPTY = 'Write this, or leave the name out.';
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const DATE = '^\\d{4}(-Q[1-4]|-\\d{2}(-\\d{2})?)?$';
const NUMBER = '^-?\\d+(\\.\\d+)?$';

/** May be left out or null; read as null. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema, null);
/** May be left out or null; read as an empty list. */
export const many = <S extends v.GenericSchema>(item: S, description: string) =>
	v.pipe(
		v.nullish(v.pipe(v.array(item), v.description(description)), []),
		v.transform((items) => items ?? [])
	);

/** What is published of a text, and how it is read. */
export const told = <S extends v.GenericSchema<string, unknown>>(
	about: Record<string, string | number>,
	read: S
) => v.pipe(v.string(), v.metadata(about), read);

/** One line of text. */
export const text = (max: number, description: string) =>
	told({ description, minLength: 1, maxLength: max }, line(max, EMPTY));
/** Text of several lines. */
export const lines = (max: number, description: string) =>
	told({ description, minLength: 1, maxLength: max }, block(max, EMPTY));
/** An exact decimal number, as text so that no digit is lost; kept in its shortest form, 1.50 as 1.5. */
export const number = (description: string) => told({ description, pattern: NUMBER }, decimal(EMPTY));
/** A calendar day. */
export const date = (description: string) =>
	told({ description: `${description} Day, YYYY-MM-DD.`, format: 'date', pattern: DAY }, day(EMPTY));
/** A date as precisely as it was given. */
export const partialDate = (description: string) =>
	told(
		{
			description: `${description} As precisely as it was given: 2030, 2026-Q3, 2024-06 or 2024-06-25.`,
			pattern: DATE
		},
		optionalPartial
	);
/** A period. */
export const span = (description: string) =>
	told(
		{
			description: `${description} Written 2021, 2021-Q3, 2021-06, or two such dates with “to” between.`,
			minLength: 4
		},
		periodField(EMPTY)
	);
/** One of a fixed list. */
export const oneOf = <const T extends readonly string[]>(list: T, description: string) =>
	v.pipe(v.picklist(list), v.description(description));
/** True or false; false when left out. */
export const flag = (description: string) => v.nullish(v.pipe(v.boolean(), v.description(description)), null);
/** A whole number within bounds. */
export const whole = (least: number, most: number, description: string) =>
	v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(description));

/** Name of a source within the file. */
export const source = (description: string) =>
	text(LIMITS.name, `${description} The id of one of the sources of this file.`);

/** Who recorded a fact, and when. */
export const RECORDED = {
	recorded_on: maybe(
		date(
			'When it was first recorded, wherever that was. A database that imports the file records it anew, on the day of the import, and keeps this as its origin.'
		)
	),
	recorded_by: maybe(text(LIMITS.name, 'Name of the person who first recorded it; for information.'))
};

/** The two times of a fact. */
export const FACT = {
	known_on: maybe(
		date('When it became public. Left out: the day of its source, or else the day of the import.')
	),
	...RECORDED
};

export const reason = maybe(text(LIMITS.reason, 'Why it replaced what stood before.'));
