import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { typedOf } from '#lib/schema/typed.ts';
import { readView, readViewFilter, readViewId, readViewName } from '#lib/schema/view.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { deleteView, listViews, openFirst, renameView, saveView } from '#lib/server/people/saved-views.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'read');
	const { db, clock } = app();
	const moment = await openMoment(db, {}, clock);
	const [views, facets, parties, occasions] = await Promise.all([
		listViews(db, person.id),
		listFacets(db, moment),
		listParties(db, moment),
		listOccasions(db, moment)
	]);
	return {
		views: views.map((view) => ({ ...view, filter: readViewFilter(view.page, view.search) })),
		facets: { ...facets, parties, occasions },
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	save: async (event) => {
		const person = requireMay(event, 'read');
		const typed = typedOf(await event.request.formData());
		const read = readView(typed.fields);
		if (!read.ok) return refuse(typed, read.errors, { about: 'save' });
		const refused = await attempt(typed, { about: 'save' }, () => saveView(app().db, person.id, read.value));
		if (refused) return refused;
		const { page, search } = read.value;
		// Without a parameter the board's address opens the person's own first view.
		redirect(
			303,
			page === 'board' ? `${resolve('/')}${search || '?view=board'}` : resolve('/pledges') + search
		);
	},
	rename: async (event) => {
		const person = requireMay(event, 'read');
		const typed = typedOf(await event.request.formData());
		const about = typed.fields.id ?? '';
		const read = readViewName(typed.fields);
		if (!read.ok) return refuse(typed, read.errors, { about });
		const refused = await attempt(typed, { about }, () => renameView(app().db, person.id, read.value));
		if (refused) return refused;
		redirect(303, `${resolve('/views')}?done=renamed`);
	},
	remove: async (event) => {
		const person = requireMay(event, 'read');
		await deleteView(app().db, person.id, readViewId(typedOf(await event.request.formData()).fields));
		redirect(303, `${resolve('/views')}?done=deleted`);
	},
	first: async (event) => {
		const person = requireMay(event, 'read');
		await openFirst(app().db, person.id, readViewId(typedOf(await event.request.formData()).fields));
		redirect(303, `${resolve('/views')}?done=first`);
	},
	board: async (event) => {
		const person = requireMay(event, 'read');
		await openFirst(app().db, person.id, null);
		redirect(303, `${resolve('/views')}?done=board`);
	}
};
