import { undatedWords } from '#lib/domain/known-on.ts';
import { finding, tally, tallyByTheme } from '#lib/domain/portfolio.ts';
import { readMoment } from '#lib/schema/moment.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listAttention, listNews, listNextDates } from '#lib/server/pledges/board.ts';
import { countPledges } from '#lib/server/pledges/list.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { countUndated } from '#lib/server/pledges/undated.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import type { PageServerLoad } from './$types';

/** How many of the latest records the board names. */
const NEWS = 6;

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const asked = readMoment(event.url.searchParams);
	const moment = await openMoment(db, asked, clock);
	const counts = await countPledges(db, {}, moment);
	const [attention, dates, news, occasions, undated] = await Promise.all([
		listAttention(db, moment),
		listNextDates(db, moment),
		// When something was recorded says nothing of what was public.
		moment.basis === 'public' ? [] : listNews(db, NEWS, moment),
		listOccasions(db, moment, 3),
		countUndated(db, moment)
	]);
	const headline = tally(counts.filter((row) => row.counted));
	return {
		asked,
		moment,
		finding: finding(headline),
		headline,
		rest: tally(counts.filter((row) => !row.counted)),
		themes: tallyByTheme(counts),
		attention,
		dates,
		news,
		occasions,
		leftOut: undatedWords(undated)
	};
};
