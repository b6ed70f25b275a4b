import { chosenFilters } from '#lib/format/filter-words.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { FILTER_KEYS } from '#lib/schema/search.ts';
import type { ReadAt } from '#lib/tabular/column.ts';
import type { Db } from '../db/connection.ts';
import { listFacets } from '../pledges/facets.ts';
import type { Moment } from '../pledges/moment.ts';
import { listOccasions } from '../portfolio/occasions.ts';
import { listParties } from '../portfolio/parties.ts';

/** Where nothing was left out. */
export const NO_FILTERS = 'none';

/** What a table is read from: the state, and the filters in words, with the names that stood then. */
export async function readAtOf(db: Db, filter: Partial<PledgeFilter>, moment: Moment): Promise<ReadAt> {
	const { asOf, basis, upto } = moment;
	const readAt = { asOf, basis, upto };
	if (FILTER_KEYS.every((key) => filter[key] === undefined)) return { ...readAt, filters: NO_FILTERS };
	const [facets, parties, occasions] = await Promise.all([
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment)
	]);
	const chosen = chosenFilters(filter, { ...facets, parties, occasions });
	return { ...readAt, filters: chosen.map(({ label, text }) => `${label}: ${text}`).join('; ') };
}
