import * as v from 'valibot';
import { pageNumber, readAddress, searchText } from './address.ts';

const schema = v.object({ q: v.optional(searchText(200)), page: pageNumber });

/** What the list of sources is narrowed by, and its page, as they stand in its address. */
export type SourceFilter = v.InferOutput<typeof schema>;

/** Reads the filter of the list of sources from its address. @throws like `readAddress` */
export function readSourceFilter(params: URLSearchParams): SourceFilter {
	return readAddress(schema, params);
}

/** The query string of a filter, without what is the default; starts with "?" unless empty. */
export function sourceSearch({ q, page }: Partial<SourceFilter>): string {
	const params = new URLSearchParams();
	if (q !== undefined) params.set('q', q);
	if (page && page > 1) params.set('page', String(page));
	const search = params.toString();
	return search && `?${search}`;
}
