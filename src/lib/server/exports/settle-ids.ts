import { sql } from 'kysely';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';
import { listPledgeIds } from '../pledges/list.ts';
import type { Moment } from '../pledges/moment.ts';
import { keepPast } from '../pledges/past.ts';

/**
 * The pledges of a list at a moment, in its order. The present picture is listed in a state that nothing was added to;
 * where somebody was faster, the state is listed as the past one that it is by now.
 */
export async function settleIds(db: Db, filter: PledgeFilter, moment: Moment): Promise<number[]> {
	if (moment.state !== null) return listPledgeIds(db, filter, moment);
	const ids = await db.transaction().execute(async (trx) => {
		await sql`set transaction isolation level repeatable read read only`.execute(trx);
		return (await lastSeq(trx)) === moment.upto ? listPledgeIds(trx, filter, moment) : null;
	});
	if (ids) return ids;
	const now = new Date(`${moment.asOf}T23:59:59Z`);
	return listPledgeIds(db, filter, { ...moment, state: await keepPast(db, moment, now) });
}
