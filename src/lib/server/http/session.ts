import type { Handle } from '@sveltejs/kit';
import { app } from '../app.ts';
import { readSession } from '../auth/sessions.ts';
import { isOutage } from '../failures.ts';

/** Finds out who asks. While the database is down nobody is known, and the guards answer with that reason. */
export const recognise: Handle = async ({ event, resolve }) => {
	try {
		event.locals.person = await readSession(app(), event.cookies);
	} catch (error) {
		if (!isOutage(error)) throw error;
		event.locals.outage = error;
	}
	return resolve(event);
};
