import fc from 'fast-check';
import { expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { Basis } from '#lib/domain/basis.ts';
import { readComparison } from '#lib/schema/comparison.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { loadComparison } from '#lib/server/pledges/comparison.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { keepPast } from '#lib/server/pledges/past.ts';
import { openCourse } from '#lib/server/pledges/course.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { A_SOURCE, anAct, anActual, anEdit, aPledge, DAY, momentOf } from '../helpers/factories.ts';
import { begin, changes, go } from '../helpers/random-changes.ts';

const NOW = new Date(`${DAY}T12:00:00Z`);

describeOnBoth('a portfolio over time, and pledges side by side', (database) => {
	it('counts at each month end what the list of that day holds, under any filter', async () => {
		const { db } = database();
		await loadSample(db, anAct());
		const code = await aPledge(db);
		await anActual(db, code, {
			period: yearPeriod(2023),
			source: { ...A_SOURCE, publishedOn: '2024-03-15' }
		});
		await anActual(db, code, {
			period: yearPeriod(2024),
			source: { ...A_SOURCE, publishedOn: '2025-02-10' }
		});
		await anEdit(db, code, { theme: 'renamed' });
		const moment = await momentOf(db);
		const [party] = await listParties(db, moment);
		const filters: Partial<PledgeFilter>[] = [{}, { party: party?.id, q: 'trade' }, { theme: 'renamed' }];

		const course = await openCourse(db, moment, NOW);

		expect(course.length).toBeGreaterThan(40);
		expect(course.at(-1)?.asOf).toBe(DAY);
		const kept = await db.selectFrom('course_pledge').select('pledge_id').execute();
		expect(kept.length).toBeGreaterThan(19);
		// every fifth, and the last: each of them works out a state of its own
		for (const day of course.filter((_, at) => at % 5 === 0 || at === course.length - 1)) {
			const asked = { asOf: day.asOf, basis: 'public', at: day.upto } as const;
			const list = await momentOf(db, asked);
			for (const filter of filters) {
				expect(await countPledges(db, filter, day)).toEqual(await countPledges(db, filter, list));
			}
		}
	});

	it('is worked out once for a state, and later for what was touched or whose clock turned alone', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const silent = await aPledge(db, { checkDays: 30 });
		const courses = () => db.selectFrom('course').selectAll().execute();
		/** The newest course, and which pledges have a line in it that the one before has not. */
		const open = async (today = DAY) => {
			await openCourse(db, await momentOf(db, {}, today), NOW);
			const [newest, former] = (await courses()).sort((one, other) => other.id - one.id);
			const rows = await db
				.selectFrom('course_part as part')
				.innerJoin('course_line as line', 'line.id', 'part.line_id')
				.innerJoin('pledge', 'pledge.id', 'line.pledge_id')
				.select(['line.id', 'pledge.code', 'part.course_id'])
				.execute();
			const own = rows.filter((row) => row.course_id === newest?.id);
			const before = rows.filter((row) => row.course_id === former?.id).map(({ id }) => id);
			return {
				...{ course: newest?.id, of: own.length },
				fresh: own.filter(({ id }) => !before.includes(id)).map((row) => row.code)
			};
		};
		const first = await open();
		expect(await open()).toEqual(first);

		const source = { ...A_SOURCE, publishedOn: '2026-11-20' };
		await anActual(db, silent, { period: yearPeriod(2025), source });
		await anActual(db, code, { period: yearPeriod(2025) });
		expect(await open()).toMatchObject({ of: first.of, fresh: [code, silent] });
		await anActual(db, code, { period: yearPeriod(2023) });
		expect(await open()).toMatchObject({ of: first.of, fresh: [code] });
		// Nothing was heard of it for thirty days.
		expect((await open('2026-12-20')).fresh).toContain(silent);
		expect((await open('2026-12-21')).fresh).toEqual([]);
	});

	it('puts pledges side by side as they were known on a day, in the order of their choice', async () => {
		const { db } = database();
		const [one, two] = [await aPledge(db), await aPledge(db)];
		for (const code of [one, two]) {
			const early = { ...A_SOURCE, publishedOn: '2024-03-15' };
			await anActual(db, code, { period: yearPeriod(2023), value: '120', source: early });
			await anActual(db, code, { period: yearPeriod(2025), value: '140' });
		}
		const figures = async (asked: AskedMoment) => {
			const params = new URLSearchParams([two, one, 'NO-1'].map((code) => ['code', code]));
			const found = await loadComparison(db, readComparison(params), await momentOf(db, asked));
			const periods = found.rows.map(({ code, shown }) => [
				code,
				'why' in shown ? shown.why : shown.points.map(({ period }) => period.end.slice(0, 4)).join()
			]);
			return { periods, unknown: found.unknown };
		};

		expect(await figures({})).toEqual({
			periods: [
				[two, '2023,2025'],
				[one, '2023,2025']
			],
			unknown: ['NO-1']
		});
		expect((await figures({ asOf: '2024-06-30', basis: 'public' })).periods).toEqual([
			[two, '2023'],
			[one, '2023']
		]);
	});

	it('begins with the first pledge that was public', async () => {
		const { db } = database();
		await aPledge(db);
		const before = await momentOf(db, { asOf: '1990-01-01', basis: 'public' });
		expect(await openCourse(db, before, NOW)).toEqual([]);
	});
});

