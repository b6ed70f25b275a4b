import type { Cookies } from '@sveltejs/kit';
import { Lucia, TimeSpan, type Cookie } from 'lucia';
import type { App } from '../app.ts';
import type { Person } from '../people/person.ts';
import { deleteSessionsOf, listSessionRows } from '../people/sessions.ts';
import { hashSessionId, makeAdapter } from './adapter.ts';

/** A session ends after this many days without a visit; a visit in their second half prolongs it. */
export const SESSION_DAYS = 14;

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof makeLucia>;
		DatabaseUserAttributes: Omit<Person, 'id'>;
	}
}

type Parts = Pick<App, 'db' | 'env'>;

/** One sign-in of a person, as their account page lists it. */
export interface SessionView {
	signedInAt: Date;
	expiresAt: Date;
	/** the one that asks */
	current: boolean;
}

/**
 * The person behind the session cookie, or null. Prolongs a session that is past half its time, and takes back a
 * cookie that is no session any more.
 */
export async function readSession(parts: Parts, cookies: Cookies): Promise<Person | null> {
	const lucia = makeLucia(parts);
	const id = cookies.get(lucia.sessionCookieName);
	if (!id) return null;
	const { session, user } = await lucia.validateSession(id);
	if (session?.fresh) setCookie(cookies, lucia.createSessionCookie(session.id));
	if (!session) setCookie(cookies, lucia.createBlankSessionCookie());
	return user && { id: user.id, name: user.name, email: user.email, role: user.role };
}

/** What names the session of this browser where nothing may be known of it: the hash of its id, as it is stored. */
export function nameSession(parts: Parts, cookies: Cookies): string | null {
	const id = cookies.get(makeLucia(parts).sessionCookieName);
	return id ? hashSessionId(id) : null;
}

/** Signs a person in on this browser under a new session id; whatever session the browser had before ends. */
export async function openSession(parts: Parts, cookies: Cookies, accountId: string): Promise<void> {
	const lucia = makeLucia(parts);
	const former = cookies.get(lucia.sessionCookieName);
	if (former) await lucia.invalidateSession(former);
	await lucia.deleteExpiredSessions();
	const session = await lucia.createSession(accountId, {});
	setCookie(cookies, lucia.createSessionCookie(session.id));
}

/** Ends the session of this browser, on both sides. */
export async function closeSession(parts: Parts, cookies: Cookies): Promise<void> {
	const lucia = makeLucia(parts);
	const id = cookies.get(lucia.sessionCookieName);
	if (id) await lucia.invalidateSession(id);
	setCookie(cookies, lucia.createBlankSessionCookie());
}

/** Ends every session of the account but the one that asks. */
export async function closeOtherSessions(parts: Parts, cookies: Cookies, accountId: string): Promise<void> {
	await deleteSessionsOf(parts.db, accountId, nameSession(parts, cookies) ?? '');
}

/** The account's sessions, newest first. */
export async function listSessions(
	parts: Parts,
	cookies: Cookies,
	accountId: string
): Promise<SessionView[]> {
	const current = nameSession(parts, cookies);
	const rows = await listSessionRows(parts.db, accountId);
	return rows.map(({ idHash, createdAt, expiresAt }) => ({
		signedInAt: createdAt,
		expiresAt,
		current: idHash === current
	}));
}

function makeLucia({ db, env }: Parts) {
	const secure = new URL(env.origin).protocol === 'https:';
	// Lucia reads the real clock, as browsers do for cookies, even where TODAY fixes the product's day.
	const lifetime = new TimeSpan(SESSION_DAYS, 'd');
	return new Lucia(makeAdapter(db, lifetime.milliseconds()), {
		sessionExpiresIn: lifetime,
		sessionCookie: {
			// With this prefix a browser takes the cookie from this very host only, over https.
			name: secure ? '__Host-session' : 'session',
			attributes: { secure, sameSite: 'lax', path: '/' }
		},
		getUserAttributes: ({ name, email, role }: Omit<Person, 'id'>) => ({ name, email, role })
	});
}

function setCookie(cookies: Cookies, { name, value, attributes }: Cookie): void {
	const { maxAge, httpOnly, secure, sameSite } = attributes;
	cookies.set(name, value, { path: '/', maxAge, httpOnly, secure, sameSite });
}
