import type { RequestHandler } from './$types';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { answerTable } from '#lib/server/http/table-download.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';

/** The standing figures of the pledges of the list with the same query string. */
export const GET: RequestHandler = (event) => {
	requireMay(event, 'read');
	return answerTable(event, { name: 'actuals', columns: ACTUAL_COLUMNS, read: readActuals });
};
