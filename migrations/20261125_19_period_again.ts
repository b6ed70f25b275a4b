import { sql, type Kysely } from 'kysely';

/**
 * A figure whose correction moved it to another period leaves its first period free: another figure may begin there, in
 * a later act. That nothing counts twice is judged under the ledger's lock.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`drop index observation_first`,
	`create unique index observation_first
		on observation (indicator_id, reporter_id, period_start, period_end, entry_seq) where prev_id is null`
];
