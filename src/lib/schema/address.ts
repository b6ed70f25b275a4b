import * as v from 'valibot';

/** What the addresses of lists have in common: a value that cannot be read counts as left out, so old links still open. */

/** The number of a page; 1 when there is none. */
export const pageNumber = v.fallback(v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)), 1);

/** Words to search for. No database text can hold a NUL character, so nothing can match one. */
export const searchWords = v.fallback(
	v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.excludes('\0'))),
	undefined
);

/** The parameters of an address by name; the first of repeated ones counts. */
export function parametersOf(params: URLSearchParams): Record<string, string> {
	return Object.fromEntries([...params].reverse());
}
