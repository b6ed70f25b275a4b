import { takeOf } from '#lib/charts/take.ts';
import { undatedWords } from '#lib/domain/known-on.ts';
import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { healthWords } from '#lib/domain/portfolio.ts';
import { BOARD_ORDER } from '#lib/domain/board-order.ts';
import { readSeen } from '#lib/schema/look.ts';
import { canonicalView } from '#lib/schema/view.ts';
import { readMoment } from '#lib/schema/moment.ts';
import { readBoardFilter } from '#lib/schema/pledge-filter.ts';
import { boardSearch } from '#lib/schema/search.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { look, markSeen } from '#lib/server/people/look.ts';
import { listViews } from '#lib/server/people/saved-views.ts';
import { narrowedTo, openBoard } from '#lib/server/pledges/board.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { openMoment, tellSince } from '#lib/server/pledges/moment.ts';
import { tellNews } from '#lib/server/pledges/news.ts';
import { listNextDates } from '#lib/server/pledges/next-dates.ts';
import { countUndated } from '#lib/server/pledges/undated.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { readRoleSections } from '#lib/server/role-sections.ts';
import type { Actions, PageServerLoad } from './$types';
import { findingOf } from './breakdowns.ts';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const views = await listViews(db, person.id);
	const first = views.find(({ opensFirst }) => opensFirst);
	const opened = first && searchParams.size === 0 ? canonicalView(first.page, first.search) : '';
	if (first && opened) {
		redirect(303, first.page === 'board' ? resolve('/') + opened : resolve('/pledges') + opened);
	}
	const asked = readMoment(searchParams);
	const filter = readBoardFilter(searchParams);
	// A form sends every field; the address that people copy names only what they chose.
	if ([...searchParams.values()].includes('')) {
		redirect(303, `${resolve('/')}${boardSearch({ ...filter, ...asked }) || '?view=board'}`);
	}
	const { since: on, sinceAt: seq, ...narrowed } = filter;
	let moment = await openMoment(db, { ...asked, since: on, sinceAt: seq }, clock);
	if (moment.state === null) {
		const mark = await look(db, person.id, { on: moment.asOf, seq: moment.upto }, clock.now());
		if (mark && on === undefined) moment = await tellSince(db, moment, mark, clock);
	}
	const [board, news, dates, facets, parties, occasions, roleSections] = await Promise.all([
		openBoard(db, filter, moment),
		tellNews(db, filter, moment),
		listNextDates(db, narrowedTo(filter), moment),
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment),
		readRoleSections(app(), person)
	]);
	const { since: _, ...state } = moment;
	const { asOf, basis, upto: at } = moment;
	const take = (chart: string) =>
		takeOf(resolve('/'), chart, boardSearch({ ...narrowedTo(filter), asOf, basis, at }));
	return {
		leftOut: undatedWords(await countUndated(db, moment)),
		...{ asked, narrowed, board, news, dates, roleSections },
		moment: state,
		sinceChosen: on !== undefined,
		...{ views, closedView: opened === null ? (first?.name ?? null) : null },
		seen: searchParams.has('seen'),
		order: BOARD_ORDER[person.role],
		finding: findingOf(board.headline),
		take: { themes: take('themes'), owing: take('owing') },
		health: healthWords({ healthy: board.headline.healthy, total: board.headline.total.count }),
		facets: { ...facets, parties, occasions }
	};
};

export const actions: Actions = {
	/** From here on, changes are told since the state that the person was shown. */
	seen: async (event) => {
		const person = requireMay(event, 'read');
		const { db, clock } = app();
		const shown = readSeen(typedOf(await event.request.formData()).fields);
		await markSeen(db, person.id, shown, clock);
		const search = boardSearch({ ...readBoardFilter(event.url.searchParams) });
		redirect(303, `${resolve('/')}${search ? `${search}&` : '?'}seen=${shown.on}`);
	}
};
