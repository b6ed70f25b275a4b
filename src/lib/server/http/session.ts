import type { Handle, RequestEvent } from '@sveltejs/kit';
import { app } from '../app.ts';
import { nameSession, readSession } from '../auth/sessions.ts';
import { isOutage } from '../failures.ts';
import { writerOf } from '../imports/jobs.ts';
import type { Person } from '../people/person.ts';

/** What is answered while an import is written: its page, which can cancel it, and how far it is. */
const ANSWERED_MEANWHILE = ['/import/[job]', '/import/[job]/state'];

/** Finds out who asks. While the database is down nobody is known, and the guards answer with that reason. */
export const recognise: Handle = async ({ event, resolve }) => {
	const writer = writerAsking(event);
	if (writer) {
		Object.assign(event.locals, { person: writer, remembered: true });
		return resolve(event);
	}
	try {
		event.locals.person = await readSession(app(), event.cookies);
	} catch (error) {
		if (!isOutage(error)) throw error;
		event.locals.outage = error;
	}
	return resolve(event);
};

/**
 * The embedded database has one connection, which an import keeps while it is written: a session could be looked up
 * only after it, and nobody could cancel it. So who began to write is remembered with the import, and known again for
 * these addresses, of this import alone, from the same session, and no longer than it is being written.
 */
function writerAsking({ route, params, cookies }: RequestEvent): Person | null {
	if (app().engine !== 'pglite' || !ANSWERED_MEANWHILE.includes(route.id ?? '')) return null;
	const session = nameSession(app(), cookies);
	return session === null ? null : writerOf(params.job ?? '', session);
}
