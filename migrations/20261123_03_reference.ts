import { sql, type Kysely } from 'kysely';

/** Who promised, where it was said, and who reports: parties, sources, occasions, reporters. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table party (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq)
	)`,
	`create table party_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		party_id integer not null references party (id),
		prev_id integer,
		name text not null check (name <> ''),
		type text not null check (type in ('state', 'organisation'))
	)`,
	`create unique index party_version_first on party_version (party_id) where prev_id is null`,
	`call make_chain('party_version', 'party_id')`,

	`create table source (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq)
	)`,
	`create table source_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		source_id integer not null references source (id),
		prev_id integer,
		title text not null check (title <> ''),
		publisher text,
		published_on date,
		language text,
		url text,
		stored_text text,
		sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
		check ((stored_text is null) = (sha256 is null))
	)`,
	`create unique index source_version_first on source_version (source_id) where prev_id is null`,
	`create index source_version_url on source_version (url)`,
	`call make_chain('source_version', 'source_id')`,

	`create table occasion (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq)
	)`,
	`create table occasion_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		occasion_id integer not null references occasion (id),
		prev_id integer,
		title text not null check (title <> ''),
		place text,
		held_on date not null,
		source_id integer references source (id)
	)`,
	`create unique index occasion_version_first on occasion_version (occasion_id) where prev_id is null`,
	`call make_chain('occasion_version', 'occasion_id')`,
	`create table occasion_party (
		version_id integer not null references occasion_version (id),
		party_id integer not null references party (id),
		entry_seq integer not null references entry (seq),
		primary key (version_id, party_id)
	)`,

	`create table reporter (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		name text not null check (name <> ''),
		party_id integer references party (id)
	)`,
	`create unique index reporter_name on reporter (lower(name))`,

	...[
		'party',
		'party_version',
		'source',
		'source_version',
		'occasion',
		'occasion_version',
		'occasion_party',
		'reporter'
	].map((facts) => `call make_append_only('${facts}')`)
];
