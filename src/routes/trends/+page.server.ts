import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { takeOf } from '#lib/charts/take.ts';
import { finding } from '#lib/domain/portfolio.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { loadTrends } from '#lib/server/pledges/trends.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { PageServerLoad } from './$types';
import { isMixed, trendCharts } from './charts.ts';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const { change, since, sinceAt, ...filter } = readPledgeFilter(searchParams);
	// What changed since one day says nothing of the months before: the address names what is counted.
	const compares = [change, since, sinceAt].some((asked) => asked !== undefined);
	if (compares || [...searchParams.values()].includes(''))
		redirect(303, `${resolve('/trends')}${pledgeSearch(filter)}`);
	const moment = await openMoment(db, filter, clock);
	const trends = await loadTrends(db, filter, moment, clock.now());
	const [facets, parties, occasions] = await Promise.all([
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment)
	]);
	const { asOf, basis, upto } = moment;
	const exact = pledgeSearch({ ...filter, page: 1, asOf, basis, at: upto });
	const last = trends.days.at(-1);
	/** how many are unverified by what was public, where by what is recorded here other ones are */
	const silent =
		last && moment.basis === 'recorded' && last.tally.unverified !== trends.now.unverified
			? { public: last.tally.unverified, recorded: trends.now.unverified }
			: null;
	return {
		...{ filter, moment, facets: { ...facets, parties, occasions } },
		total: trends.now.total,
		finding: finding(trends.now),
		agreed: isMixed(filter) ? pledgeSearch({ ...filter, page: 1, headline: 'yes' }) : null,
		silent,
		// Made here, so that the page sends what is drawn and said, and not the code that works it out.
		charts: trendCharts(trends, filter).map(({ name, spec }) => ({
			...{ name, spec },
			take: takeOf(resolve('/trends'), name, exact)
		}))
	};
};
