import { sql } from 'kysely';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

function selectParties(db: Db, reach: Reach = EVERYTHING) {
	return db
		.selectFrom('party_version')
		.where(standsAt('party_version', reach))
		.select(['party_version.party_id as id', 'party_version.name']);
}

/** Every party by its present name, in the order of the alphabet. */
export function listParties(db: Db, reach: Reach = EVERYTHING): Promise<{ id: number; name: string }[]> {
	return selectParties(db, reach).orderBy('party_version.name').execute();
}

/**
 * The id of the party of this name, written down first if it is new. The database lowers both names, because it may
 * know fewer alphabets than JavaScript does.
 * @param type of a new one; a known one stays what it is
 */
export async function addParty(
	trx: Db,
	seq: number,
	name: string,
	type: 'state' | 'organisation' = 'state'
): Promise<number> {
	const known = await selectParties(trx)
		.where(sql<boolean>`lower(party_version.name) = lower(${name})`)
		.executeTakeFirst();
	if (known) return known.id;
	const { id } = await trx
		.insertInto('party')
		.values({ entry_seq: seq })
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx.insertInto('party_version').values({ entry_seq: seq, party_id: id, name, type }).execute();
	return id;
}
