import type { IsoDate } from '#lib/domain/calendar.ts';
import { readActual, type ActualRead } from './actual.ts';
import { finish, optionalDay, readFields, type Errors, type Read } from './read.ts';

/** A figure of a table, with the day on which it became public where the table says so. */
export interface ActualRowRead extends ActualRead {
	knownOn: IsoDate | null;
}

/** Reads an actual by the rules of its form, and beside it the day on which it became public (`known_on`). */
export function readActualRow(
	fields: Record<string, string>,
	indicator: Parameters<typeof readActual>[1],
	today: IsoDate
): Read<ActualRowRead> {
	const errors: Errors = {};
	const { all } = readFields({ known_on: optionalDay }, fields, errors);
	if (all?.known_on && all.known_on > today) {
		errors.known_on = 'This day lies ahead; write the day on which the figure became public.';
	}
	const read = readActual(fields, indicator, today, { old: true });
	if (!read.ok) return { ok: false, errors: { ...read.errors, ...errors } };
	return finish(all && { ...read.value, knownOn: all.known_on }, errors);
}
