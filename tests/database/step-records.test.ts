import { expect, it } from 'vitest';
import type { StepDoneInput } from '#lib/domain/commands.ts';
import { assess } from '#lib/domain/progress.ts';
import { EVERYTHING } from '#lib/server/db/chains.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { formerRecords, listStepRecords } from '#lib/server/pledges/step-records.ts';
import { undoStep } from '#lib/server/pledges/undo-step.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_STEP,
	anAccount,
	anAct,
	aPledge,
	DAY,
	definitionOf,
	UNMEASURED
} from '../helpers/factories.ts';

/** A project of one stage, due by the middle of 2026; returns its code, its id and the id of the stage. */
async function aProject(db: Db) {
	const step = { ...A_STEP, title: 'Opened', due: '2026-06-30' };
	const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps: [step] });
	const { pledgeId, input } = await definitionOf(db, code);
	return { code, pledgeId, step: input.steps[0]?.id ?? 0 };
}

const doneInput = (step: number, over: Partial<StepDoneInput> = {}): StepDoneInput => ({
	step,
	from: '2026-05-01',
	to: null,
	place: null,
	source: A_SOURCE,
	note: null,
	...over
});

const statusOf = async (db: Db, code: string) =>
	(await db.selectFrom('pledge_current').select('status').where('code', '=', code).executeTakeFirstOrThrow())
		.status;

describeOnBoth('the record of a step', (database) => {
	it('is corrected by another day only with a reason; the former record stays with what replaced it', async () => {
		const { db } = database();
		const { code, pledgeId, step } = await aProject(db);
		await recordStep(db, anAct(), { code, done: doneInput(step), checkedOn: null });
		const again = doneInput(step, { from: '2026-07-15' });
		await expect(recordStep(db, anAct(), { code, done: again, checkedOn: null })).rejects.toMatchObject({
			code: 'reason_missing',
			field: 'reason',
			message: '“Opened” is recorded already: done on 1 May 2026. Say why you correct that.'
		});
		const corrected = { ...again, reason: 'The opening was put off' };
		await recordStep(db, anAct({ today: '2026-11-24' }), { code, done: corrected, checkedOn: null });
		const records = (await listStepRecords(db, pledgeId, EVERYTHING)).get(step);
		expect(records).toMatchObject([
			{ when: { start: '2026-07-15' }, undone: false, reason: 'The opening was put off', on: '2026-11-24' },
			{ when: { start: '2026-05-01' }, undone: false, reason: null, on: DAY }
		]);
		expect(formerRecords('stage', records)).toMatchObject([
			{
				struck: 'done on 1 May 2026',
				said: 'until 24 Nov 2026: The opening was put off',
				source: { title: A_SOURCE.title }
			}
		]);
	});

	it('is taken back with a reason: the step is open again, and what was said before is not lost', async () => {
		const { db } = database();
		const { code, pledgeId, step } = await aProject(db);
		await recordStep(db, anAct(), { code, done: doneInput(step), checkedOn: null });
		expect(await statusOf(db, code)).toBe('MET');
		const before = await lastSeq(db);
		const undone = { step, reason: 'Only announced', source: null };
		await undoStep(db, anAct(), { code, undone });
		expect(await statusOf(db, code)).toBe('BEHIND');
		const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
		expect(facts && assess(facts, DAY, { at: before }).status).toBe('MET');
		const records = (await listStepRecords(db, pledgeId, EVERYTHING)).get(step);
		expect(records).toMatchObject([
			{ undone: true, reason: 'Only announced' },
			{ undone: false, when: { start: '2026-05-01' } }
		]);
		expect(formerRecords('stage', records)).toMatchObject([
			{ struck: null, said: 'Not done after all, 23 Nov 2026: Only announced' },
			{ struck: 'done on 1 May 2026', said: '' }
		]);
		expect((await listStepRecords(db, pledgeId, { ...EVERYTHING, upto: before })).get(step)).toHaveLength(1);
		const { action, reason } = await db
			.selectFrom('entry')
			.select(['action', 'reason'])
			.orderBy('seq', 'desc')
			.executeTakeFirstOrThrow();
		expect([action, reason]).toEqual(['step not done after all', 'Only announced']);
		await expect(undoStep(db, anAct(), { code, undone })).rejects.toMatchObject({ code: 'not_done' });
		await recordStep(db, anAct(), { code, done: doneInput(step), checkedOn: null });
		expect(await statusOf(db, code)).toBe('MET');
	});

	it('that somebody made meanwhile is shown beside what was typed, and nothing is written', async () => {
		const { db } = database();
		const ann = await anAccount(db, { name: 'Ann' });
		const { code, pledgeId, step } = await aProject(db);
		const seen = await lastSeq(db);
		const theirs = doneInput(step, { from: '2026-05-01', to: '2026-05-03', place: 'Astana' });
		await recordStep(db, anAct({ by: ann }), { code, done: theirs, checkedOn: null, seen });
		const mine = { code, done: doneInput(step, { from: '2026-06-02' }), checkedOn: null };
		await expect(recordStep(db, anAct(), { ...mine, seen })).rejects.toMatchObject({
			code: 'changed_meanwhile',
			message: expect.stringMatching(
				/Ann recorded “Opened”.*Stands now: done 1–3 May 2026, Astana\. You typed: done on 2 Jun 2026\./
			)
		});
		const undone = { step, reason: 'Only announced', source: null };
		await expect(undoStep(db, anAct(), { code, undone, seen })).rejects.toMatchObject({
			message: expect.stringContaining('You typed: not done after all.')
		});
		expect((await listStepRecords(db, pledgeId, EVERYTHING)).get(step)).toHaveLength(1);
		const reason = 'The ministry says so';
		const asked = { ...mine, done: { ...mine.done, reason }, seen: await lastSeq(db) };
		await recordStep(db, anAct(), asked);
		expect((await listStepRecords(db, pledgeId, EVERYTHING)).get(step)).toHaveLength(2);
	});
});

describeOnBoth('an edit that only takes a step away', (database) => {
	it('is a change that a second edit has to look at first', async () => {
		const { db } = database();
		const steps = [A_STEP, { ...A_STEP, title: 'Built' }];
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps });
		const opened = await definitionOf(db, code);
		const edit = (input: typeof opened.input) =>
			editPledge(db, anAct(), { code, expectedSeq: opened.seq, reason: 'r', input });
		await edit({ ...opened.input, steps: opened.input.steps.slice(0, 1) });
		await expect(edit({ ...opened.input, title: 'Mine' })).rejects.toMatchObject({
			code: 'changed_meanwhile'
		});
	});
});
