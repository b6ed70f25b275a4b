import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { readLedgerAddress } from '#lib/schema/ledger-address.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { streamText } from '#lib/server/exports/stream-text.ts';
import { logFailure } from '#lib/server/http/log.ts';
import { exportPortfolio } from '#lib/server/portfolio/export/export-portfolio.ts';

/** Everything that the portfolio holds, as a portfolio file; `at=N` as it stood at that number of the ledger. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { at } = readLedgerAddress(event.url.searchParams);
	const last = await lastSeq(db);
	const upto = at ?? last;
	if (upto > last) error(404, `The ledger ends at ${last}; choose a number up to that.`);
	const body = await streamText(exportPortfolio(db, upto), (failure) =>
		logFailure(failure, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	);
	return new Response(body, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="portfolio-${clock.today()}-ledger-${upto}.json"`,
			'cache-control': 'no-store'
		}
	});
};
