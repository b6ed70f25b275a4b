import { expect, it } from 'vitest';
import type { ScoreInput } from '#lib/domain/commands.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { closePledge } from '#lib/server/pledges/close-pledge.ts';
import { recordActual } from '#lib/server/pledges/record-actual.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { actualInput, anAccount, anAct, anActual, aPledge, DAY, UNMEASURED } from '../helpers/factories.ts';

describeOnBoth('what somebody recorded while a form was open', (database) => {
	it('a score of the same reader: both are shown, and only a second sending replaces it', async () => {
		const { db } = database();
		const ann = await anAccount(db, { name: 'Ann' });
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 signed' });
		const score = (value: ScoreInput['value'], rationale: string, reader = 'Reader') => ({
			code,
			score: { reader, value, on: DAY, source: null, rationale }
		});
		const seen = await lastSeq(db);
		await scorePledge(db, anAct({ by: ann }), { ...score(1, 'It was signed.'), seen });
		const mine = score(0, 'It was drafted.', 'READER');
		await expect(scorePledge(db, anAct(), { ...mine, seen })).rejects.toMatchObject({
			code: 'changed_meanwhile',
			message: expect.stringMatching(
				/Ann recorded a score of Reader.*Stands now: \+1 on 23 Nov 2026, “It was signed\.”.*You typed: 0 on 23 Nov 2026, “It was drafted\.”/
			)
		});
		await scorePledge(db, anAct(), { ...score(-1, 'Nothing.', 'Another reader'), seen });
		await scorePledge(db, anAct(), { ...mine, seen: await lastSeq(db) });
		const kept = await db.selectFrom('score').selectAll().where('reader', 'ilike', 'reader').execute();
		expect(kept.map((row) => row.value)).toEqual([1, 0]);
	});

	it('a closing: both are shown, and the pledge stays as they closed it', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const seen = await lastSeq(db);
		const closing = (state: 'withdrawn' | 'concluded' | 'reopened', reason: string) => ({
			code,
			closing: { state, on: DAY, reason, source: null }
		});
		await closePledge(db, anAct(), { ...closing('withdrawn', 'Taken back'), seen });
		await expect(closePledge(db, anAct(), { ...closing('concluded', 'Done'), seen })).rejects.toMatchObject({
			code: 'changed_meanwhile',
			message: expect.stringMatching(
				/somebody recorded that this pledge is closed.*Stands now: withdrawn on 23 Nov 2026, “Taken back”\. You typed: concluded on 23 Nov 2026, “Done”\..*reopen the pledge first/
			)
		});
		const atClosed = await lastSeq(db);
		await closePledge(db, anAct(), { ...closing('reopened', 'Too early'), seen: atClosed });
		await expect(
			closePledge(db, anAct(), { ...closing('reopened', 'Me too'), seen: atClosed })
		).rejects.toMatchObject({
			code: 'changed_meanwhile',
			message: expect.stringContaining('Stands now: reopened on 23 Nov 2026, “Too early”')
		});
		const states = await db.selectFrom('lifecycle').select('state').execute();
		expect(states.map((row) => row.state)).toEqual(['withdrawn', 'reopened']);
	});

	it('a correction of the same figure: both are shown, with the figure that stands to correct instead', async () => {
		const { db } = database();
		const ann = await anAccount(db, { name: 'Ann' });
		const code = await aPledge(db);
		await anActual(db, code, { value: '150' });
		const ids = async () =>
			(await db.selectFrom('observation').select('id').orderBy('id').execute()).map((row) => row.id);
		const first = (await ids()).at(-1) ?? 0;
		const correct = (revises: number, value: string, reason: string, by: string | null = null) =>
			recordActual(db, anAct({ by }), {
				code,
				actual: actualInput({ value, revises, reason, state: 'revised' }),
				checkedOn: null
			});
		await correct(first, '155', 'Recounted', ann);
		const stands = (await ids()).at(-1) ?? 0;
		await correct(stands, '156', 'Recounted twice', ann);
		const last = (await ids()).at(-1);
		await expect(correct(first, '160', 'Mine')).rejects.toMatchObject({
			code: 'changed_meanwhile',
			figure: last,
			message: expect.stringMatching(
				/Ann recorded a correction.*Stands now: 156 kt for 2024, Statistics Office, “Recounted twice”\. You typed: 160 kt for 2024, Statistics Office\./
			)
		});
		expect((await ids()).at(-1)).toBe(last);
	});
});
