import * as v from 'valibot';
import { pageNumber, readAddress, searchText } from './address.ts';

const schema = v.object({ q: v.optional(searchText(200)), page: pageNumber });

/** What the list of sources is narrowed by, and its page, as they stand in its address. */
export type SourceFilter = v.InferOutput<typeof schema>;

/** Reads the filter of the list of sources from its address. @throws like `readAddress` */
export function readSourceFilter(params: URLSearchParams): SourceFilter {
	return readAddress(schema, params);
}
