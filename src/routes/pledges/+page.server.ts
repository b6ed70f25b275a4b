import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { takeOf } from '#lib/charts/take.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listViews } from '#lib/server/people/saved-views.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	// A form sends every field; the address that people copy names only what they chose.
	if ([...searchParams.values()].includes('')) redirect(303, `${resolve('/pledges')}${pledgeSearch(filter)}`);
	const moment = await openMoment(db, filter, clock);
	const list = await listPledges(db, filter, moment);
	const [views, facets, parties, occasions] = await Promise.all([
		listViews(db, person.id),
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment)
	]);
	const { since: told, ...state } = moment;
	const { asOf, basis, upto: at } = moment;
	const exact = { ...filter, ...(told && { since: told.asOf, sinceAt: told.upto }), asOf, basis, at };
	const take = {
		...takeOf(resolve('/pledges'), 'bars', pledgeSearch({ ...exact, page: list.page })),
		// what the bars show is in the export of the list, with all its pages
		csv: `${resolve('/export/pledges.csv')}${pledgeSearch({ ...exact, page: 1 })}`
	};
	return { filter, list, take, moment: state, views, facets: { ...facets, parties, occasions } };
};
