import { expect, it } from 'vitest';
import { findPledge } from '#lib/server/pledges/definition.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { anAct, anActual, aPledge, DAY, UNMEASURED } from '../helpers/factories.ts';

describeOnBoth('a name in any alphabet', (database) => {
	it('is known again as a party, whatever the collation of the database', async () => {
		const { db } = database();
		const parties = [{ name: 'Қазақстан', role: 'joint' as const }];
		await aPledge(db, { parties });
		await aPledge(db, { parties });
		const known = await db.selectFrom('party_version').select('id').where('name', '=', 'Қазақстан').execute();
		expect(known).toHaveLength(1);
	});

	it('is known again as a reporter', async () => {
		const { db } = database();
		const code = await aPledge(db);
		for (const year of ['2023', '2024']) {
			const period = { start: `${year}-01-01`, end: `${year}-12-31` };
			await anActual(db, code, { reporter: 'Статистика бюросы', period });
		}
		expect(await db.selectFrom('reporter').select('name').execute()).toEqual([{ name: 'Статистика бюросы' }]);
	});

	it('is known again as the reader of a score', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 when signed.' });
		for (const value of [0, 1] as const) {
			const score = { reader: 'Әлия', value, on: DAY, source: null, rationale: 'As the text says.' };
			await scorePledge(db, anAct(), { code, score });
		}
		const scores = await db.selectFrom('score').select(['value', 'prev_id']).orderBy('id').execute();
		expect(scores.map((score) => [score.value, score.prev_id !== null])).toEqual([
			[0, false],
			[1, true]
		]);
	});

	it('is found as a code, just as it was given', async () => {
		const { db } = database();
		const code = await aPledge(db, { code: 'келісім-1' });
		expect(await findPledge(db, code)).toMatchObject({ code });
		await expect(aPledge(db, { code })).rejects.toMatchObject({ code: 'code_taken' });
	});

	it('is no code where a database could not hold it', async () => {
		expect(await findPledge(database().db, 'KZ\0')).toBeUndefined();
	});
});
