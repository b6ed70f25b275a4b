import { sql, type Kysely } from 'kysely';

/** What is measured: indicators, who is believed first, baselines, targets with their planned path, observations. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const QUALIFIER = `check (qualifier in ('exactly', 'about', 'more_than', 'at_least', 'up_to', 'less_than'))`;
const PRECISION = `check (precision in ('year', 'quarter', 'month', 'day'))`;

const STATEMENTS = [
	`create table indicator (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		role text not null check (role in ('headline', 'supporting'))
	)`,
	`create unique index indicator_headline on indicator (pledge_id) where role = 'headline'`,
	`create index indicator_pledge on indicator (pledge_id)`,
	`create table indicator_version (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		indicator_id integer not null references indicator (id),
		prev_id integer,
		title text not null check (title <> ''),
		unit text not null check (unit <> ''),
		aggregation text not null check (aggregation in ('level', 'annual_flow', 'cumulative', 'count')),
		direction text not null check (direction in ('increase', 'decrease')),
		natural_limit numeric,
		basis text
	)`,
	`create unique index indicator_version_first on indicator_version (indicator_id) where prev_id is null`,
	`call make_chain('indicator_version', 'indicator_id')`,

	`create table reporter_order (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		indicator_id integer not null references indicator (id),
		prev_id integer,
		reason text not null check (reason <> '')
	)`,
	`create unique index reporter_order_first on reporter_order (indicator_id) where prev_id is null`,
	`call make_chain('reporter_order', 'indicator_id')`,
	`create table reporter_rank (
		order_id integer not null references reporter_order (id),
		position integer not null check (position > 0),
		reporter_id integer not null references reporter (id),
		entry_seq integer not null references entry (seq),
		primary key (order_id, position),
		unique (order_id, reporter_id)
	)`,

	`create table baseline (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		indicator_id integer not null references indicator (id),
		prev_id integer,
		value numeric not null,
		entered_value numeric not null,
		entered_unit text not null,
		factor numeric not null check (factor > 0),
		period_start date not null,
		period_end date not null,
		precision text not null ${PRECISION},
		qualifier text not null ${QUALIFIER},
		proxy boolean not null,
		reporter_id integer references reporter (id),
		source_id integer references source (id),
		reason text,
		known_on date not null,
		check (period_start <= period_end)
	)`,
	`create unique index baseline_first on baseline (indicator_id) where prev_id is null`,
	`call make_chain('baseline', 'indicator_id')`,

	`create table target (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		pledge_id integer not null references pledge (id),
		prev_id integer,
		value numeric,
		low numeric,
		high numeric,
		entered_unit text,
		factor numeric check (factor > 0),
		qualifier text not null ${QUALIFIER},
		per text check (per = 'year'),
		starts_on date,
		due_on date,
		due_precision text not null check (due_precision in ('year', 'quarter', 'month', 'day')),
		standing text not null check (standing in ('stated', 'interpretation', 'assumption')),
		assumed_due boolean not null,
		tolerance numeric check (tolerance >= 0),
		grace_days integer check (grace_days between 0 and 3650),
		source_id integer references source (id),
		reason text,
		known_on date not null,
		check (starts_on <= due_on),
		check (low <= high)
	)`,
	`create unique index target_first on target (pledge_id) where prev_id is null`,
	`call make_chain('target', 'pledge_id')`,
	`create table trajectory_point (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		target_id integer not null references target (id),
		planned_on date not null,
		value numeric not null,
		unique (target_id, planned_on)
	)`,

	`create table observation (
		id integer generated always as identity primary key,
		entry_seq integer not null references entry (seq),
		indicator_id integer not null references indicator (id),
		reporter_id integer not null references reporter (id),
		prev_id integer,
		period_start date not null,
		period_end date not null,
		value numeric not null,
		entered_value numeric not null,
		entered_unit text not null,
		factor numeric not null check (factor > 0),
		qualifier text not null ${QUALIFIER},
		state text not null check (state in ('provisional', 'final', 'revised')),
		partial boolean not null,
		derived text,
		source_id integer references source (id),
		note text,
		reason text,
		known_on date not null,
		check (period_start <= period_end)
	)`,
	`create unique index observation_first
		on observation (indicator_id, reporter_id, period_start, period_end) where prev_id is null`,
	`create index observation_indicator on observation (indicator_id, period_end)`,
	`call make_chain('observation', 'indicator_id')`,
	...[
		'indicator',
		'indicator_version',
		'reporter_order',
		'reporter_rank',
		'baseline',
		'target',
		'trajectory_point',
		'observation'
	].map((facts) => `call make_append_only('${facts}')`)
];
