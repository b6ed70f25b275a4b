import { sequence } from '@sveltejs/kit/hooks';
import type { ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { startApp, StartRefused } from '#lib/server/app.ts';
import { FolderInUse } from '#lib/server/db/lock.ts';
import { EnvError, readEnv } from '#lib/server/env.ts';
import { limitBody } from '#lib/server/http/body-limit.ts';
import { protect } from '#lib/server/http/headers.ts';
import { oneName } from '#lib/server/http/loopback.ts';
import { answerFailure, setStatus } from '#lib/server/http/outcome.ts';
import { nameRequest } from '#lib/server/http/request-id.ts';
import { recognise } from '#lib/server/http/session.ts';

/** What happens to every request, in this order; the answer comes back through them the other way round. */
export const handle = sequence(nameRequest, protect, setStatus, oneName, limitBody, recognise);

export const handleError = answerFailure;

/** Opens the database before the first request; without one there is nothing to serve. */
export const init: ServerInit = async () => {
	if (building) return;
	try {
		const { close } = await startApp(readEnv());
		process.once('sveltekit:shutdown', () => void close());
	} catch (error) {
		const explained =
			error instanceof EnvError || error instanceof FolderInUse || error instanceof StartRefused;
		console.error(explained ? error.message : error);
		process.exit(1);
	}
};