describeOnBoth('a course, and a past state, after changes', (database) => {
	/** What every day of the course of a moment holds, without the words and days of when it was worked out. */
	const held = async (db: Db, asOf: string, upto: number) => {
		const course = await openCourse(db, { asOf, upto, basis: 'public', state: null }, NOW);
		const state = course[0]?.state;
		const { course: id } = typeof state === 'object' && state !== null ? state : { course: 0 };
		const parties = await db.selectFrom('course_pledge_party').selectAll().execute();
		const rows = await db
			.selectFrom('course_part')
			.innerJoin('course_pledge', 'course_pledge.line_id', 'course_part.line_id')
			.where('course_part.course_id', '=', id)
			.selectAll('course_pledge')
			.execute();
		return course.map(({ asOf: day }) => {
			const there = rows.filter((row) => row.from_on <= day && (row.until_on === null || row.until_on > day));
			return there
				.map(({ line_id, from_on, ...row }) => ({
					...{ day, code: row.code, title: row.title, theme: row.theme, strength: row.strength },
					...{ status: row.status, freshness: row.freshness, counted: row.counted },
					...{ attention: row.attention, progress: row.progress, due: row.due_on, search: row.search },
					parties: parties
						.filter((one) => one.line_id === line_id && one.from_on === from_on)
						.map(({ party_id, role }) => `${party_id} ${role}`)
						.sort()
				}))
				.sort((one, other) => one.code.localeCompare(other.code));
		});
	};

	/** Every row of the state of a day, as it is kept. */
	const past = async (db: Db, asOf: string, upto: number, basis: Basis) => {
		const state = await keepPast(db, { asOf, upto, basis }, NOW);
		const rows = await db.selectFrom('past_pledge').where('state_id', '=', state).selectAll().execute();
		const parties = db.selectFrom('past_pledge_party').where('state_id', '=', state);
		return {
			rows: rows.map(({ state_id: _, ...row }) => row).sort((one, other) => one.pledge_id - other.pledge_id),
			parties: await parties
				.select(['pledge_id', 'party_id', 'role'])
				.orderBy('pledge_id')
				.orderBy('party_id')
				.execute()
		};
	};
	const all = async (db: Db, asOf: string, upto: number) => [
		await held(db, asOf, upto),
		await past(db, asOf, upto, 'recorded'),
		await past(db, asOf, upto, 'public')
	];

	it('is the one that is worked out anew, whatever was recorded and whenever it is asked for', async () => {
		const { db } = database();
		const going = await begin(db, DAY);
		await fc.assert(
			fc.asyncProperty(changes, fc.array(fc.nat(), { maxLength: 2 }), async (some, earlier) => {
				const last = async () => (await momentOf(db, {}, going.today)).upto;
				const begunAt = await last();
				for (const one of some) {
					await go(db, going, one);
					// Not after every change, and sometimes of a state that lies further back than the one before.
					if (one.which % 3 === 0) continue;
					const upto = await last();
					const back = earlier.map((steps) => Math.max(begunAt, upto - (steps % 5)));
					for (const at of [upto, ...back]) {
						const found = await all(db, going.today, at);
						await db
							.transaction()
							.execute(async (trx) => {
								await trx.deleteFrom('course').execute();
								await trx.deleteFrom('past_state').execute();
								expect(found).toEqual(await all(trx, going.today, at));
								throw UNDONE;
							})
							.catch((error: unknown) => {
								if (error !== UNDONE) throw error;
							});
					}
				}
			}),
			{ numRuns: 2 }
		);
	});
});

const UNDONE = new Error('What was tried is undone.');
