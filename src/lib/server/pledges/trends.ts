import type { IsoDate } from '#lib/domain/calendar.ts';
import { tally, tallyByTheme, type Tally } from '#lib/domain/portfolio.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { listParties } from '../portfolio/parties.ts';
import { openCourse } from './course.ts';
import { countPledges } from './counts.ts';
import type { Moment } from './moment.ts';

/** Parties of which pledges are counted at the most: those with the most of them. */
const PARTIES = 24;

/** How a selection of pledges stands, and how it got there. */
export interface Trends {
	now: Tally;
	/** every month end, and the ledger number that is read: what was public then */
	days: { on: IsoDate; upto: number; tally: Tally }[];
	themes: (Tally & { theme: string })[];
	/** a pledge of several parties is counted with each; empty where one party is chosen */
	parties: (Tally & { id: number; name: string })[];
}

/** Counts of what matches a filter, from the list's own query. @param now when it is asked */
export async function loadTrends(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment,
	now: Date
): Promise<Trends> {
	const course = await openCourse(db, moment, now);
	const counts = await countPledges(db, filter, moment);
	const known = filter.party === undefined ? await listParties(db, moment) : [];
	const [days, parties] = await Promise.all([
		Promise.all(
			course.map(async (day) => ({
				on: day.asOf,
				upto: day.upto,
				tally: tally(await countPledges(db, filter, day))
			}))
		),
		Promise.all(
			known.map(async ({ id, name }) => ({
				...{ id, name },
				...tally(await countPledges(db, { ...filter, party: id }, moment))
			}))
		)
	]);
	const first = days.findIndex((day) => day.tally.total > 0);
	return {
		now: tally(counts),
		days: first < 0 ? [] : days.slice(first),
		themes: tallyByTheme(counts),
		parties: parties
			.filter(({ total }) => total > 0)
			.sort((one, other) => other.total - one.total)
			.slice(0, PARTIES)
	};
}
