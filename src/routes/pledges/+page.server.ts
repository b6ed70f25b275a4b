import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listFacets, listPledges } from '#lib/server/pledges/list.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	// A form sends every field; the address that people copy names only what they chose.
	if ([...searchParams.values()].includes('')) redirect(303, `${resolve('/pledges')}${pledgeSearch(filter)}`);
	const list = await listPledges(db, filter, clock.today());
	const [facets, parties, occasions] = await Promise.all([
		listFacets(db),
		listParties(db),
		listOccasions(db)
	]);
	return { filter, list, today: clock.today(), facets: { ...facets, parties, occasions } };
};
