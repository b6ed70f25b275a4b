import * as v from 'valibot';
import { KINDS, STRENGTHS } from '#lib/domain/commitment.ts';
import { GROUP_KEYS, STATUS_KEYS } from '#lib/domain/status.ts';

/** What a list can be ordered by. */
export const SORTS = ['code', 'title', 'status', 'freshness', 'progress', 'due'] as const;
export type Sort = (typeof SORTS)[number];

/** Which half of the board: what headline totals hold, or what is listed under them. */
export const HEADLINES = ['yes', 'no'] as const;

export const FRESHNESSES = ['current', 'due', 'unverified', 'none'] as const;

/** No database text can hold a NUL character, so nothing can match one. */
const text = (max: number) =>
	v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.excludes('\0'));
/** A value that is not known filters nothing: an old link still opens, and the page says which filters hold. */
const optional = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);
const id = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));

const schema = v.object({
	q: optional(text(200)),
	party: optional(id),
	theme: optional(text(100)),
	group: optional(v.picklist(GROUP_KEYS)),
	status: optional(v.picklist(STATUS_KEYS)),
	kind: optional(v.picklist(KINDS)),
	strength: optional(v.picklist(STRENGTHS)),
	occasion: optional(id),
	owner: optional(text(100)),
	freshness: optional(v.picklist(FRESHNESSES)),
	headline: optional(v.picklist(HEADLINES)),
	sort: v.fallback(v.picklist(SORTS), 'code'),
	dir: v.fallback(v.picklist(['asc', 'desc']), 'asc'),
	page: v.fallback(id, 1)
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

/** Reads a list's filter from its address; never fails. The first of repeated parameters counts. */
export function readPledgeFilter(params: URLSearchParams): PledgeFilter {
	return v.parse(schema, Object.fromEntries([...params].reverse()));
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
