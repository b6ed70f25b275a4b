import type { IsoDate } from '#lib/domain/calendar.ts';
import { addYears, laterOf } from '#lib/domain/calendar.ts';
import { courseOf, monthEnds } from '#lib/domain/course.ts';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { sql } from 'kysely';
import { insertNumbered, insertRows, ROWS_AT_ONCE } from '../db/bulk.ts';
import { knownOn } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/ledger.ts';
import { describe, rowOf } from './current-row.ts';
import { loadFacts } from './facts.ts';
import type { Moment } from './moment.ts';
import { touchedBetween } from './touched.ts';

/** How far back a course goes. */
const YEARS = 10;

/** How many pledges are worked out and written at once. */
const AT_ONCE = 200;

/** How many courses are kept; they share the lines of what did not change between them. */
const KEPT = 10;

/**
 * The states of every month end up to a moment, by what was public then: counts, lists and exports read them as they
 * read any other. A pledge is worked out the first time, and again when something was recorded of it or a clock turned:
 * about two milliseconds each. The lines of all others are taken over from a course that is kept.
 */
export async function openCourse(db: Db, { asOf, upto }: Moment, now: Date): Promise<Moment[]> {
	const first = await firstDay(db, upto);
	if (first === null || first > asOf) return [];
	const days = monthEnds(laterOf(first, addYears(asOf, -YEARS)), asOf);
	const course = await keepCourse(db, { days, through: asOf, upto }, now);
	return days.map((day) => ({ asOf: day, basis: 'public', upto, state: { course } }));
}

/** The day on which the first pledge was public. */
async function firstDay(db: Db, upto: number): Promise<IsoDate | null> {
	const { day } = await db
		.selectFrom('pledge_version')
		.where('entry_seq', '<=', upto)
		.select(({ fn }) => fn.min<IsoDate | null>(knownOn('pledge_version', upto)).as('day'))
		.executeTakeFirstOrThrow();
	return day;
}

interface Wanted {
	days: readonly IsoDate[];
	through: IsoDate;
	upto: number;
}

async function keepCourse(db: Db, { days, through, upto }: Wanted, now: Date): Promise<number> {
	const wanted = { through_on: through, upto_seq: upto, method: RULE_VERSION };
	const known = await findCourse(db, wanted);
	if (known !== undefined) return known;
	return inTransaction(db, async (trx) => {
		// One after the other: who waits here may find what they want, and nobody throws away what another takes over.
		await sql`lock table course in share row exclusive mode`.execute(trx);
		const meanwhile = await findCourse(trx, wanted);
		if (meanwhile !== undefined) return meanwhile;
		const { id } = await trx
			.insertInto('course')
			.values({ ...wanted, made_at: now })
			.returning('id')
			.executeTakeFirstOrThrow();
		await takeOver(trx, id, { through, upto });
		const missing = await selectMissing(trx, id, upto).execute();
		for (let from = 0; from < missing.length; from += AT_ONCE) {
			const ids = missing.slice(from, from + AT_ONCE).map((row) => row.id);
			await writeLines(trx, id, ids, days, upto);
		}
		await forgetOldest(trx);
		return id;
	});
}

/**
 * Takes over from the nearest course that is kept the lines of the pledges of which nothing was recorded between its
 * state and the one that is asked for, and whose last stretch goes on through the day up to which it is asked for.
 */
