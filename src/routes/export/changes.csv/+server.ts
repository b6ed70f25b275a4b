import type { RequestHandler } from './$types';
import { requireMay } from '#lib/server/auth/guards.ts';
import { openChanges, readChangeLines } from '#lib/server/exports/changes.ts';
import { answerTable } from '#lib/server/http/table-download.ts';
import { CHANGE_COLUMNS } from '#lib/tabular/change-columns.ts';

/**
 * Every change of the pledges of the list with the same query string; without a filter of everything that the ledger
 * holds.
 */
export const GET: RequestHandler = (event) => {
	requireMay(event, 'read');
	return answerTable(event, {
		name: 'changes',
		columns: CHANGE_COLUMNS,
		open: openChanges,
		read: readChangeLines
	});
};
