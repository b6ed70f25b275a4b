import type { Period } from '#lib/domain/calendar.ts';
import type { Value, ValueType } from '#lib/domain/history.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { periodText } from '#lib/schema/dates.ts';

type Text = string | null | undefined;

const make =
	(type: ValueType) =>
	(field: string, value: Text): Value => ({ field, type, value, unit: null, names: false });

export const text = make('text');
export const date = make('date');
/** A date or period as it would be typed. */
export const when = make('period');
/** One of our own words. */
export const code = make('code');

export const number = (field: string, value: Decimal | null, unit: string | null): Value => ({
	...make('number')(field, value),
	unit: value === null ? null : unit
});

export const flag = (field: string, value: boolean): Value => make('flag')(field, value ? 'yes' : 'no');

export const period = (field: string, span: Period): Value => when(field, periodText(span));

/** A field that is part of the fact's name. */
export const named = (value: Value): Value => ({ ...value, names: true });

/** All fields emptied, as where a record is taken back. */
export const emptied = (values: readonly Value[]): Value[] =>
	values.map((value) => ({ ...value, value: value.value === undefined ? undefined : null, unit: null }));

/** All fields left as they were. */
export const untouched = (values: readonly Value[]): Value[] =>
	values.map((value) => ({ ...value, value: undefined }));
