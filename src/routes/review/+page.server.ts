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
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { reviewBatch, reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { listSubmissions } from '#lib/server/reviews/submissions.ts';
import { findReviewers } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'verdict');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const [list, mine, reviewers] = await Promise.all([
		listSubmissions(db, readPageNumber(searchParams), clock.today()),
		countWaitingSubmissions(db, person.id),
		findReviewers(db)
	]);
	const count = Number(/^[1-9]\d{0,8}$/.exec(searchParams.get('count') ?? '')?.[0] ?? 1);
	return {
		// what this person may decide on: the number beside the way here
		...{ list, mine, reviewer: person.id, reviewIsOn: reviewers !== null },
		done: { decision: searchParams.get('done'), count },
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	one: async (event) => {
		const person = requireMay(event, 'verdict');
		const typed = typedOf(await event.request.formData());
		return decide(event, person, typed, readReview(typed.fields), async (act, command) => {
			await reviewSubmission(app().db, act, command);
			return 1;
		});
	},
	all: async (event) => {
		const person = requireMay(event, 'verdict');
		const typed = typedOf(await event.request.formData());
		return decide(event, person, typed, readBatchReview(typed), (act, command) =>
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
	work: (act: Act, command: T) => Promise<number | undefined>
) {
	if (!read.ok) return refuse(typed, read.errors, {});
	const act = actOf(person, app().clock, typed, event.url.pathname);
	let count: number | undefined;
	const refused = await attempt(typed, {}, async () => {
		count = await work(act, read.value);
	});
	if (refused) return refused;
	redirect(
		303,
		`${resolve('/review')}?done=${read.value.decision}${count && count > 1 ? `&count=${count}` : ''}`
	);
}
