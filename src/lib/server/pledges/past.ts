import { sql, type Insertable } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Basis } from '#lib/domain/basis.ts';
import { isKnownOn, knownBy } from '#lib/domain/eligible.ts';
import { assess, RULE_VERSION } from '#lib/domain/progress.ts';
import type { Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/ledger.ts';
import type { Database } from '../db/schema.ts';
import { describe, rowOf, STANDING_COLUMNS, type Description } from './current-row.ts';
import { loadFacts } from './facts.ts';
import { touchedBetween } from './touched.ts';

/** How many pledges are assessed and written at once. */
const AT_ONCE = 200;

/**
 * How many rows of all states are kept: hundreds of states of some hundred pledges. A download that reads a state which
 * is gone works its rows out by itself.
 */
const MOST_ROWS = 100_000;

/** How many states are kept however large they are: a page may tell what changed between two of them. */
const LEAST = 4;

/**
 * The id of a past state of the read model, worked out from the facts if it is not kept already. What is asked for the
 * first time takes about two milliseconds a pledge; where another state of that day is kept, only what was recorded
 * between the two is worked out.
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
		const all = await pledgesBy(trx, upto);
		const made = await trx
			.insertInto('past_state')
			.values({ ...wanted, made_at: now, pledges: all.length })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) return (await findState(trx, wanted)) ?? Promise.reject(new Error('A past state was lost.'));
		const ids = await takeOver(trx, made.id, { asOf, basis, upto }, all);
		for (let from = 0; from < ids.length; from += AT_ONCE) {
			await keepRows(trx, made.id, ids.slice(from, from + AT_ONCE), { asOf, basis, upto });
		}
		await forgetOldest(trx);
		return made.id;
	});
}

/**
 * Takes over the rows of pledges that stand alike in the nearest state of the same day, if one is kept.
 * @returns which pledges are left to be worked out
 */
async function takeOver(
	trx: Db,
	state: number,
	{ asOf, basis, upto }: Reach,
	all: readonly number[]
): Promise<readonly number[]> {
	const nearest = await trx
		.selectFrom('past_state')
		.where('id', '!=', state)
		.where((eb) => eb.and({ as_of: asOf, basis, method: RULE_VERSION }))
		.select(['id', 'upto_seq'])
		.orderBy((eb) => sql`abs(${eb.ref('upto_seq')} - ${upto}::int)`)
		.limit(1)
		// Nobody throws it away meanwhile; one that somebody is about to is left to them.
		.forKeyShare()
		.skipLocked()
		.executeTakeFirst();
	if (!nearest) return all;
	const touched = await touchedBetween(trx, nearest.upto_seq, upto);
	const stands = sql<boolean>`pledge_id != all(${touched}::int[])`;
	const columns = STANDING_COLUMNS.filter((name) => name !== 'upto_seq');
	await trx
		.insertInto('past_pledge')
		.columns(['state_id', 'upto_seq', 'pledge_id', ...columns])
		.expression(
			trx
				.selectFrom('past_pledge')
				.where('state_id', '=', nearest.id)
				.where(stands)
				.select([sql.lit(state).as('state_id'), sql.lit(upto).as('upto_seq'), 'pledge_id', ...columns])
		)
		.execute();
	await trx
		.insertInto('past_pledge_party')
		.columns(['state_id', 'pledge_id', 'party_id', 'role'])
		.expression(
			trx
				.selectFrom('past_pledge_party')
				.where('state_id', '=', nearest.id)
				.where(stands)
				.select([sql.lit(state).as('state_id'), 'pledge_id', 'party_id', 'role'])
		)
		.execute();
	const wanted = new Set(touched);
	return all.filter((id) => wanted.has(id));
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

async function keepRows(trx: Db, stateId: number, ids: readonly number[], reach: Reach): Promise<void> {
	const state = { state_id: stateId };
	const worked = await workOut(trx, ids, reach);
	const rows = worked.map(({ row }) => ({ ...state, ...row }));
	const parties = worked.flatMap(({ row: { pledge_id }, parties }) =>
		parties.map(({ party_id, role }) => ({ ...state, pledge_id, party_id, role }))
	);
	if (rows.length > 0) await trx.insertInto('past_pledge').values(rows).execute();
	if (parties.length > 0) await trx.insertInto('past_pledge_party').values(parties).execute();
}

/** The rows of the read model for these pledges as they stood within reach, worked out from the facts. */
export async function workOut(
	db: Db,
	ids: readonly number[],
	reach: Reach
): Promise<{ row: Insertable<Database['pledge_current']>; parties: Description['parties'] }[]> {
	const { asOf, basis, upto: at } = reach;
	const [facts, descriptions] = [await loadFacts(db, ids, at), await describe(db, ids, reach)];
	return [...facts].flatMap(([id, pledge]) => {
		const about = descriptions.get(id);
		if (!about || !isKnownOn(pledge, asOf, { basis, at })) return [];
		const known = knownBy(pledge, asOf, { basis, at });
		const row = rowOf(id, about, known, assess(pledge, asOf, { basis, at }), at);
		return [{ row, parties: about.parties }];
	});
}

async function forgetOldest(trx: Db): Promise<void> {
	const latest = sql`over (order by made_at desc, id desc)`;
	await sql`delete from past_state where id in (
		select id from past_state where id in (
			select id from (
				select id, pledges, sum(pledges) ${latest} as rows, row_number() ${latest} as place from past_state
			) as kept where rows - pledges >= ${MOST_ROWS} and place > ${LEAST}
		) for update skip locked
	)`.execute(trx);
}
