import type { IsoDate } from '#lib/domain/calendar.ts';
import { isKnownOn, knownBy, type AsOfOptions, type Basis } from '#lib/domain/eligible.ts';
import { assess, RULE_VERSION } from '#lib/domain/progress.ts';
import type { Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/ledger.ts';
import { describe, rowOf } from './current-row.ts';
import { loadFacts } from './facts.ts';

/** How many pledges are assessed and written at once. */
const AT_ONCE = 200;

/** How many states are kept, and how long one is kept at least, in milliseconds: a download may still read it. */
const KEPT = 20;
const KEPT_FOR = 3_600_000;

/**
 * The id of a past state of the read model, worked out from the facts if it is not kept already. What is asked for the
 * first time takes about two milliseconds a pledge.
 */
export async function keepPast(db: Db, { asOf, basis, upto }: Reach, now: Date): Promise<number> {
	const wanted = { as_of: asOf, basis, upto_seq: upto, method: RULE_VERSION };
	const known = await findState(db, wanted);
	if (known !== undefined) {
		// Whoever asks may read it for a while, so it counts as new.
		await db.updateTable('past_state').set({ made_at: now }).where('id', '=', known).execute();
		return known;
	}
	return inTransaction(db, async (trx) => {
		// Somebody else may be working it out: then this waits for them, and takes what they have made.
		const made = await trx
			.insertInto('past_state')
			.values({ ...wanted, made_at: now })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) return (await findState(trx, wanted)) ?? Promise.reject(new Error('A past state was lost.'));
		await forgetOldest(trx, now);
		const ids = await pledgesBy(trx, upto);
		for (let from = 0; from < ids.length; from += AT_ONCE) {
			await assessPast(trx, made.id, ids.slice(from, from + AT_ONCE), asOf, { basis, at: upto });
		}
		return made.id;
	});
}

async function findState(
	db: Db,
	state: { as_of: IsoDate; basis: Basis; upto_seq: number; method: string }
): Promise<number | undefined> {
	const found = await db
		.selectFrom('past_state')
		.select('id')
		.where((eb) => eb.and(state))
		.executeTakeFirst();
	return found?.id;
}

/** The pledges that were logged by then, in their order; which of them were public is for the facts to say. */
async function pledgesBy(trx: Db, upto: number): Promise<number[]> {
	const rows = await trx
		.selectFrom('pledge')
		.select('id')
		.where('entry_seq', '<=', upto)
		.orderBy('id')
		.execute();
	return rows.map((row) => row.id);
}

async function assessPast(
	trx: Db,
	stateId: number,
	ids: readonly number[],
	asOf: IsoDate,
	options: Required<AsOfOptions>
): Promise<void> {
	const [facts, descriptions] = [
		await loadFacts(trx, ids),
		await describe(trx, ids, { asOf, basis: options.basis, upto: options.at })
	];
	const state = { state_id: stateId };
	const rows = [...facts].flatMap(([id, pledge]) => {
		const about = descriptions.get(id);
		if (!about || !isKnownOn(pledge, asOf, options)) return [];
		const assessment = assess(pledge, asOf, options);
		return [{ ...state, ...rowOf(id, about, knownBy(pledge, asOf, options), assessment, options.at) }];
	});
	const parties = rows.flatMap(({ pledge_id }) =>
		(descriptions.get(pledge_id)?.parties ?? []).map(({ party_id, role }) => ({
			...state,
			pledge_id,
			party_id,
			role
		}))
	);
	if (rows.length > 0) await trx.insertInto('past_pledge').values(rows).execute();
	if (parties.length > 0) await trx.insertInto('past_pledge_party').values(parties).execute();
}

async function forgetOldest(trx: Db, now: Date): Promise<void> {
	const newest = trx.selectFrom('past_state').select('id').orderBy('made_at', 'desc').limit(KEPT);
	await trx
		.deleteFrom('past_state')
		.where('id', 'not in', newest)
		.where('made_at', '<', new Date(now.getTime() - KEPT_FOR))
		.execute();
}
