import { sql, type Kysely } from 'kysely';

/**
 * Boards and lists that a person saved under a name, and the one that opens first. Preferences and no facts: they are
 * renamed and deleted, and go with the account.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`
		create table saved_view (
			id integer generated always as identity primary key,
			account_id text not null references account (id) on delete cascade,
			name text not null,
			page text not null check (page in ('board', 'pledges')),
			search text not null,
			opens_first boolean not null default false
		)`.execute(db);
	await sql`create unique index saved_view_name on saved_view (account_id, lower(name))`.execute(db);
	await sql`create unique index saved_view_first on saved_view (account_id) where opens_first`.execute(db);
}
