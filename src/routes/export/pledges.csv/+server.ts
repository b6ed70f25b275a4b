import type { RequestHandler } from './$types';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { answerTable } from '#lib/server/http/table-download.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';

/** Exactly the rows of the list with the same query string, all its pages. */
export const GET: RequestHandler = (event) => {
	requireMay(event, 'read');
	return answerTable(event, { name: 'pledges', columns: PLEDGE_COLUMNS, read: readPledges });
};
