import * as v from 'valibot';
import { KINDS, STRENGTHS } from '#lib/domain/commitment.ts';
import { GROUP_KEYS, STATUS_KEYS } from '#lib/domain/status.ts';
import { pageNumber, positiveNumber, readAddress, searchText } from './address.ts';
import { MOMENT_ENTRIES, MOMENT_REFUSALS } from './moment.ts';

/** What a list can be ordered by. */
export const SORTS = ['code', 'title', 'status', 'freshness', 'progress', 'due'] as const;
export type Sort = (typeof SORTS)[number];

/** Which half of the board: what headline totals hold, or what is listed under them. */
export const HEADLINES = ['yes', 'no'] as const;

export const FRESHNESSES = ['current', 'due', 'unverified', 'none'] as const;

const schema = v.object({
	q: v.optional(searchText(200)),
	code: v.optional(searchText(40)),
	party: v.optional(positiveNumber),
	theme: v.optional(searchText(100)),
	group: v.optional(v.picklist(GROUP_KEYS)),
	status: v.optional(v.picklist(STATUS_KEYS)),
	kind: v.optional(v.picklist(KINDS)),
	strength: v.optional(v.picklist(STRENGTHS)),
	occasion: v.optional(positiveNumber),
	owner: v.optional(searchText(100)),
	freshness: v.optional(v.picklist(FRESHNESSES)),
	headline: v.optional(v.picklist(HEADLINES)),
	...MOMENT_ENTRIES,
	sort: v.fallback(v.picklist(SORTS), 'code'),
	dir: v.fallback(v.picklist(['asc', 'desc']), 'asc'),
	page: pageNumber
});

/** Filters, order, page and state of a list, as they stand in its address. */
export type PledgeFilter = v.InferOutput<typeof schema>;

/** Reads a list's filter from its address. @throws like `readAddress` */
export function readPledgeFilter(params: URLSearchParams): PledgeFilter {
	return readAddress(schema, params, MOMENT_REFUSALS);
}
