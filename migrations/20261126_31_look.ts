import { sql, type Kysely } from 'kysely';

/**
 * When each person last looked at the board, and the state since which it tells them what changed. A preference of
 * theirs and no fact: it is written over, and goes with the account.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`
		create table look (
			account_id text primary key references account (id) on delete cascade,
			mark_on date,
			mark_seq integer,
			last_on date not null,
			last_seq integer not null,
			last_at timestamptz not null
		)`.execute(db);
}
