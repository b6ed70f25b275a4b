import * as v from 'valibot';
import { KINDS, STRENGTHS } from '#lib/domain/commitment.ts';
import { GROUP_KEYS, STATUS_KEYS } from '#lib/domain/status.ts';
import { pageNumber, positiveNumber, readAddress, searchText } from './address.ts';

/** What a list can be ordered by. */
export const SORTS = ['code', 'title', 'status', 'freshness', 'progress', 'due'] as const;
export type Sort = (typeof SORTS)[number];

/** Which half of the board: what headline totals hold, or what is listed under them. */
export const HEADLINES = ['yes', 'no'] as const;

export const FRESHNESSES = ['current', 'due', 'unverified', 'none'] as const;

const schema = v.object({
	q: v.optional(searchText(200)),
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
	sort: v.fallback(v.picklist(SORTS), 'code'),
	dir: v.fallback(v.picklist(['asc', 'desc']), 'asc'),
	page: pageNumber
});

/** Filters, order and page of a list, as they stand in its address. */
export type PledgeFilter = v.InferOutput<typeof schema>;

export type FilterKey = Exclude<keyof PledgeFilter, 'sort' | 'dir' | 'page'>;
export const FILTER_KEYS = [
	'q',
	'party',
	'theme',
	'group',
	'status',
	'kind',
	'strength',
	'occasion',
	'owner',
	'freshness',
	'headline'
] as const satisfies readonly FilterKey[];

/** Reads a list's filter from its address. @throws like `readAddress` */
export function readPledgeFilter(params: URLSearchParams): PledgeFilter {
	return readAddress(schema, params);
}

/** The query string of a filter, without what is the default; starts with "?" unless empty. */
export function pledgeSearch(filter: Partial<PledgeFilter>): string {
	const params = new URLSearchParams();
	for (const key of FILTER_KEYS) {
		const value = filter[key];
		if (value !== undefined) params.set(key, String(value));
	}
	if (filter.sort && filter.sort !== 'code') params.set('sort', filter.sort);
	if (filter.dir === 'desc') params.set('dir', 'desc');
	if (filter.page && filter.page > 1) params.set('page', String(filter.page));
	const search = params.toString();
	return search && `?${search}`;
}
