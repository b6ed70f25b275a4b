import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readConsent } from '#lib/schema/import.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { importTools } from '#lib/server/http/import-tools.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { cancelJob, confirmJob, findJob, settled, type Job } from '#lib/server/imports/jobs.ts';
import { showJob } from '#lib/server/imports/show-job.ts';
import type { Person } from '#lib/server/people/person.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is written within this time is answered as done, in milliseconds. */
const PATIENCE = 1500;

export const load: PageServerLoad = (event) => {
	const person = requireMay(event, 'log');
	return { job: showJob(own(event, person)) };
};

export const actions: Actions = {
	confirm: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const job = own(event, person);
		const read = readConsent(typed.fields);
		if (!read.ok) return refuse(typed, read.errors, {});
		const act = actOf(person, app().clock, typed, event.url.pathname);
		const refused = await attempt(typed, {}, async () => {
			confirmJob(importTools(event), act, job, read.value);
			await settled(job, PATIENCE);
		});
		if (refused) return refused;
		redirect(303, resolve('/import/[job]', { job: job.id }));
	},
	cancel: async (event) => {
		const person = requireMay(event, 'log');
		const job = own(event, person);
		await cancelJob(job);
		redirect(303, resolve('/import/[job]', { job: job.id }));
	}
};

/** The import of this address. @throws 404 for one that this person did not begin, or that is gone */
function own(event: RequestEvent, person: Person): Job {
	const job = findJob(person.id, event.params.job ?? '');
	if (job) return job;
	error(
		404,
		'This import is not here any more: nobody looked at it for half an hour, a later one took its place, or the product was started again. What was not confirmed is not written; begin again.'
	);
}
