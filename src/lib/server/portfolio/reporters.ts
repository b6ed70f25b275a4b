import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';

/** Names of reporters, for a form's suggestions. */
export async function listReporters(db: Db, limit = 500): Promise<string[]> {
	const rows = await db.selectFrom('reporter').select('name').orderBy('name').limit(limit).execute();
	return rows.map((row) => row.name);
}

/**
 * The id of the reporter of this name, written down first if it is new.
 * @param partyId the party that a new one belongs to
 */
export async function addReporter(
	trx: Db,
	seq: number,
	name: string,
	partyId: number | null = null
): Promise<number> {
	const known = await trx
		.selectFrom('reporter')
		.select('id')
		.where(sql<boolean>`lower(name) = lower(${name})`)
		.executeTakeFirst();
	if (known) return known.id;
	const added = await trx
		.insertInto('reporter')
		.values({ entry_seq: seq, name, party_id: partyId })
		.returning('id')
		.executeTakeFirstOrThrow();
	return added.id;
}
