import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readClosing } from '#lib/schema/progress.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf, seenOf } from '#lib/server/http/submission.ts';
import { closePledge } from '#lib/server/pledges/close-pledge.ts';
import { loadRecordForm } from '#lib/server/pledges/record-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'log');
	const { code } = event.params;
	const pledge = await loadRecordForm(app().db, code);
	if (!pledge) error(404, `There is no pledge with the code ${code}.`);
	return { pledge, today: app().clock.today(), requestKey: crypto.randomUUID() };
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const { code } = event.params;
		const typed = typedOf(await event.request.formData());
		const read = readClosing(typed.fields, clock.today());
		if (!read.ok) return refuse(typed, read.errors, {});
		const refused = await attempt(typed, {}, () =>
			closePledge(db, actOf(person, clock, typed, event.url.pathname), {
				code,
				closing: read.value,
				seen: seenOf(typed)
			})
		);
		if (refused) return refused;
		const saved = read.value.state === 'reopened' ? 'reopened' : 'closed';
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=${saved}`);
	}
};
