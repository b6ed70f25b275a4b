import { resolve } from '$app/paths';
import { readMoment } from '#lib/schema/moment.ts';
import { momentSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { answerChart } from '#lib/server/http/chart-download.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { pledgeCharts } from '../charts.ts';
import { findShown } from '../found.ts';
import type { RequestHandler } from './$types';

/** A chart of the pledge's page with the same query string, as a picture or as its data. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { code } = event.params;
	const { searchParams } = event.url;
	const asked = readMoment(searchParams);
	const moment = await openNamed(db, asked, clock);
	const pledge = await findShown(db, code, moment, asked);
	const { asOf, basis, upto } = moment;
	return answerChart(event, {
		name: pledge.code,
		charts: pledgeCharts(pledge, asOf, searchParams.has('former')),
		readAt: { asOf, basis, upto, filters: `Code: ${pledge.code}` },
		scope: `Pledge ${pledge.code}.`,
		page: `${resolve('/pledges/[code]', { code })}${momentSearch({ asOf, basis, at: upto })}`
	});
};
