import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { withMoreRows } from '#lib/schema/grid.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { FILTER_KEYS } from '#lib/schema/search.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import type { Person } from '#lib/server/people/person.ts';
import { gridOptions, startGrid, type GridAsked } from '#lib/server/pledges/grid-form.ts';
import { recordGrid } from '#lib/server/pledges/record-grid.ts';
import { listBatch } from '#lib/server/pledges/recorded-batch.ts';
import { findReviewers } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'log');
	const { db, clock } = app();
	const batch = event.url.searchParams.get('saved');
	if (batch !== null) return { saved: await recorded(batch), grid: null, draft: person.id };
	const [options, start, reviewers] = await Promise.all([
		gridOptions(db),
		startGrid(db, askedOf(event.url.searchParams), clock),
		findReviewers(db)
	]);
	return {
		saved: null,
		grid: { options, start, reviewers, requestKey: crypto.randomUUID() },
		draft: person.id
	};
};

export const actions: Actions = {
	save: async (event) => {
		const person = requireMay(event, 'log');
		return answer(event, person, 'record');
	},
	check: async (event) => {
		const person = requireMay(event, 'log');
		return answer(event, person, 'try');
	},
	more: async (event) => {
		requireMay(event, 'log');
		const typed = withMoreRows(typedOf(await event.request.formData()));
		return { typed, errors: {}, formers: {}, purpose: 'more' as const };
	}
};

/** Leads to what was recorded, or shows the grid again with what is to be corrected. */
async function answer(event: RequestEvent, person: Person, purpose: 'record' | 'try') {
	const { db, clock } = app();
	const typed = typedOf(await event.request.formData());
	const act = actOf(person, clock, typed, event.url.pathname + purpose);
	const batch = act.requestKey ?? crypto.randomUUID();
	const outcome = await recordGrid(db, { ...act, batch }, typed, purpose);
	if (outcome.recorded) redirect(303, `${resolve('/record')}?saved=${batch}`);
	const { errors, formers } = outcome;
	const shown = { formers, purpose };
	if (Object.keys(errors).length > 0) return refuse(outcome.typed, errors, shown);
	return { typed: outcome.typed, errors, ...shown };
}

/** Which pledges the address asks for: some by their codes, or those that a list's filter matches. */
function askedOf(params: URLSearchParams): GridAsked {
	const codes = params.getAll('code').filter((code) => code.trim() !== '');
	if (codes.length > 0) return { codes };
	const filter = readPledgeFilter(params);
	return FILTER_KEYS.some((key) => filter[key] !== undefined) ? { filter } : null;
}

/** @throws 404 for a batch in which no figure was recorded */
async function recorded(batch: string) {
	const { db } = app();
	const list = /^[\w-]{1,100}$/.test(batch) ? await listBatch(db, batch, await lastSeq(db)) : null;
	if (list && list.total > 0) return list;
	error(404, 'Nothing was recorded together under this address.');
}
