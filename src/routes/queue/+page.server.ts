import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readCheckIn } from '#lib/schema/progress.ts';
import { readQueueFilter } from '#lib/schema/queue-filter.ts';
import { queueSearch } from '#lib/schema/search.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { checkIn } from '#lib/server/pledges/check-in.ts';
import { findPledge } from '#lib/server/pledges/definition.ts';
import { lastSources } from '#lib/server/pledges/last-source.ts';
import { countWaiting, listWaiting } from '#lib/server/pledges/waiting.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { listOwnSubmissions } from '#lib/server/reviews/own-submissions.ts';
import { findReviewers } from '#lib/server/settings/settings.ts';
import { sourcesById } from '#lib/server/sources/queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'log');
	const { db, clock } = app();
	const { owner, page } = readQueueFilter(event.url.searchParams);
	const ownerId = { me: person.id, none: 'none', all: undefined }[owner];
	const list = await listWaiting(db, ownerId, page, await openMoment(db, {}, clock));
	const [looked, counts, own] = await Promise.all([
		lastSources(
			db,
			list.rows.map((row) => row.id)
		),
		countWaiting(db, person.id),
		listOwnSubmissions(db, person.id)
	]);
	return {
		...{ owner, list, looked, counts, own },
		sources: await sourcesById(db, [...looked.values()]),
		reviewers: await findReviewers(db),
		checked: (await findPledge(db, event.url.searchParams.get('checked') ?? ''))?.code ?? null,
		today: clock.today(),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	/** No change in the source that was looked at last: the rest is said by where the button stands. */
	check: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const typed = typedOf(await event.request.formData());
		const { code = '', source = '' } = typed.fields;
		const today = clock.today();
		const read = readCheckIn({ outcome: 'no_change', checked_on: today, source }, today);
		if (!read.ok) return refuse(typed, { form: Object.values(read.errors).join(' ') }, {});
		const act = actOf(person, clock, typed, event.url.pathname);
		const refused = await attempt(typed, {}, () => checkIn(db, act, { code, check: read.value }));
		if (refused) return refused;
		const search = new URLSearchParams(queueSearch(readQueueFilter(event.url.searchParams)));
		search.set('checked', code);
		redirect(303, `${resolve('/queue')}?${search.toString()}#waiting`);
	}
};
