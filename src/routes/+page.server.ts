import { finding, tally, tallyByTheme } from '#lib/domain/portfolio.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listAttention, listNews, listNextDates } from '#lib/server/pledges/board.ts';
import { countPledges } from '#lib/server/pledges/list.ts';
import { listOccasions } from '#lib/server/portfolio/occasions.ts';
import type { PageServerLoad } from './$types';

/** How many of the latest records the board names. */
const NEWS = 6;

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const today = clock.today();
	const counts = await countPledges(db, {}, today);
	const [attention, dates, news, occasions] = await Promise.all([
		listAttention(db, today),
		listNextDates(db, today),
		listNews(db, NEWS),
		listOccasions(db, 3)
	]);
	const headline = tally(counts.filter((row) => row.counted));
	return {
		today,
		finding: finding(headline),
		headline,
		rest: tally(counts.filter((row) => !row.counted)),
		themes: tallyByTheme(counts),
		attention,
		dates,
		news,
		occasions
	};
};
