import { sql, type Kysely } from 'kysely';

/** What happened since, and what people say of it: steps, check-ins, scores, reviews, verdicts, comments. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table step (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		type text not null check (type in ('stage', 'event'))
	)`,
	`create index step_pledge on step (pledge_id)`,
	`create table step_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		step_id integer not null references step (id),
		prev_id integer,
		position integer not null,
		title text not null check (title <> ''),
		party_id integer references party (id),
		weight numeric check (weight > 0),
		due_on date,
		due_precision text not null check (due_precision in ('year', 'quarter', 'month', 'day')),
		due_source_id integer references source (id),
		dropped boolean not null,
		reason text,
		known_on date not null
	)`,
	`create unique index step_version_first on step_version (step_id) where prev_id is null`,
	`call make_chain('step_version', 'step_id')`,
	`create table step_done (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		step_id integer not null references step (id),
		prev_id integer,
		done_from date not null,
		done_to date,
		place text,
		undone boolean not null,
		source_id integer references source (id),
		note text,
		reason text,
		known_on date not null,
		check (done_from <= done_to)
	)`,
	`create unique index step_done_first on step_done (step_id) where prev_id is null`,
	`call make_chain('step_done', 'step_id')`,

	`create table check_in (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		checked_on date not null,
		evidence_on date,
		outcome text not null check (outcome in ('activity', 'no_change')),
		source_id integer references source (id),
		text text not null,
		known_on date not null
	)`,
	`create index check_in_pledge on check_in (pledge_id)`,

	`create table score (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		guideline_id integer not null references guideline (id),
		prev_id integer,
		reader text not null check (reader <> ''),
		value integer not null check (value in (-1, 0, 1)),
		scored_on date not null,
		source_id integer references source (id),
		rationale text not null,
		known_on date not null
	)`,
	`create unique index score_first on score (pledge_id, lower(reader)) where prev_id is null`,
	`call make_chain('score', 'pledge_id')`,

	`create table review (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		reviewed_seq integer not null references entry (seq),
		decision text not null check (decision in ('approved', 'returned')),
		note text
	)`,
	`create index review_reviewed on review (reviewed_seq)`,
	`create table verdict (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		given_on date not null,
		value text not null check (value <> ''),
		rationale text not null check (rationale <> ''),
		source_id integer references source (id)
	)`,
	`create index verdict_pledge on verdict (pledge_id)`,
	`create table comment (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		text text not null check (text <> '')
	)`,
	`create index comment_pledge on comment (pledge_id)`,
	...['step', 'step_version', 'step_done', 'check_in', 'score', 'review', 'verdict', 'comment'].map(
		(facts) => `call make_append_only('${facts}')`
	)
];
