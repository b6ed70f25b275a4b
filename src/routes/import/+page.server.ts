import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { columnHelp } from '#lib/server/imports/columns.ts';
import { readGiven, withoutLongText } from '#lib/server/imports/given.ts';
import { settled, startJob, type Job } from '#lib/server/imports/jobs.ts';
import { importTools } from '#lib/server/http/import-tools.ts';
import type { Actions, PageServerLoad } from './$types';

/** A check that takes no longer is answered with its result at once, in milliseconds. */
const PATIENCE = 1500;

export const load: PageServerLoad = (event) => {
	requireMay(event, 'log');
	return {
		columns: { pledges: columnHelp('pledges'), actuals: columnHelp('actuals') },
		format: event.url.searchParams.get('format') === 'pledges' ? 'pledges' : 'actuals'
	};
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const form = await event.request.formData();
		const typed = typedOf(form);
		const file = form.get('file');
		let job: Job | null = null;
		const refused = await attempt(withoutLongText(typed), {}, async () => {
			const given = await readGiven(typed.fields, file instanceof File ? file : null);
			const act = actOf(person, app().clock, { fields: {}, rows: {} }, event.url.pathname);
			job = startJob(importTools(event), act, given);
			await settled(job, PATIENCE);
		});
		if (refused) return refused;
		redirect(303, resolve('/import/[job]', { job: (job as Job | null)?.id ?? '' }));
	}
};
