import { redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readPageNumber } from '#lib/schema/address.ts';
import type { Read } from '#lib/schema/read.ts';
import { readBatchReview, readReview, type ReviewRead } from '#lib/schema/review.ts';
import { typedOf, type Typed } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import type { Person } from '#lib/server/people/person.ts';
import { reviewBatch, reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { listSubmissions } from '#lib/server/reviews/submissions.ts';
import { readSettings } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'verdict');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const [list, settings] = await Promise.all([
		listSubmissions(db, readPageNumber(searchParams), clock.today()),
		readSettings(db)
	]);
	return {
		...{ list, reviewer: person.id, reviewIsOn: settings.review },
		done: searchParams.get('done'),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	one: async (event) => {
		const person = requireMay(event, 'verdict');
		const typed = typedOf(await event.request.formData());
		return decide(event, person, typed, readReview(typed.fields), (act, command) =>
			reviewSubmission(app().db, act, command)
		);
	},
	all: async (event) => {
		const person = requireMay(event, 'verdict');
		const typed = typedOf(await event.request.formData());
		return decide(event, person, typed, readBatchReview(typed.fields), (act, command) =>
			reviewBatch(app().db, act, command)
		);
	}
};

/** Carries out a decision and leads back to what is left, or shows the same form again. */
async function decide<T extends ReviewRead>(
	event: RequestEvent,
	person: Person,
	typed: Typed,
	read: Read<T>,
	work: (act: Act, command: T) => Promise<void>
) {
	if (!read.ok) return refuse(typed, read.errors, {});
	const act = actOf(person, app().clock, typed, event.url.pathname);
	const refused = await attempt(typed, {}, () => work(act, read.value));
	if (refused) return refused;
	redirect(303, `${resolve('/review')}?done=${read.value.decision}`);
}
