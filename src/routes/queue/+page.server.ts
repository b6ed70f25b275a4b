import { readQueueFilter } from '#lib/schema/queue-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { countWaiting, listWaiting } from '#lib/server/pledges/list.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { listOwnSubmissions } from '#lib/server/reviews/own-submissions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'log');
	const { db, clock } = app();
	const today = clock.today();
	const { owner, page } = readQueueFilter(event.url.searchParams);
	const ownerId = { me: person.id, none: 'none', all: undefined }[owner];
	const list = await listWaiting(db, ownerId, page, await openMoment(db, {}, clock));
	const [counts, own] = await Promise.all([countWaiting(db, person.id), listOwnSubmissions(db, person.id)]);
	return { owner, list, counts, own, today };
};
