import type { RequestEvent } from '@sveltejs/kit';
import { app } from '../app.ts';
import { nameSession } from '../auth/sessions.ts';
import type { Tools } from '../imports/jobs.ts';
import { logFailure } from './log.ts';

/** What an import that goes on after its request works with. */
export function importTools(event: RequestEvent): Tools {
	const circumstances = { id: event.locals.requestId, status: 500, method: 'POST', route: event.route.id };
	const { person } = event.locals;
	const session = nameSession(app(), event.cookies);
	const asker = person && session ? { person, session } : null;
	return { db: app().db, asker, onFailure: (error) => logFailure(error, circumstances) };
}
