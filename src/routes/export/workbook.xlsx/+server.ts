import type { RequestHandler } from './$types';
import { requireMay } from '#lib/server/auth/guards.ts';
import { answerWorkbook } from '#lib/server/http/workbook-download.ts';

/** The list with the same query string as a workbook: its pledges, their figures, every change, and the sources. */
export const GET: RequestHandler = (event) => {
	requireMay(event, 'read');
	return answerWorkbook(event);
};
