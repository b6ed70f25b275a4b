import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { burnUpChart } from '#lib/charts/burnUp.ts';
import { stackedCountsChart } from '#lib/charts/stackedCounts.ts';
import { statusOverTimeChart } from '#lib/charts/statusOverTime.ts';
import { finding } from '#lib/domain/portfolio.ts';
import type { Group } from '#lib/domain/status.ts';
import { capitalise } from '#lib/domain/words.ts';
import { readPledgeFilter, type PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { loadTrends } from '#lib/server/pledges/trends.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { PageServerLoad } from './$types';

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
	/** The list that holds what is counted: the same filters, narrowed. */
	const list = (over: Partial<PledgeFilter>) => (group: Group | 'unverified' | null) => {
		const narrowed =
			group === 'unverified' ? { freshness: group } : group === null ? {} : ({ group } as const);
		const first = { sort: undefined, dir: undefined, page: 1 };
		return `${resolve('/pledges')}${pledgeSearch({ ...filter, ...first, ...over, ...narrowed })}`;
	};
	const days = trends.days.map((day) => ({
		...day,
		rows: list({ asOf: day.on, basis: 'public', at: day.upto })
	}));
	const themes = trends.themes.map(({ theme, ...tally }) => ({
		...{ name: capitalise(theme), tally },
		rows: list({ theme })
	}));
	const owing = trends.parties.map(({ id, name, ...tally }) => ({ name, tally, rows: list({ party: id }) }));
	const last = trends.days.at(-1);
	/** how many are unverified by what was public, where by what is recorded here other ones are */
	const silent =
		last && moment.basis === 'recorded' && last.tally.unverified !== trends.now.unverified
			? { public: last.tally.unverified, recorded: trends.now.unverified }
			: null;
	/** what is narrowed to one status cannot say how many of all have got there */
	const isWhole = filter.group === undefined && filter.status === undefined;
	return {
		...{ filter, moment, facets: { ...facets, parties, occasions } },
		total: trends.now.total,
		finding: finding(trends.now),
		silent,
		// Made here, so that the page sends what is drawn and said, and not the code that works it out.
		charts: {
			days: days.length > 0 ? statusOverTimeChart(days) : null,
			burnUp: days.length > 0 && isWhole ? burnUpChart(days) : null,
			themes: themes.length > 0 ? stackedCountsChart('theme', themes) : null,
			parties: owing.length > 0 ? stackedCountsChart('party', owing) : null
		}
	};
};
