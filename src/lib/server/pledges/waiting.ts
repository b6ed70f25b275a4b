import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { PAGE_SIZE, turnTo, type PledgePage } from './list.ts';
import { selectMatching } from './matching.ts';
import type { Moment } from './moment.ts';

/** Pledges that wait for a check: the interval runs out soon, or has run out. */
const WAITING = ['due', 'unverified'] as const;

function selectWaiting(db: Db, moment: Moment, owner?: string) {
	return selectMatching(db, moment, { owner }).where('c.freshness', 'in', WAITING);
}

/**
 * One page of the pledges that wait for a check, the longest overdue first.
 * @param owner id of an account, `none` for pledges that nobody owns, undefined for all
 */
export async function listWaiting(
	db: Db,
	owner: string | undefined,
	page: number,
	moment: Moment
): Promise<PledgePage> {
	const runsOut = sql`c.assessment -> 'freshness' ->> 'dueOn'`;
	return turnTo(db, moment, { page, perPage: PAGE_SIZE }, selectWaiting(db, moment, owner), (ids) =>
		ids.orderBy(runsOut).orderBy('c.code')
	);
}

/** How many pledges wait for a check. */
export interface WaitingCounts {
	/** those of one person */
	mine: number;
	nobodys: number;
	everybodys: number;
}

/**
 * How many pledges wait, of this person, of nobody and in all: one query, cheap enough for the head of every page.
 * It reads what stands in the read model, without bringing it up to date.
 */
export function countWaiting(db: Db, personId: string): Promise<WaitingCounts> {
	return db
		.selectFrom('pledge_current as c')
		.where('c.freshness', 'in', WAITING)
		.select(({ fn }) => [
			fn.countAll<number>().filterWhere('c.owner_id', '=', personId).as('mine'),
			fn.countAll<number>().filterWhere('c.owner_id', 'is', null).as('nobodys'),
			fn.countAll<number>().as('everybodys')
		])
		.executeTakeFirstOrThrow();
}
