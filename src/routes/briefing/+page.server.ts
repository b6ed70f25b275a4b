import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { takeOf } from '#lib/charts/take.ts';
import { attentionWords, uncountedWords } from '#lib/domain/attention.ts';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { briefingLede, briefingTitle } from '#lib/format/briefing.ts';
import { chosenFilters } from '#lib/format/filter-words.ts';
import { footnotes } from '#lib/format/footnotes.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { momentSearch, pledgeSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readBriefing } from '#lib/server/pledges/briefing.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { listNextDates } from '#lib/server/pledges/next-dates.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { SourceView } from '#lib/server/sources/queries.ts';
import type { PageServerLoad } from './$types';

/** How many pledges are told apart because they need attention; the rest stands in the table. */
const MOST_URGENT = 20;

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock, env } = app();
	const { searchParams, pathname } = event.url;
	const filter = { ...readPledgeFilter(searchParams), page: 1 };
	// A form sends every field; the address that people copy names only what they chose.
	if ([...searchParams.values()].includes(''))
		redirect(303, `${resolve('/briefing')}${pledgeSearch(filter)}`);
	const moment = await openMoment(db, filter, clock);
	const briefing = await readBriefing(db, filter, moment);
	const { counted, rest, total, pledges, attention, moved, drawn, undrawn } = briefing;
	const [dates, facets, parties, occasions] = await Promise.all([
		listNextDates(db, filter, moment),
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment)
	]);
	const all = { ...facets, parties, occasions };

	// Sources are numbered in the order in which the page names them: what needs attention, the charts, the table.
	const notes = footnotes<SourceView>();
	const byCode = new Map(pledges.map((pledge) => [pledge.code, pledge]));
	const urgent = attention.slice(0, MOST_URGENT).flatMap((code) => {
		const pledge = byCode.get(code);
		if (!pledge) return [];
		const why = attentionWords(pledge.assessment, pledge.target?.due ?? null).join(' ');
		const uncounted = uncountedWords(pledge.strength, pledge.assessment);
		return [{ ...pledge, uncounted, why, notes: notes.cite(pledge.restsOn) }];
	});
	const charts = drawn.flatMap((view) => {
		const headline = view.indicators.find(({ role }) => role === 'headline');
		const spec = headline && pledgeChart(view, headline, moment.asOf);
		if (!headline || !spec) return [];
		const shown = view.actuals.filter(
			({ indicator, review }) => indicator === headline.id && review !== 'returned'
		);
		return [
			{
				code: view.code,
				title: view.description.title,
				spec,
				take: takeOf(
					resolve('/pledges/[code]', { code: view.code }),
					'target',
					momentSearch({ asOf: moment.asOf, basis: moment.basis, at: moment.upto })
				),
				notes: notes.cite([view.baselineSource, view.targetSource, ...shown.map(({ source }) => source)])
			}
		];
	});
	const rows = pledges.map((pledge) => ({
		...pledge,
		quoted: notes.cite([pledge.quotedFrom]),
		notes: notes.cite(pledge.restsOn)
	}));

	const { asOf, basis, upto } = moment;
	const since = moment.since && { since: moment.since.asOf, sinceAt: moment.since.upto };
	const exact = pledgeSearch({ ...filter, ...since, asOf, basis, at: upto });
	return {
		filter,
		moment: { asOf, basis, upto },
		facets: all,
		title: briefingTitle(moment, counted, rest),
		lede: briefingLede(counted, rest),
		scope: chosenFilters(filter.change === undefined ? { ...filter, since: undefined } : filter, all),
		moved: moved && moment.since && { on: moment.since.asOf, pledges: moved },
		...{ counted, rest, total, urgent, dates, charts, undrawn, rows },
		attention: attention.length,
		take: {
			standing: takeOf(resolve('/pledges'), 'standing', exact),
			bars: {
				...takeOf(resolve('/pledges'), 'bars', exact),
				csv: `${resolve('/export/pledges.csv')}${exact}`
			}
		},
		sources: notes.list(),
		rules: RULE_VERSION,
		reopen: new URL(`${pathname}${exact}`, env.origin).href
	};
};
