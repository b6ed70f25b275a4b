import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readVerdict } from '#lib/schema/verdict.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { giveVerdict } from '#lib/server/pledges/give-verdict.ts';
import { loadVerdictForm } from '#lib/server/pledges/verdicts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'verdict');
	const { db, clock } = app();
	const { code } = event.params;
	const pledge = await loadVerdictForm(db, code, clock.today());
	if (!pledge) error(404, `There is no pledge with the code ${code}.`);
	return { pledge, today: clock.today(), requestKey: crypto.randomUUID() };
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'verdict');
		const { db, clock } = app();
		const { code } = event.params;
		const typed = typedOf(await event.request.formData());
		const read = readVerdict(typed.fields, clock.today());
		if (!read.ok) return refuse(typed, read.errors, {});
		const act = actOf(person, clock, typed, event.url.pathname);
		const refused = await attempt(typed, {}, () => giveVerdict(db, act, { code, verdict: read.value }));
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=verdict#verdict`);
	}
};
