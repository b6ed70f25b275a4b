import { may, type Role } from '#lib/domain/permissions.ts';
import { app } from '#lib/server/app.ts';
import { isOutage } from '#lib/server/failures.ts';
import { findFirstView } from '#lib/server/people/saved-views.ts';
import type { Person } from '#lib/server/people/person.ts';
import { countWaiting } from '#lib/server/pledges/waiting.ts';
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { countOwnSubmissions } from '#lib/server/reviews/own-submissions.ts';
import type { LayoutServerLoad } from './$types';

export const _public = 'the frame around every page, the sign-in page and error pages included';

export const load: LayoutServerLoad = async ({ locals }) => {
	const { person } = locals;
	const { clock } = app();
	const { waiting, hasFirstView } = await frameOf(locals.remembered ? null : person);
	return {
		person: person && { id: person.id, name: person.name, email: person.email, role: person.role },
		...{ hasFirstView, ways: person ? waysOf(person.role, waiting, hasFirstView) : [] },
		today: clock.today(),
		clockIsFixed: clock.fixed
	};
};

/** Where the head of every page leads somebody of this role. */
function waysOf(
	role: Role,
	count: number,
	hasFirstView: boolean
): { href: string; label: string; count?: number }[] {
	return [
		// The bare address opens the person's own first view.
		{ href: hasFirstView ? '/?view=board' : '/', label: 'Board' },
		{ href: '/pledges', label: 'Pledges' },
		...(may(role, 'log') ? [{ href: '/queue', label: 'Queue', count }] : []),
		...(may(role, 'verdict') ? [{ href: '/review', label: 'Review', count }] : []),
		{ href: '/trends', label: 'Trends' },
		{ href: '/sources', label: 'Sources' },
		{ href: '/method', label: 'Method' },
		...(may(role, 'administer')
			? [
					{ href: '/admin/users', label: 'Accounts' },
					{ href: '/admin/settings', label: 'Settings' }
				]
			: [])
	];
}

/**
 * What the frame says of this person: how much waits for them, and whether a view of theirs opens first. The frame
 * stands without it when the database has just gone.
 */
async function frameOf(
	person: Person | null | undefined
): Promise<{ waiting: number; hasFirstView: boolean }> {
	const nothing = { waiting: 0, hasFirstView: false };
	if (!person) return nothing;
	try {
		const [waiting, first] = await Promise.all([waitingFor(person), findFirstView(app().db, person.id)]);
		return { waiting, hasFirstView: first !== undefined };
	} catch (error) {
		if (!isOutage(error)) throw error;
		return nothing;
	}
}

/** Pledges to check and submissions that came back, or submissions to decide on. */
async function waitingFor(person: Person): Promise<number> {
	const { db } = app();
	if (may(person.role, 'verdict')) return countWaitingSubmissions(db, person.id);
	if (!may(person.role, 'log')) return 0;
	const [checks, own] = await Promise.all([countWaiting(db, person.id), countOwnSubmissions(db, person.id)]);
	return checks.mine + own.returned;
}
