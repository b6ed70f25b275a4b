import type { IsoDate } from '#lib/domain/calendar.ts';
import { addYears, laterOf } from '#lib/domain/calendar.ts';
import { courseOf, monthEnds } from '#lib/domain/course.ts';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { insertRows, ROWS_AT_ONCE } from '../db/bulk.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/ledger.ts';
import { describe, rowOf } from './current-row.ts';
import { loadFacts } from './facts.ts';
import type { Moment } from './moment.ts';

/** How far back a course goes. */
const YEARS = 10;

/** How many pledges are worked out and written at once. */
const AT_ONCE = 200;

/** How many courses are kept. */
const KEPT = 3;

/**
 * The states of every month end up to a moment, by what was public then: counts, lists and exports read them as they
 * read any other. What is asked for the first time after something was recorded takes about two milliseconds a pledge.
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
		.select(({ fn }) => fn.min<IsoDate | null>('known_on').as('day'))
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
		// Somebody else may be working it out: then this waits for them, and takes what they have made.
		const made = await trx
			.insertInto('course')
			.values({ ...wanted, made_at: now })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) return (await findCourse(trx, wanted)) ?? Promise.reject(new Error('A course was lost.'));
		const newest = trx.selectFrom('course').select('id').orderBy('id', 'desc').limit(KEPT);
		await trx.deleteFrom('course').where('id', 'not in', newest).execute();
		const pledges = await trx
			.selectFrom('pledge')
			.select('id')
			.where('entry_seq', '<=', upto)
			.orderBy('id')
			.execute();
		const ids = pledges.map((row) => row.id);
		for (let from = 0; from < ids.length; from += AT_ONCE) {
			await writeCourse(trx, made.id, ids.slice(from, from + AT_ONCE), days, upto);
		}
		return made.id;
	});
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

/** Writes the stretches of some pledges, each described as it was on the day it begins. */
async function writeCourse(
	trx: Db,
	course_id: number,
	ids: readonly number[],
	days: readonly IsoDate[],
	upto: number
): Promise<void> {
	const facts = await loadFacts(trx, ids);
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
			const place = { course_id, from_on };
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