async function takeOver(trx: Db, course: number, { through, upto }: Omit<Wanted, 'days'>): Promise<void> {
	const nearest = await trx
		.selectFrom('course')
		.where('id', '!=', course)
		.where('method', '=', RULE_VERSION)
		.where('through_on', '<=', through)
		.select(['id', 'through_on', 'upto_seq'])
		.orderBy('through_on', 'desc')
		.orderBy((eb) => sql`abs(${eb.ref('upto_seq')} - ${upto}::int)`)
		.executeTakeFirst();
	if (!nearest) return;
	const touched = await touchedBetween(trx, nearest.upto_seq, upto);
	await trx
		.insertInto('course_part')
		.columns(['course_id', 'line_id'])
		.expression(
			trx
				.selectFrom('course_part as part')
				.innerJoin('course_line as line', 'line.id', 'part.line_id')
				.where('part.course_id', '=', nearest.id)
				.where(sql<boolean>`line.pledge_id != all(${touched}::int[])`)
				.$if(nearest.through_on < through, (qb) =>
					qb.where(({ exists, selectFrom }) =>
						exists(
							selectFrom('course_pledge as stretch')
								.whereRef('stretch.line_id', '=', 'line.id')
								.where(({ eb, or }) => or([eb('until_on', 'is', null), eb('until_on', '>', through)]))
						)
					)
				)
				.select([sql.lit(course).as('course_id'), 'line.id as line_id'])
		)
		.execute();
}

/** The pledges that were logged by then and have no line in a course. */
function selectMissing(trx: Db, course: number, upto: number) {
	const there = trx
		.selectFrom('course_part as part')
		.innerJoin('course_line as line', 'line.id', 'part.line_id')
		.where('part.course_id', '=', course)
		.select('line.pledge_id');
	return trx
		.selectFrom('pledge')
		.where('entry_seq', '<=', upto)
		.where('id', 'not in', there)
		.select('id')
		.orderBy('id');
}

async function forgetOldest(trx: Db): Promise<void> {
	const newest = trx.selectFrom('course').select('id').orderBy('id', 'desc').limit(KEPT);
	await trx.deleteFrom('course').where('id', 'not in', newest).execute();
	await trx
		.deleteFrom('course_line')
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('course_part').whereRef('course_part.line_id', '=', 'course_line.id')))
		)
		.execute();
}

async function findCourse(
	db: Db,
	wanted: { through_on: IsoDate; upto_seq: number; method: string }
): Promise<number | undefined> {
	const found = await db
		.selectFrom('course')
		.select('id')
		.where((eb) => eb.and(wanted))
		.executeTakeFirst();
	return found?.id;
}

/** Writes the lines of some pledges: their stretches, each described as it was on the day it begins. */
async function writeLines(
	trx: Db,
	course: number,
	ids: readonly number[],
	days: readonly IsoDate[],
	upto: number
): Promise<void> {
	const facts = await loadFacts(trx, ids, upto);
	const numbers = await insertNumbered(
		trx,
		'course_line',
		ids.map((pledge_id) => ({ pledge_id }))
	);
	const lines = new Map(ids.map((id, at) => [id, numbers[at]]));
	await insertRows(
		trx,
		'course_part',
		numbers.map((line_id) => ({ course_id: course, line_id }))
	);
	const stretches = [...facts].flatMap(([id, pledge]) =>
		courseOf(pledge, days, upto).map((stretch) => ({ id, ...stretch }))
	);
	const rows: object[] = [];
	const parties: object[] = [];
	for (const [from_on, begun] of Map.groupBy(stretches, (stretch) => stretch.from)) {
		const reach = { asOf: from_on, basis: 'public', upto } as const;
		const descriptions = await describe(
			trx,
			begun.map(({ id }) => id),
			reach
		);
		for (const { id, until, known, assessment } of begun) {
			const about = descriptions.get(id);
			if (!about) continue;
			const { row, ...columns } = rowOf(id, about, known, assessment, upto);
			const place = { line_id: lines.get(id), from_on };
			rows.push({ ...place, until_on: until, ...columns, assessment, row: JSON.parse(row) });
			for (const { party_id, role } of about.parties) {
				parties.push({ ...place, pledge_id: id, party_id, role });
			}
		}
	}
	for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
		await insertRows(trx, 'course_pledge', rows.slice(at, at + ROWS_AT_ONCE));
	}
	for (let at = 0; at < parties.length; at += ROWS_AT_ONCE) {
		await insertRows(trx, 'course_pledge_party', parties.slice(at, at + ROWS_AT_ONCE));
	}
}
