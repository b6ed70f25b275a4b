import { sql, type Kysely } from 'kysely';

/**
 * Evidence that can be looked up again: where in its source a figure stands and in which words, and the document
 * itself as a file. A later file of a source replaces the one that it names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`alter table observation add column locator text, add column quote text`,
	`create table source_file (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		source_id integer not null references source (id),
		prev_id integer,
		name text not null check (name <> ''),
		type text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
		size integer not null check (size > 0),
		sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
		content bytea not null
	)`,
	`create unique index source_file_first on source_file (source_id) where prev_id is null`,
	`call make_chain('source_file', 'source_id')`,
	`call make_append_only('source_file')`,
	`create index observation_source on observation (source_id)`,
	`create index pledge_version_source on pledge_version (source_id)`,
	`create index check_in_source on check_in (source_id)`
];
