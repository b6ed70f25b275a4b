import { stoodAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { listActs, type ActPage } from '../history/list-acts.ts';
import { findPledge } from './definition.ts';

/** One page of everything that was done to a pledge up to a ledger number, the latest first; null for an unknown code. */
export async function showHistory(
	db: Db,
	code: string,
	page: number,
	upto: number
): Promise<(ActPage & { code: string; title: string }) | null> {
	const pledge = await findPledge(db, code);
	if (!pledge) return null;
	const { title } = await db
		.selectFrom('pledge_version')
		.where('pledge_id', '=', pledge.id)
		.where(stoodAt('pledge_version', upto))
		.select('title')
		.executeTakeFirstOrThrow();
	return { code: pledge.code, title, ...(await listActs(db, pledge, upto, { page })) };
}
