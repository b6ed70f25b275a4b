import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { movedIn, readRanking } from '#lib/schema/ranking.ts';
import type { Errors } from '#lib/schema/read.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { rankReporters } from '#lib/server/pledges/rank-reporters.ts';
import { loadRanking } from '#lib/server/pledges/reporter-ranking.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'log');
	return { ranking: await ranked(event), requestKey: crypto.randomUUID() };
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const { code } = await ranked(event);
		const typed = typedOf(await event.request.formData());
		const moved = movedIn(typed);
		if (moved) return { typed: moved, errors: {} as Errors, overtaken: false };
		const read = readRanking(typed);
		if (!read.ok) return refuse(typed, read.errors, { overtaken: false });
		const expected = Number(typed.fields.seq);
		const refused = await attempt(typed, { overtaken: false }, () =>
			rankReporters(db, actOf(person, clock, typed, event.url.pathname), { code, expected, ...read.value })
		);
		if (refused?.status === 409) {
			// The next attempt replaces what stands now, which the page shows beside the form.
			const fields = { ...typed.fields, seq: String((await ranked(event)).seq) };
			return refuse({ ...typed, fields }, refused.data.errors, { overtaken: true }, 409);
		}
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=reporters`);
	}
};

async function ranked(event: RequestEvent) {
	const code = event.params.code ?? '';
	const ranking = await loadRanking(app().db, code, app().clock.today());
	if (!ranking) error(404, `There is no pledge with the code ${code} that anything is measured of.`);
	return ranking;
}
