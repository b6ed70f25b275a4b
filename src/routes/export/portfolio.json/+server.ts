import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { readMoment } from '#lib/schema/moment.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { streamParts } from '#lib/server/exports/stream-parts.ts';
import { logFailure } from '#lib/server/http/log.ts';
import { findReach } from '#lib/server/pledges/moment.ts';
import { exportPortfolio } from '#lib/server/portfolio/export/export-portfolio.ts';

/** Everything that the portfolio holds, as a portfolio file; with `at` or `asOf` all that was recorded by then. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const asked = readMoment(event.url.searchParams);
	if (asked.basis === 'public') {
		error(
			400,
			'A portfolio file holds what was recorded, each fact with the day it became public. Leave “basis” out.'
		);
	}
	const { asOf, upto } = await findReach(db, asked, clock.today());
	const body = await streamParts(exportPortfolio(db, upto), (failure) =>
		logFailure(failure, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	);
	return new Response(body, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="portfolio-${asOf}-at-${upto}.json"`,
			'cache-control': 'no-store'
		}
	});
};
