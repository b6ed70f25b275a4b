import { sql, type Kysely } from 'kysely';

/**
 * Past states say how many pledges they hold, so that as many are kept as there is room for. Those that were kept are
 * thrown away: they are derived from the facts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`delete from past_state`.execute(db);
	await sql`alter table past_state add column pledges integer not null`.execute(db);
}
