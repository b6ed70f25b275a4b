import { expect, it } from 'vitest';
import type { ScoreInput } from '#lib/domain/commands.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { A_SOURCE, anAct, aPledge, DAY, UNMEASURED } from '../helpers/factories.ts';

/** The check that was written last. */
const lastCheck = (db: Db) =>
	db
		.selectFrom('check_in')
		.select(['checked_on', 'evidence_on', 'outcome', 'text'])
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();

describeOnBoth('the check that a score is', (database) => {
	const scored = async (over: Partial<ScoreInput>) => {
		const { db } = database();
		const guideline = '+1 signed, 0 negotiated, -1 refused.';
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline });
		const score = { reader: 'Reader', value: 1 as const, on: DAY, source: null, rationale: 'As said.' };
		await scorePledge(db, anAct(), { code, score: { ...score, ...over } });
		return lastCheck(db);
	};

	it('finds evidence only where its source has a date', async () => {
		expect(await scored({})).toEqual({
			checked_on: DAY,
			evidence_on: null,
			outcome: 'no_change',
			text: 'Scored +1 by Reader'
		});
		expect(await scored({ source: { ...A_SOURCE, publishedOn: null, url: null } })).toMatchObject({
			evidence_on: null,
			outcome: 'no_change'
		});
		expect(await scored({ value: 0, source: A_SOURCE })).toMatchObject({
			evidence_on: '2022-10-15',
			outcome: 'activity',
			text: 'Scored 0 by Reader'
		});
	});

	it('never finds activity where the score says that nothing was done', async () => {
		const nothing = { evidence_on: null, outcome: 'no_change', text: 'Scored −1 by Reader' };
		expect(await scored({ value: -1 })).toMatchObject(nothing);
		expect(await scored({ value: -1, source: A_SOURCE })).toMatchObject(nothing);
	});
});
