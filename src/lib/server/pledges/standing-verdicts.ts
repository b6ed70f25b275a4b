import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Verdict } from '#lib/domain/status.ts';
import type { Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/**
 * The verdict that stood on each of these pledges at the end of a day, as far as a ledger number tells, by pledge id:
 * the last one that was given. A verdict is public from its day on.
 */
export async function standingVerdicts(
	db: Db,
	pledgeIds: readonly number[],
	{ upto, asOf }: Pick<Reach, 'upto' | 'asOf'>
): Promise<Map<number, { group: Verdict; on: IsoDate }>> {
	if (pledgeIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('verdict')
		.distinctOn('pledge_id')
		.where('pledge_id', 'in', [...pledgeIds])
		.where('entry_seq', '<=', upto)
		.where('given_on', '<=', asOf)
		.select(['pledge_id', 'value as group', 'given_on as on'])
		.orderBy('pledge_id')
		.orderBy('id', 'desc')
		.execute();
	return new Map(rows.map(({ pledge_id, ...verdict }) => [pledge_id, verdict]));
}
