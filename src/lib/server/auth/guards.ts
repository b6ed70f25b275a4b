import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { may, rolesThatMay, type Action, type Role } from '#lib/domain/permissions.ts';
import type { Person } from '../people/person.ts';

/** What each permission lets a person do, to end the sentence "Only an analyst may …". */
const DEEDS: Record<Action, string> = {
	read: 'read this',
	log: 'log pledges and record progress',
	verdict: 'give verdicts and review submissions',
	comment: 'comment on pledges',
	administer: 'manage accounts and settings'
};

const WITH_ARTICLE: Record<Role, string> = {
	viewer: 'a viewer',
	analyst: 'an analyst',
	manager: 'a manager',
	admin: 'an admin'
};

/**
 * The person who is signed in. Every load, action and endpoint begins with this or `requireMay`.
 * @throws redirect to the sign-in page when someone anonymous opens a page; 401 for anything else; 503 when sessions
 * cannot be looked up because the database is down
 */
export function requirePerson(event: RequestEvent): Person {
	refuseOutage(event);
	const { person } = event.locals;
	if (person) return person;
	if (opensPage(event)) {
		const next = event.url.pathname + event.url.search;
		redirect(
			303,
			next === '/' ? resolve('/sign-in') : `${resolve('/sign-in')}?next=${encodeURIComponent(next)}`
		);
	}
	if (event.request.method === 'POST') {
		error(
			401,
			'Nothing was saved, because you are not signed in or your session has ended. Sign in in another tab first; then come back to this one and press Back: your browser brings back what you typed, and you can save it.'
		);
	}
	error(401, 'You are not signed in, or your session has ended. Sign in, then try again.');
}

/**
 * The person who is signed in, if their role allows the action.
 * @throws like `requirePerson`; 403 with a sentence that names the roles that may
 */
export function requireMay(event: RequestEvent, action: Action): Person {
	const person = requirePerson(event);
	if (may(person.role, action)) return person;
	const allowed = rolesThatMay(action).map((role) => WITH_ARTICLE[role]);
	const who = new Intl.ListFormat('en', { type: 'disjunction' }).format(allowed);
	error(403, `Only ${who} may ${DEEDS[action]}; you are signed in as ${WITH_ARTICLE[person.role]}.`);
}

/** For public pages that still need the database: 503 while it cannot be reached. */
export function refuseOutage(event: RequestEvent): void {
	if (event.locals.outage) throw event.locals.outage;
}

/** A person who opens a page, as opposed to a form, a script or a download that is not asked for by a browser. */
function opensPage(event: RequestEvent): boolean {
	if (event.request.method !== 'GET' && event.request.method !== 'HEAD') return false;
	if (event.isDataRequest || event.request.headers.get('accept')?.includes('text/html')) return true;
	return !/\.\w+$/.test(event.url.pathname);
}
