import * as v from 'valibot';
import { ATTENTION_KEYS } from '#lib/domain/attention-reasons.ts';
import { CHANGE_KEYS } from '#lib/domain/change-kinds.ts';
import { KINDS, PARTY_ROLES, STRENGTHS } from '#lib/domain/commitment.ts';
import { GROUP_KEYS, STATUS_KEYS } from '#lib/domain/status.ts';
import { pageNumber, positiveNumber, readAddress, searchText } from './address.ts';
import { MOMENT_ENTRIES, MOMENT_REFUSALS, SINCE_ENTRIES } from './moment.ts';

/** What a list can be ordered by. */
export const SORTS = ['code', 'title', 'status', 'freshness', 'progress', 'due', 'attention'] as const;
export type Sort = (typeof SORTS)[number];

/** Which half of the board: what headline totals hold, or what is listed under them. */
export const HEADLINES = ['yes', 'no'] as const;

export const FRESHNESSES = ['current', 'due', 'unverified', 'none'] as const;

const schema = v.object({
	q: v.optional(searchText(200)),
	code: v.optional(searchText(40)),
	party: v.optional(positiveNumber),
	/** the role of that party, or of any */
	role: v.optional(v.picklist(PARTY_ROLES)),
	/** another party of the same pledge, in the role that answers to `role`; `none`: there is none */
	other: v.optional(v.union([v.literal('none'), positiveNumber])),
	theme: v.optional(searchText(100)),
	group: v.optional(v.picklist(GROUP_KEYS)),
	status: v.optional(v.picklist(STATUS_KEYS)),
	kind: v.optional(v.picklist(KINDS)),
	strength: v.optional(v.picklist(STRENGTHS)),
	occasion: v.optional(positiveNumber),
	owner: v.optional(searchText(100)),
	freshness: v.optional(v.picklist(FRESHNESSES)),
	headline: v.optional(v.picklist(HEADLINES)),
	attention: v.optional(v.picklist(['any', ...ATTENTION_KEYS])),
	change: v.optional(v.picklist(CHANGE_KEYS)),
	...SINCE_ENTRIES,
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

/** By what a board can be narrowed: whatever none of its own tiles and bars narrows by. */
export const BOARD_KEYS = [
	'q',
	'party',
	'theme',
	'kind',
	'strength',
	'occasion',
	'owner'
] as const satisfies readonly (keyof PledgeFilter)[];
export type BoardFilter = Pick<PledgeFilter, (typeof BOARD_KEYS)[number] | 'since' | 'sinceAt'>;

const { q, party, theme, kind, strength, occasion, owner, since, sinceAt } = schema.entries;
const boardSchema = v.object({ q, party, theme, kind, strength, occasion, owner, since, sinceAt });

/** Reads what a board is narrowed to, and the day since which it tells changes. @throws like `readAddress` */
export function readBoardFilter(params: URLSearchParams): BoardFilter {
	return readAddress(boardSchema, params);
}
