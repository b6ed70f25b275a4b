import { error } from '@sveltejs/kit';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { formatDate } from '#lib/domain/words.ts';
import { citationOf } from '#lib/format/citation.ts';
import { readMoment } from '#lib/schema/moment.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { findPledge } from '#lib/server/pledges/definition.ts';
import { openMoment, type Moment } from '#lib/server/pledges/moment.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock, env } = app();
	const { code } = event.params;
	const asked = readMoment(event.url.searchParams);
	const moment = await openMoment(db, asked, clock);
	const pledge = await showPledge(db, code, moment);
	if (!pledge) error(404, await whyUnknown(db, code, moment));
	const headline = pledge.indicators.find((indicator) => indicator.role === 'headline');
	// Made here, so that the page sends what is drawn and not the code that works it out.
	const chart = headline ? pledgeChart(pledge, headline, moment.asOf) : null;
	const citation = citationOf({
		code: pledge.code,
		title: pledge.description.title,
		sentence: pledge.assessment.sentence,
		sources: pledge.citedSources,
		moment,
		address: new URL(event.url.pathname, env.origin).href
	});
	return { pledge, chart, citation, asked, moment, saved: event.url.searchParams.get('saved') };
};

/** There is no such pledge, or there was none yet in the state that is asked for. */
async function whyUnknown(db: Db, code: string, { asOf, basis }: Moment): Promise<string> {
	if (!(await findPledge(db, code))) return `There is no pledge with the code ${code}.`;
	return `${code} was not ${basis === 'public' ? 'public' : 'recorded here'} yet on ${formatDate(asOf)}.`;
}
