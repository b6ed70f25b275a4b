import { sql, type Kysely } from 'kysely';

/**
 * What is taken back: a figure that never counted, by the one who submitted it. And what a check was made with, so that
 * it stands and falls with it; of checks that were made before nothing is said.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table withdrawal (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		observation_id integer not null unique references observation (id),
		reason text not null check (reason <> '')
	)`,
	`create index withdrawal_entry on withdrawal (entry_seq, id)`,
	`call make_append_only('withdrawal')`,
	`alter table check_in
		add column observation_id integer references observation (id),
		add column step_done_id integer references step_done (id),
		add check (observation_id is null or step_done_id is null)`
];
