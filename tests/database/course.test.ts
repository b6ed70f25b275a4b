import { expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import { readComparison } from '#lib/schema/comparison.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { loadComparison } from '#lib/server/pledges/comparison.ts';
import { openCourse } from '#lib/server/pledges/course.ts';
import { countPledges } from '#lib/server/pledges/list.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { A_SOURCE, anAct, anActual, anEdit, aPledge, DAY, momentOf } from '../helpers/factories.ts';

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

	it('is worked out once for a state, and again when something was recorded', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await openCourse(db, await momentOf(db), NOW);
		await openCourse(db, await momentOf(db), NOW);
		const courses = () => db.selectFrom('course').selectAll().execute();
		const before = await courses();

		await anActual(db, code, { period: yearPeriod(2025) });
		await openCourse(db, await momentOf(db), NOW);

		const after = await courses();
		expect(after).toHaveLength(before.length + 1);
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
