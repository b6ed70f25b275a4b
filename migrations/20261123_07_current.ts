import { sql, type Kysely } from 'kysely';

/**
 * The read model: one row for each pledge as it stands, with its assessment. Derived from the facts, kept in the same
 * transaction with them, and rebuilt whenever the calendar or the rules change what they amount to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table pledge_current (
		pledge_id integer primary key references pledge (id),
		code text not null,
		occasion_id integer not null references occasion (id),
		owner_id text references account (id),
		title text not null,
		kind text not null,
		theme text not null,
		strength text not null,
		search text not null,
		status text not null,
		status_group text not null,
		freshness text not null,
		counted boolean not null,
		progress double precision,
		due_on date,
		assessment jsonb not null,
		row jsonb not null,
		computed_on date not null,
		next_change_on date,
		method text not null,
		upto_seq integer not null
	)`,
	`create index pledge_current_due on pledge_current (next_change_on)`,
	`create index pledge_current_group on pledge_current (status_group)`,
	`create table pledge_current_party (
		pledge_id integer not null references pledge_current (pledge_id) on delete cascade,
		party_id integer not null references party (id),
		role text not null,
		primary key (pledge_id, party_id)
	)`,
	`create index pledge_current_party_party on pledge_current_party (party_id)`
];
