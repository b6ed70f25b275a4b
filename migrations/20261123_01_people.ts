import { sql, type Kysely } from 'kysely';

/** Accounts and their sessions: the only tables, with the read model, that are ever updated. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`
		create table account (
			id text primary key,
			email text not null,
			name text not null,
			role text not null check (role in ('viewer', 'analyst', 'manager', 'admin')),
			password_hash text not null,
			disabled_at timestamptz,
			created_at timestamptz not null
		)`.execute(db);
	await sql`create unique index account_email on account (lower(email))`.execute(db);
	await sql`
		create table session (
			id_hash text primary key,
			account_id text not null references account (id) on delete cascade,
			expires_at timestamptz not null,
			created_at timestamptz not null
		)`.execute(db);
	await sql`create index session_account on session (account_id)`.execute(db);
}
