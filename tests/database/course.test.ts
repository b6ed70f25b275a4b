import { expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { openCourse } from '#lib/server/pledges/course.ts';
import { countPledges } from '#lib/server/pledges/list.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { A_SOURCE, anAct, anActual, anEdit, aPledge, DAY, momentOf } from '../helpers/factories.ts';

const NOW = new Date(`${DAY}T12:00:00Z`);

describeOnBoth('status over time', (database) => {
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

	it('begins with the first pledge that was public', async () => {
		const { db } = database();
		await aPledge(db);
		const before = await momentOf(db, { asOf: '1990-01-01', basis: 'public' });
		expect(await openCourse(db, before, NOW)).toEqual([]);
	});
});
