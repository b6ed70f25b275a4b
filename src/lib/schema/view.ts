import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { readMoment } from './moment.ts';
import { readBoardFilter, readPledgeFilter, type PledgeFilter } from './pledge-filter.ts';
import { choice, finish, line, optionalId, readFields, type Errors, type Read } from './read.ts';
import { boardSearch, pledgeSearch } from './search.ts';

/** The pages of which a view can be saved. */
export const VIEW_PAGES = ['board', 'pledges'] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

/** A board or a list as somebody saved it. */
export interface ViewInput {
	name: string;
	page: ViewPage;
	/** the query string, in the one order in which we write it */
	search: string;
}

type Fields = Record<string, string>;

const NAME = { name: line(LIMITS.viewName, 'Give the view a name.') };
const WHERE = 'Open the board or the list again and save it from there: what was to be saved is not known.';
const PLACE = { page: choice(VIEW_PAGES, WHERE) };
const UNKNOWN = 'Reload the page; which view this is about is not known.';

/** A view that is to be saved. */
export function readView(fields: Fields): Read<ViewInput> {
	const errors: Errors = {};
	const { all: name } = readFields(NAME, fields, errors);
	const { all: place } = readFields(PLACE, fields, errors);
	const search = place && canonicalView(place.page, fields.search ?? '');
	if (place && search === null) errors.form = WHERE;
	return finish(
		name && place && search !== null ? { ...name, ...place, search: search ?? '' } : null,
		errors
	);
}

/** Another name for a view. */
export function readViewName(fields: Fields): Read<{ id: number; name: string }> {
	const errors: Errors = {};
	const { all } = readFields({ ...NAME, id: optionalId(UNKNOWN) }, fields, errors);
	if (all?.id === null) errors.form ??= UNKNOWN;
	return finish(all && { name: all.name, id: all.id ?? 0 }, errors);
}

/**
 * Which view a button is about.
 * @throws DomainError `unknown_view`
 */
export function readViewId({ id = '' }: Fields): number {
	if (/^[1-9]\d{0,8}$/.test(id)) return Number(id);
	throw new DomainError('unknown_view', 'There is no such view of yours. Reload the page.');
}

/** What a saved query string asks for; null where it means nothing here any more. */
export function readViewFilter(page: ViewPage, search: string): Partial<PledgeFilter> | null {
	const params = new URLSearchParams(search.slice(0, 4000));
	try {
		return page === 'board'
			? { ...readBoardFilter(params), ...readMoment(params) }
			: { ...readPledgeFilter(params), page: 1 };
	} catch (thrown) {
		if (isDomainError(thrown)) return null;
		throw thrown;
	}
}

/** The same query string as we write it; null where it means nothing here. */
export function canonicalView(page: ViewPage, search: string): string | null {
	const filter = readViewFilter(page, search);
	return filter && (page === 'board' ? boardSearch(filter) : pledgeSearch(filter));
}
