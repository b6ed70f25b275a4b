import { randomUUID } from 'node:crypto';
import type { Handle } from '@sveltejs/kit';

/** Gives every request a short name that the log and the error page share. */
export const nameRequest: Handle = ({ event, resolve }) => {
	event.locals.requestId = randomUUID().slice(0, 8);
	event.locals.person = null;
	return resolve(event);
};
