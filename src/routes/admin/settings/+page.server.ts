import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { formatMoment } from '#lib/format/dates.ts';
import { readSettingsForm } from '#lib/schema/settings.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { changeSettings } from '#lib/server/settings/change-settings.ts';
import { findReviewers, listSettingChanges, readSettings } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'administer');
	const { db } = app();
	const [settings, waiting, reviewers, changes] = await Promise.all([
		readSettings(db),
		countWaitingSubmissions(db),
		findReviewers(db),
		listSettingChanges(db)
	]);
	return {
		...{ settings, waiting, reviewers },
		changes: changes.map(({ at, ...change }) => ({ ...change, when: formatMoment(change.on, at) })),
		saved: event.url.searchParams.has('saved'),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'administer');
		const { db, clock } = app();
		const typed = typedOf(await event.request.formData());
		const read = readSettingsForm(typed.fields);
		if (!read.ok) return refuse(typed, read.errors, {});
		const act = actOf(person, clock, typed, event.url.pathname);
		const refused = await attempt(typed, {}, () => changeSettings(db, act, read.value));
		if (refused) return refused;
		redirect(303, `${resolve('/admin/settings')}?saved`);
	}
};
