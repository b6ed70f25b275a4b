import { sql, type Kysely } from 'kysely';

/** What was promised: the pledge, its versions, its parties, its closing, and the times it was said again. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table pledge (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		code text not null check (code <> ''),
		occasion_id integer not null references occasion (id)
	)`,
	`create unique index pledge_code on pledge (upper(code))`,
	`create index pledge_occasion on pledge (occasion_id)`,
	`create table pledge_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		prev_id integer,
		title text not null check (title <> ''),
		kind text not null check (kind in ('level', 'band', 'annual_rate', 'cumulative', 'count', 'milestones',
			'events_in_window', 'qualitative', 'continuing')),
		theme text not null check (theme <> ''),
		strength text not null check (strength in ('agreed', 'declared ready', 'proposed', 'noted as potential',
			'discussed')),
		mode text not null check (mode in ('reach', 'keep')),
		path text check (path in ('geometric', 'linear')),
		quote text not null,
		locator text,
		source_id integer not null references source (id),
		reading text not null,
		owner_id text references account (id),
		check_days integer not null check (check_days between 1 and 3650),
		activity_days integer not null check (activity_days between 1 and 3650),
		known_on date not null
	)`,
	`create unique index pledge_version_first on pledge_version (pledge_id) where prev_id is null`,
	`call make_chain('pledge_version', 'pledge_id')`,
	`create table pledge_party (
		version_id integer not null references pledge_version (id),
		party_id integer not null references party (id),
		role text not null check (role in ('pledger', 'counterpart', 'joint', 'responsible body')),
		entry_seq integer not null references entry (seq),
		primary key (version_id, party_id)
	)`,
	`create table lifecycle (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		state text not null check (state in ('concluded', 'withdrawn', 'superseded', 'reopened')),
		happened_on date not null,
		reason text not null check (reason <> ''),
		source_id integer references source (id),
		known_on date not null
	)`,
	`create index lifecycle_pledge on lifecycle (pledge_id)`,
	`create table restatement (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		source_id integer not null references source (id),
		said_on date,
		text text not null check (text <> ''),
		note text,
		known_on date not null
	)`,
	`create index restatement_pledge on restatement (pledge_id)`,
	`create table guideline (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		prev_id integer,
		text text not null check (text <> '')
	)`,
	`create unique index guideline_first on guideline (pledge_id) where prev_id is null`,
	`call make_chain('guideline', 'pledge_id')`,
	...['pledge', 'pledge_version', 'pledge_party', 'lifecycle', 'restatement', 'guideline'].map(
		(facts) => `call make_append_only('${facts}')`
	)
];
