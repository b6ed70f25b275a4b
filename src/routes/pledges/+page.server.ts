import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listFacets, listPledges } from '#lib/server/pledges/list.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const filter = readPledgeFilter(event.url.searchParams);
	const list = await listPledges(db, filter, clock.today());
	const [facets, parties, occasions] = await Promise.all([
		listFacets(db),
		listParties(db),
		listOccasions(db)
	]);
	return { filter, list, today: clock.today(), facets: { ...facets, parties, occasions } };
};
