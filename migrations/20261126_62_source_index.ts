import { sql, type Kysely } from 'kysely';

/** The versions of a source are looked up by the source: a date that it was given later dates what rests on it. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`create index source_version_source on source_version (source_id)`.execute(db);
}
