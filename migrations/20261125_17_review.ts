import { sql, type Kysely } from 'kysely';

/**
 * Submissions that somebody still has to do something about: those that wait for a manager, and those that came back
 * and that nobody has corrected. Derived from the facts with the rest of the read model, so that a number in the head
 * of every page does not cost more with every figure ever reviewed. And the values that a verdict may have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table open_submission (
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		by_id text not null references account (id),
		state text not null check (state in ('waiting', 'returned')),
		primary key (entry_seq, pledge_id)
	)`,
	`create index open_submission_pledge on open_submission (pledge_id)`,
	`alter table verdict add check (
		value in ('met', 'on_track', 'behind', 'missed', 'in_progress', 'stalled', 'not_assessable')
	)`
];
