import { may } from '#lib/domain/permissions.ts';
import { app } from '#lib/server/app.ts';
import { isOutage } from '#lib/server/failures.ts';
import type { Person } from '#lib/server/people/person.ts';
import { countWaiting } from '#lib/server/pledges/list.ts';
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { countOwnSubmissions } from '#lib/server/reviews/own-submissions.ts';
import type { LayoutServerLoad } from './$types';

export const _public = 'the frame around every page, the sign-in page and error pages included';

export const load: LayoutServerLoad = async ({ locals }) => {
	const { person } = locals;
	const { clock } = app();
	return {
		person: person && { id: person.id, name: person.name, email: person.email, role: person.role },
		waiting: locals.remembered ? 0 : await waitingFor(person),
		today: clock.today(),
		clockIsFixed: clock.fixed
	};
};

/**
 * How much waits for this person: pledges to check and submissions that came back, or submissions to decide on. The
 * frame stands without it when the database has just gone.
 */
async function waitingFor(person: Person | null | undefined): Promise<number> {
	if (!person) return 0;
	try {
		const { db } = app();
		if (may(person.role, 'verdict')) return await countWaitingSubmissions(db, person.id);
		if (!may(person.role, 'log')) return 0;
		const [checks, own] = await Promise.all([
			countWaiting(db, person.id),
			countOwnSubmissions(db, person.id)
		]);
		return checks.mine + own.returned;
	} catch (error) {
		if (!isOutage(error)) throw error;
		return 0;
	}
}
