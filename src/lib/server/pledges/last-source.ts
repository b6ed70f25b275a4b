import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/**
 * The source that was last looked at for each of these pledges, by pledge id: that of the latest check, else the one
 * that the pledge is quoted from. Whoever checks again most likely looks there.
 */
export async function lastSources(db: Db, pledgeIds: readonly number[]): Promise<Map<number, number>> {
	if (pledgeIds.length === 0) return new Map();
	const ids = [...pledgeIds];
	const quoted = await db
		.selectFrom('pledge_version')
		.where('pledge_id', 'in', ids)
		.where(isLast('pledge_version'))
		.select(['pledge_id', 'source_id'])
		.execute();
	const checked = await db
		.selectFrom('check_in')
		.where('pledge_id', 'in', ids)
		.where('source_id', 'is not', null)
		.distinctOn('pledge_id')
		.select(['pledge_id', 'source_id'])
		.orderBy('pledge_id')
		.orderBy('checked_on', 'desc')
		.orderBy('id', 'desc')
		.execute();
	return new Map(
		[...quoted, ...checked].flatMap(({ pledge_id, source_id }) =>
			source_id === null ? [] : [[pledge_id, source_id] as const]
		)
	);
}
