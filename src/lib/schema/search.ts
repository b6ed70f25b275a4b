/**
 * The query strings of lists, the way back from `read…Filter`. Kept apart from the readers, because pages make links
 * and have no use for the checks.
 */
import type { AskedComparison } from './comparison.ts';
import type { AskedMoment } from './moment.ts';
import type { BoardFilter, PledgeFilter } from './pledge-filter.ts';
import type { QueueFilter } from './queue-filter.ts';
import type { SourceFilter } from './source-filter.ts';

export type FilterKey = Exclude<keyof PledgeFilter, 'sort' | 'dir' | 'page' | 'asOf' | 'basis' | 'at'>;
export const FILTER_KEYS = [
	'q',
	'code',
	'party',
	'role',
	'other',
	'theme',
	'group',
	'status',
	'kind',
	'strength',
	'occasion',
	'owner',
	'freshness',
	'headline',
	'attention',
	'change',
	'since',
	'sinceAt'
] as const satisfies readonly FilterKey[];

/** What is set and is not the default, in this order; starts with "?" unless empty. */
function searchOf(
	values: Record<string, string | number | undefined>,
	defaults: Record<string, string | number>
): string {
	const params = new URLSearchParams();
	for (const [key, value] of Object.entries(values)) {
		if (value !== undefined && value !== defaults[key]) params.set(key, String(value));
	}
	const search = params.toString();
	return search && `?${search}`;
}

const DEFAULTS = { sort: 'code', dir: 'asc', page: 1, basis: 'recorded' };

/** The query string of a page that shows one state of a pledge, whatever changes are told beside it. */
export function momentSearch({ asOf, basis, at }: AskedMoment): string {
	return searchOf({ asOf, basis, at }, DEFAULTS);
}

/** The query string of a pledge's page with the comments before one; null: with the latest. */
export function commentSearch({ asOf, basis, at }: AskedMoment, before: number | null): string {
	return searchOf({ asOf, basis, at, before: before ?? undefined }, DEFAULTS);
}

/** The query string of a list of pledges. */
export function pledgeSearch(filter: Partial<PledgeFilter>): string {
	const { sort, dir, page, asOf, basis, at } = filter;
	const filters = Object.fromEntries(FILTER_KEYS.map((key) => [key, filter[key]]));
	return searchOf({ ...filters, sort, dir, page, asOf, basis, at }, DEFAULTS);
}

/** The query string of a board: what it is narrowed to, and its state. */
export function boardSearch(filter: BoardFilter & AskedMoment): string {
	const { q, party, theme, kind, strength, occasion, owner, since, sinceAt, asOf, basis, at } = filter;
	const values = { q, party, theme, kind, strength, occasion, owner, since, sinceAt, asOf, basis, at };
	return searchOf(values, DEFAULTS);
}

/** The query string of a queue. */
export function queueSearch({ owner, page }: Partial<QueueFilter>): string {
	return searchOf({ owner, page }, { owner: 'me', page: 1 });
}

/** The query string of a list that has pages and nothing else to choose. */
export function pageSearch(page: number): string {
	return searchOf({ page }, { page: 1 });
}

/** The query string of the list of sources. */
export function sourceSearch({ q, page }: Partial<SourceFilter>): string {
	return searchOf({ q, page }, { page: 1 });
}

/** The query string of pledges side by side. */
export function comparisonSearch({ codes, filter, scale }: AskedComparison): string {
	const params = new URLSearchParams(codes.map((code) => ['code', code]));
	if (scale !== 'share') params.set('scale', scale);
	const rest = new URLSearchParams(pledgeSearch({ ...filter, sort: 'code', dir: 'asc', page: 1 }));
	for (const [name, value] of rest) params.set(name, value);
	const search = params.toString();
	return search && `?${search}`;
}
