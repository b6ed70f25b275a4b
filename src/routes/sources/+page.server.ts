import { readSourceFilter } from '#lib/schema/source-filter.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listSources } from '#lib/server/sources/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const filter = readSourceFilter(event.url.searchParams);
	return { filter, list: await listSources(app().db, filter) };
};
