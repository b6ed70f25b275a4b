import { sql, type Kysely } from 'kysely';

/**
 * Courses, worked out when somebody asks how a portfolio got to where it stands: what the read model would have held
 * at the end of every month, by what was public then. A row stands for a stretch of time in which nothing new became
 * public of a pledge and no clock turned, from a day on until before another. Derived from the facts like past states;
 * a few are kept, and any may be thrown away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`create table course (
		id integer generated always as identity primary key,
		through_on date not null,
		upto_seq integer not null,
		method text not null,
		made_at timestamptz not null,
		unique (through_on, upto_seq, method)
	)`,
	`create table course_pledge (
		course_id integer not null references course (id) on delete cascade,
		from_on date not null,
		until_on date,
		like pledge_current,
		primary key (course_id, pledge_id, from_on)
	)`,
	`create table course_pledge_party (
		course_id integer not null references course (id) on delete cascade,
		from_on date not null,
		pledge_id integer not null,
		party_id integer not null,
		role text not null,
		primary key (course_id, pledge_id, from_on, party_id, role)
	)`
];
