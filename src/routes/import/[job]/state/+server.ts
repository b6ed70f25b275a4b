import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { requireMay } from '#lib/server/auth/guards.ts';
import { findJob } from '#lib/server/imports/jobs.ts';

/** How far an import is, for the page that shows it. */
export const GET: RequestHandler = (event) => {
	const person = requireMay(event, 'log');
	const job = findJob(person.id, event.params.job);
	if (!job) error(404, 'This import is not here any more.');
	return json({ state: job.state, share: job.share });
};
