import { sql, type Kysely } from 'kysely';

/**
 * Courses made of lines: how one pledge went is a line of its own, and a course names the lines that it is made of. One
 * that is asked for after a few changes shares the lines of all other pledges with the course before it. Courses are
 * derived from the facts, so those that were kept are thrown away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`drop table course_pledge_party`,
	`drop table course_pledge`,
	`delete from course`,
	`create table course_line (
		id integer generated always as identity primary key,
		pledge_id integer not null
	)`,
	`create table course_part (
		course_id integer not null references course (id) on delete cascade,
		line_id integer not null,
		primary key (course_id, line_id)
	)`,
	`create index course_part_line on course_part (line_id)`,
	`create table course_pledge (
		line_id integer not null references course_line (id) on delete cascade,
		from_on date not null,
		until_on date,
		like pledge_current,
		primary key (line_id, from_on)
	)`,
	`create table course_pledge_party (
		line_id integer not null references course_line (id) on delete cascade,
		from_on date not null,
		pledge_id integer not null,
		party_id integer not null,
		role text not null,
		primary key (line_id, from_on, party_id, role)
	)`
];
