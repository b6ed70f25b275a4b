import { sql, type Kysely } from 'kysely';

/**
 * Past states, worked out when somebody asks for one: the read model as it was at one ledger number, for one day and
 * one sort of knowledge. Derived from the facts like the present one; a few are kept, and any may be thrown away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table past_state (
		id integer generated always as identity primary key,
		as_of date not null,
		basis text not null check (basis in ('recorded', 'public')),
		upto_seq integer not null,
		method text not null,
		made_at timestamptz not null,
		unique (as_of, basis, upto_seq, method)
	)`,
	`create table past_pledge (
		state_id integer not null references past_state (id) on delete cascade,
		like pledge_current,
		primary key (state_id, pledge_id)
	)`,
	`create table past_pledge_party (
		state_id integer not null references past_state (id) on delete cascade,
		pledge_id integer not null,
		party_id integer not null,
		role text not null,
		primary key (state_id, pledge_id, party_id)
	)`
];
