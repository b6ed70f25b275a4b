import { sql, type Kysely } from 'kysely';

/**
 * Figures that wait for a manager: whether one needs a review is settled when it is recorded, so that a changed
 * setting changes no figure that stands. Acts of one request share a batch and are reviewed together.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`alter table entry add column batch text`,
	`create index entry_batch on entry (batch) where batch is not null`,
	`alter table observation add column needs_review boolean not null default false`,
	`create index observation_needs_review on observation (entry_seq) where needs_review`,
	`create unique index review_once on review (reviewed_seq)`,
	`create table setting (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		name text not null check (name in ('review', 'check_days', 'activity_days')),
		prev_id integer,
		value text not null
	)`,
	`create unique index setting_first on setting (name) where prev_id is null`,
	`call make_chain('setting', 'name')`,
	`call make_append_only('setting')`
];
