import * as v from 'valibot';
import { KINDS, STRENGTHS } from '#lib/domain/commitment.ts';
import { DomainError } from '#lib/domain/errors.ts';
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
const id = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));

const schema = v.object({
	q: v.optional(text(200)),
	party: v.optional(id),
	theme: v.optional(text(100)),
	group: v.optional(v.picklist(GROUP_KEYS)),
	status: v.optional(v.picklist(STATUS_KEYS)),
	kind: v.optional(v.picklist(KINDS)),
	strength: v.optional(v.picklist(STRENGTHS)),
	occasion: v.optional(id),
	owner: v.optional(text(100)),
	freshness: v.optional(v.picklist(FRESHNESSES)),
	headline: v.optional(v.picklist(HEADLINES)),
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

/**
 * Reads a list's filter from its address. An empty parameter asks for nothing, and the first of repeated ones counts.
 * @throws DomainError `filter_unreadable` for a value that means nothing here: a list, and above all an export, that
 *   silently left a filter out would hold rows that nobody asked for
 */
export function readPledgeFilter(params: URLSearchParams): PledgeFilter {
	const given = Object.fromEntries([...params].reverse().filter(([, value]) => value.trim() !== ''));
	const read = v.safeParse(schema, given);
	if (read.success) return read.output;
	const key = v.getDotPath(read.issues[0]) ?? 'a filter';
	const value = String(given[key] ?? '').slice(0, 60);
	throw new DomainError(
		'filter_unreadable',
		`This address asks for ${key} “${value}”, which means nothing here. Take it out of the address, or choose from the filters of the list.`
	);
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
