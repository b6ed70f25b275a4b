import { sql, type Kysely } from 'kysely';

/** The review of an act is found by the index that keeps it the only one; a second on the same column only costs. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`drop index review_reviewed`.execute(db);
}
