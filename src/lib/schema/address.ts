import * as v from 'valibot';
import { DomainError } from '#lib/domain/errors.ts';

/** What the addresses of lists have in common. */

/** A number that stands for a row or a page. */
export const positiveNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));

/** The number of a page; 1 for what is none, because a page past the end is the last one anyway. */
export const pageNumber = v.fallback(positiveNumber, 1);

/** A text to look for. No database text can hold a NUL character, so nothing can match one. */
export const searchText = (max: number) =>
	v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.excludes('\0'));

/** Why the value of a parameter cannot be used, and what to write instead, by the parameter's name. */
export type Explained = Partial<Record<string, (value: string) => string>>;

/**
 * Reads a list's filter from its address. An empty parameter asks for nothing, and the first of repeated ones counts.
 * @throws DomainError `filter_unreadable` for a value that means nothing here: a list, and above all an export, that
 *   silently left a filter out would hold rows that nobody asked for
 * @param explain what to say instead, by parameter
 */
export function readAddress<T>(
	schema: v.GenericSchema<Record<string, unknown>, T>,
	params: URLSearchParams,
	explain: Explained = {}
): T {
	const given = Object.fromEntries([...params].reverse().filter(([, value]) => value.trim() !== ''));
	const read = v.safeParse(schema, given);
	if (read.success) return read.output;
	const key = v.getDotPath(read.issues[0]) ?? 'a filter';
	const value = String(given[key] ?? '').slice(0, 60);
	const explained = explain[key]?.(value);
	throw new DomainError(
		'filter_unreadable',
		explained ??
			`This address asks for ${key} “${value}”, which means nothing here. Take it out of the address, or choose from the filters of the list.`
	);
}

/** The page that an address asks for; 1 where it asks for none. */
export function readPageNumber(params: URLSearchParams): number {
	return readAddress(v.object({ page: pageNumber }), params).page;
}
