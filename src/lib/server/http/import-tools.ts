import type { RequestEvent } from '@sveltejs/kit';
import { app } from '../app.ts';
import type { Tools } from '../imports/jobs.ts';
import { logFailure } from './log.ts';

/** What an import that goes on after its request works with. */
export function importTools(event: RequestEvent): Tools {
	const circumstances = { id: event.locals.requestId, status: 500, method: 'POST', route: event.route.id };
	return { db: app().db, onFailure: (error) => logFailure(error, circumstances) };
}
