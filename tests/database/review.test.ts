import { beforeAll, expect, it } from 'vitest';
import { assess } from '#lib/domain/progress.ts';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { EVERYTHING } from '#lib/server/db/chains.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, type Act } from '#lib/server/db/ledger.ts';
import { disableAccount, setRole } from '#lib/server/people/manage-accounts.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { listActuals } from '#lib/server/pledges/figures.ts';
import { shownRows } from '#lib/server/pledges/pledge-rows.ts';
import type { Moment } from '#lib/server/pledges/moment.ts';
import { listChecks } from '#lib/server/pledges/moments.ts';
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { recordActual, recordActuals } from '#lib/server/pledges/record-actual.ts';
import { loadRecordForm } from '#lib/server/pledges/record-form.ts';
import { withdrawFigure } from '#lib/server/pledges/withdraw-figure.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { reviewBatch, reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { changeSettings } from '#lib/server/settings/change-settings.ts';
import { findReviewers, listSettingChanges, readSettings } from '#lib/server/settings/settings.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	actualInput,
	anAccount,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf
} from '../helpers/factories.ts';

/** Sets some of the settings. */
async function set(db: Db, over: { review?: boolean; checkDays?: number; activityDays?: number }) {
	const { seq, ...now } = await readSettings(db);
	await changeSettings(db, anAct(), { input: { ...now, ...over }, reason: null, expectedSeq: seq });
}

const stateOf = (db: Db, code: string) =>
	db
		.selectFrom('pledge_current')
		.where('code', '=', code)
		.select(['status', 'upto_seq'])
		.select((eb) => eb.ref('assessment', '->').key('figure').key('value').as('value'))
		.executeTakeFirstOrThrow();
const valueOf = async (db: Db, code: string) => (await stateOf(db, code)).value ?? null;
const lastObservation = (db: Db) =>
	db.selectFrom('observation').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
const openOnes = async (db: Db, code: string) =>
	db
		.selectFrom('open_submission')
		.where('pledge_id', '=', (await definitionOf(db, code)).pledgeId)
		.select(['entry_seq', 'state'])
		.orderBy('entry_seq')
		.execute();

/** The submissions of one request, in their order. */
const seqsOf = async (db: Db, batch: string) =>
	(await db.selectFrom('entry').where('batch', '=', batch).select('seq').orderBy('seq').execute()).map(
		({ seq }) => seq
	);

describeOnBoth('a submission', (database) => {
	let analyst: Act;
	let manager: Act;
	const approve = (seq: number, act = manager, note: string | null = null) =>
		reviewSubmission(database().db, act, { seq, decision: 'approved', note });
	const giveBack = (seq: number, note: string | null = 'Which table?', act = manager) =>
		reviewSubmission(database().db, act, { seq, decision: 'returned', note });
	/** A pledge whose figure of 2024 counts, and another figure for it that waits. */
	const submitted = async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '120' });
		const first = await lastObservation(db);
		await anActual(db, code, { value: '150', revises: first.id, reason: 'Republished.' }, analyst);
		return { code, figure: await lastObservation(db) };
	};
	beforeAll(async () => {
		const { db } = database();
		analyst = anAct({ by: await anAccount(db, { name: 'Ann' }) });
		manager = anAct({ by: await anAccount(db, { name: 'Max', role: 'manager' }) });
	});

	it('waits where a person records it, and does not where the product does', async () => {
		const { db } = database();
		const { code, figure } = await submitted();
		expect(figure.needs_review).toBe(true);
		expect(await valueOf(db, code)).toBe('120');
		expect(await openOnes(db, code)).toEqual([{ entry_seq: figure.entry_seq, state: 'waiting' }]);
		const other = await aPledge(db);
		await anActual(db, other);
		expect(await lastObservation(db)).toMatchObject({ needs_review: false });
	});

	it('counts from its approval on, in one transaction with the act, and as of before it does not', async () => {
		const { db } = database();
		const { code, figure } = await submitted();
		await approve(figure.entry_seq, { ...manager, today: '2026-12-01' });
		expect(await valueOf(db, code)).toBe('150');
		expect(await openOnes(db, code)).toEqual([]);
		const act = await db.selectFrom('entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
		expect(act).toMatchObject({ action: 'submission approved', subject: code, by_id: manager.by });
		expect((await stateOf(db, code)).upto_seq).toBe(act.seq);
		const { pledgeId } = await definitionOf(db, code);
		const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
		if (!facts) throw new Error('no facts');
		const figureOf = (asOf: string, options = {}) => assess(facts, asOf, options).figure?.value;
		expect(figureOf('2026-11-30')).toBe('120');
		expect(figureOf('2026-12-01')).toBe('150');
		expect(figureOf('2026-12-01', { at: act.seq - 1 })).toBe('120');
	});

	it('of another period leaves no room for a second figure where the one counts that it corrects', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const yearOf = (year: number) => ({ start: `${year}-01-01`, end: `${year}-12-31` });
		const [year, next] = [yearOf(2024), yearOf(2025)];
		const moved = async (period: typeof year, act?: Act) => {
			const { id: revises } = await lastObservation(db);
			await anActual(db, code, { value: '120', period, revises, reason: 'Another year.' }, act);
		};
		await anActual(db, code, { value: '120', period: yearOf(2023) });
		await moved(year);
		await moved(next, analyst);
		const waiting = await lastObservation(db);
		const taken = { code: 'period_taken', figure: waiting.id };
		await expect(anActual(db, code, { value: '130', period: year }, analyst)).rejects.toMatchObject(taken);
		await expect(anActual(db, code, { value: '130', period: next }, analyst)).rejects.toMatchObject(taken);
		await giveBack(waiting.entry_seq);
		await expect(anActual(db, code, { value: '130', period: year }, analyst)).rejects.toMatchObject(taken);
		// The chain is not in its own way.
		await anActual(db, code, { value: '125', period: year, revises: waiting.id, reason: 'Back.' }, analyst);
		expect(await lastObservation(db)).toMatchObject({ value: '125', prev_id: waiting.id });
	});

	it('that is returned never counts, waits for its author, and is settled by a correction', async () => {
		const { db } = database();
		const { code, figure } = await submitted();
		await expect(giveBack(figure.entry_seq, null)).rejects.toMatchObject({
			code: 'note_missing',
			field: 'note'
		});
		await giveBack(figure.entry_seq);
		expect(await valueOf(db, code)).toBe('120');
		expect(await openOnes(db, code)).toEqual([{ entry_seq: figure.entry_seq, state: 'returned' }]);
		await anActual(db, code, { value: '140', revises: figure.id, reason: 'Table 2.' }, analyst);
		const again = await lastObservation(db);
		expect(await openOnes(db, code)).toEqual([{ entry_seq: again.entry_seq, state: 'waiting' }]);
		expect(await valueOf(db, code)).toBe('120');
		await approve(again.entry_seq);
		expect(await valueOf(db, code)).toBe('140');
	});

	it('is said in the sentence of its pledge, now and as of then, and not that nothing was recorded', async () => {
		const { db } = database();
		const code = await aPledge(db, {}, anAct({ today: '2026-11-20' }));
		await anActual(db, code, {}, { ...analyst, today: '2026-11-20' });
		const figure = await lastObservation(db);
		await giveBack(figure.entry_seq);
		const { pledgeId } = await definitionOf(db, code);
		const sentence = async (moment: Moment) => {
			const [row] = await shownRows(db, [pledgeId], moment);
			return row?.assessment.sentence;
		};
		const said = (what: string) =>
			`No figure for “Freight carried” counts yet, so nothing can be judged: one figure ${what}.`;
		expect(await sentence(await momentOf(db))).toBe(said('was returned'));
		expect(await sentence(await momentOf(db, { at: figure.entry_seq }))).toBe(said('waits for review'));
		expect(await sentence(await momentOf(db, { asOf: '2026-11-22' }))).toBe(said('waits for review'));
	});

	it('that waits or was returned is withdrawn by its author alone, and what counted goes on counting', async () => {
		const { db } = database();
		const { code, figure } = await submitted();
		const withdraw = (id: number, act = analyst) =>
			withdrawFigure(db, act, { code, figure: id, reason: 'Another country.' });
		const other = anAct({ by: await anAccount(db) });
		await expect(withdraw(figure.id, other)).rejects.toMatchObject({ code: 'not_yours' });
		await expect(withdraw(figure.prev_id ?? 0)).rejects.toMatchObject({ code: 'corrected_meanwhile' });
		await giveBack(figure.entry_seq);
		await withdraw(figure.id);
		await expect(withdraw(figure.id)).rejects.toMatchObject({ code: 'withdrawn_already' });
		expect(await openOnes(db, code)).toEqual([]);
		expect(await valueOf(db, code)).toBe('120');
		const { id, pledgeId } = { id: figure.prev_id ?? 0, ...(await definitionOf(db, code)) };
		const listed = await listActuals(db, pledgeId, EVERYTHING);
		expect(listed).toMatchObject([{ id, corrected: false, review: null }]);
		// Its place in the chain is kept, and the next correction is one of the figure that counts.
		expect((await loadRecordForm(db, code, id))?.revised).toMatchObject({ id, meanwhile: false });
		await anActual(db, code, { value: '160', revises: id, reason: 'Table 2.' }, analyst);
		const again = await lastObservation(db);
		expect(again.prev_id).toBe(figure.id);
		await approve(again.entry_seq);
		expect(await valueOf(db, code)).toBe('160');
		await expect(withdraw(again.id)).rejects.toMatchObject({ code: 'counts_already' });
	});

	it('that is withdrawn before anything was decided leaves its period free, and nothing to decide on', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, {}, analyst);
		const figure = await lastObservation(db);
		await withdrawFigure(db, analyst, { code, figure: figure.id, reason: 'Another pledge.' });
		await expect(approve(figure.entry_seq)).rejects.toMatchObject({ code: 'corrected_meanwhile' });
		await anActual(db, code, { value: '140' }, analyst);
		await approve((await lastObservation(db)).entry_seq);
		expect(await valueOf(db, code)).toBe('140');
	});

	it('is a check of its pledge until it comes back', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await recordActual(db, analyst, { code, actual: actualInput(), checkedOn: DAY });
		const checked = async () => {
			const { pledgeId } = await definitionOf(db, code);
			const [row] = await shownRows(db, [pledgeId], await momentOf(db));
			const [check] = await listChecks(db, pledgeId, EVERYTHING);
			return [row?.assessment.freshness.lastCheckedOn, check?.gone];
		};
		expect(await checked()).toEqual([DAY, null]);
		await giveBack((await lastObservation(db)).entry_seq);
		expect(await checked()).toEqual([null, 'returned']);
	});

	it('that corrects nothing is refused, and nothing is written', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const { id: revises } = await lastObservation(db);
		const before = await lastSeq(db);
		const again = (over: Partial<ActualInput>) =>
			anActual(db, code, { revises, state: 'revised', reason: 'Looked again.', ...over });
		await expect(again({})).rejects.toMatchObject({ code: 'nothing_changed', field: 'value' });
		expect(await lastSeq(db)).toBe(before);
		await again({ state: 'provisional' });
		expect(await lastObservation(db)).toMatchObject({ prev_id: revises, state: 'provisional' });
	});

	it('is decided once: who comes late is told who was first, and nothing is written', async () => {
		const { db } = database();
		const { figure } = await submitted();
		const other = anAct({ by: await anAccount(db, { role: 'manager' }) });
		const ends = await Promise.allSettled([
			approve(figure.entry_seq),
			giveBack(figure.entry_seq, 'No.', other)
		]);
		expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
		const late = ends.find((end) => end.status === 'rejected');
		expect(late?.reason).toMatchObject({ code: 'decided_already' });
		await expect(approve(figure.entry_seq)).rejects.toThrow(/this submission already on 23 Nov 2026/);
		const rows = await db
			.selectFrom('review')
			.where('reviewed_seq', '=', figure.entry_seq)
			.selectAll()
			.execute();
		expect(rows).toHaveLength(1);
	});

	it('sent twice is written once', async () => {
		const { db } = database();
		const { figure } = await submitted();
		const act = { ...manager, requestKey: `once-${figure.id}` };
		await approve(figure.entry_seq, act);
		await approve(figure.entry_seq, act);
		const rows = await db.selectFrom('entry').where('request_key', '=', act.requestKey).selectAll().execute();
		expect(rows).toHaveLength(1);
	});

	it('is never decided by its author, nor by anybody who is no manager', async () => {
		const { db } = database();
		const author = await anAccount(db, { name: 'Both' });
		const code = await aPledge(db);
		await anActual(db, code, {}, anAct({ by: author }));
		const { entry_seq } = await lastObservation(db);
		await setRole(db, author, 'manager');
		for (const [act, refusal] of [
			[anAct({ by: author }), 'own_submission'],
			[analyst, 'not_a_reviewer'],
			[anAct({ by: await anAccount(db, { role: 'admin' }) }), 'not_a_reviewer'],
			[anAct(), 'not_a_reviewer']
		] as const) {
			await expect(approve(entry_seq, act)).rejects.toMatchObject({ code: refusal });
		}
		expect(await valueOf(db, code)).toBe(null);
		expect(await openOnes(db, code)).toHaveLength(1);
	});

	it('is not decided once all of it was corrected, and what needed no review is none', async () => {
		const { db } = database();
		const { figure } = await submitted();
		const code = await db
			.selectFrom('entry')
			.where('seq', '=', figure.entry_seq)
			.select('subject')
			.executeTakeFirstOrThrow();
		await anActual(db, code.subject ?? '', { value: '151', revises: figure.id, reason: 'Slip.' }, analyst);
		await expect(approve(figure.entry_seq)).rejects.toMatchObject({ code: 'corrected_meanwhile' });
		await expect(approve(1)).rejects.toMatchObject({ code: 'unknown_submission' });
		await expect(approve(999_999)).rejects.toMatchObject({ code: 'unknown_submission' });
	});

	it('of many pledges is approved together, all of it that was seen or nothing', async () => {
		const { db } = database();
		const codes = [await aPledge(db), await aPledge(db), await aPledge(db)];
		const commands = codes.map((code) => ({ code, actual: actualInput(), checkedOn: DAY }));
		await recordActuals(db, { ...analyst, batch: 'together' }, commands, (error) => error);
		const together = { batch: 'together', decision: 'approved' as const, note: null };
		const [first = 0, second = 0, third = 0] = await seqsOf(db, 'together');
		const all = { ...together, chosen: [first, second, third], except: null, expected: 3 };
		await expect(reviewBatch(db, analyst, all)).rejects.toMatchObject({ code: 'own_submission' });
		const gone = { ...all, chosen: [first, 999_999] };
		await expect(reviewBatch(db, manager, gone)).rejects.toMatchObject({ code: 'decided_already' });
		const seen = { ...all, chosen: [first], except: [], expected: 2 };
		await expect(reviewBatch(db, manager, seen)).rejects.toMatchObject({ code: 'decided_already' });
		for (const code of codes) expect(await valueOf(db, code)).toBe(null);
		expect(await reviewBatch(db, manager, all)).toBe(3);
		for (const code of codes) expect(await valueOf(db, code)).toBe('150');
		const reviews = await db
			.selectFrom('entry')
			.where('action', '=', 'submission approved')
			.where('subject', 'in', codes)
			.select('subject')
			.orderBy('seq')
			.execute();
		expect(reviews.map((row) => row.subject)).toEqual(codes);
	});

	it('of many pledges is decided on in part: those that are chosen, or all but those that are left out', async () => {
		const { db } = database();
		const codes = [await aPledge(db), await aPledge(db), await aPledge(db), await aPledge(db)];
		const commands = codes.map((code) => ({ code, actual: actualInput(), checkedOn: DAY }));
		await recordActuals(db, { ...analyst, batch: 'in part' }, commands, (error) => error);
		const [first = 0, second = 0] = await seqsOf(db, 'in part');
		const part = { batch: 'in part', decision: 'approved' as const, note: null, expected: 4 };
		expect(await reviewBatch(db, manager, { ...part, chosen: [second], except: null })).toBe(1);
		const values = async () => Promise.all(codes.map((code) => valueOf(db, code)));
		expect(await values()).toEqual([null, '150', null, null]);
		const others = { ...part, expected: 3, chosen: [], except: [first] };
		expect(await reviewBatch(db, manager, others)).toBe(2);
		expect(await values()).toEqual([null, '150', '150', '150']);
	});

	it('holds one figure where several of a pledge are recorded at once, so that each can be decided on', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const commands = [2021, 2022].map((year) => ({
			...{ code, checkedOn: DAY },
			actual: actualInput({ period: yearPeriod(year) })
		}));
		await recordActuals(db, { ...analyst, batch: 'years' }, commands, (error) => error);
		expect(await seqsOf(db, 'years')).toHaveLength(2);
	});

	it('is counted for those who may decide on it', async () => {
		const { db } = database();
		const count = async () => [
			await countWaitingSubmissions(db),
			await countWaitingSubmissions(db, manager.by),
			await countWaitingSubmissions(db, analyst.by)
		];
		const [all = 0, managers = 0, authors = 0] = await count();
		await submitted();
		expect(await count()).toEqual([all + 1, managers + 1, authors]);
	});
});

describeOnBoth('settings', (database) => {
	it('have their defaults while nothing is set, and are changed by acts with a reason', async () => {
		const { db } = database();
		expect(await readSettings(db)).toEqual({ review: true, checkDays: 180, activityDays: 365, seq: 0 });
		const by = await anAccount(db, { role: 'admin' });
		const input = { review: false, checkDays: 90, activityDays: 365 };
		await changeSettings(db, anAct({ by }), { input, reason: 'A team of two.', expectedSeq: 0 });
		const { seq, ...now } = await readSettings(db);
		expect(now).toEqual(input);
		const act = await db.selectFrom('entry').where('seq', '=', seq).selectAll().executeTakeFirstOrThrow();
		expect(act).toMatchObject({
			action: 'setting changed',
			subject: null,
			reason: 'A team of two.',
			by_id: by
		});
		const names = await db.selectFrom('setting').select('name').orderBy('name').execute();
		expect(names.map((row) => row.name)).toEqual(['check_days', 'review']);
		await set(db, { checkDays: 45 });
		const changes = await listSettingChanges(db);
		expect(changes.map(({ name, before, after }) => [name, before, after])).toEqual([
			['check_days', '90', '45'],
			['check_days', '180', '90'],
			['review', 'on', 'off']
		]);
		expect(changes[2]).toMatchObject({ seq, on: DAY, reason: 'A team of two.', by: expect.any(String) });
		await set(db, { checkDays: 90 });
	});

	it('say so where somebody else changed them meanwhile, and write nothing where nothing differs', async () => {
		const { db } = database();
		const { seq, ...now } = await readSettings(db);
		await changeSettings(db, anAct(), { input: now, reason: null, expectedSeq: seq });
		expect((await readSettings(db)).seq).toBe(seq);
		await set(db, { checkDays: 60 });
		const late = changeSettings(db, anAct(), { input: now, reason: null, expectedSeq: seq });
		await expect(late).rejects.toMatchObject({ code: 'changed_meanwhile' });
		expect(await readSettings(db)).toMatchObject({ checkDays: 60 });
	});

	it('that switch review off let new figures count at once, and leave what waits waiting', async () => {
		const { db } = database();
		const analyst = anAct({ by: await anAccount(db) });
		const manager = anAct({ by: await anAccount(db, { role: 'manager' }) });
		const code = await aPledge(db);
		await set(db, { review: true });
		await anActual(db, code, {}, analyst);
		const waiting = await lastObservation(db);
		await set(db, { review: false });
		expect(await valueOf(db, code)).toBe(null);
		expect(await countWaitingSubmissions(db)).toBe(1);
		await anActual(db, code, { period: { start: '2022-01-01', end: '2022-12-31' }, value: '110' }, analyst);
		expect(await valueOf(db, code)).toBe('110');
		await reviewSubmission(db, manager, { seq: waiting.entry_seq, decision: 'approved', note: null });
		expect(await valueOf(db, code)).toBe('150');
	});

	it('warn where review is on and nobody could approve', async () => {
		const { db } = database();
		for (const { id } of await db.selectFrom('account').where('role', '=', 'manager').select('id').execute())
			await disableAccount(db, id, new Date(`${DAY}T12:00:00Z`));
		await set(db, { review: true });
		expect(await findReviewers(db)).toBe('nobody');
		const manager = await anAccount(db, { role: 'manager' });
		expect(await findReviewers(db)).toBe('managers');
		await disableAccount(db, manager, new Date(`${DAY}T12:00:00Z`));
		expect(await findReviewers(db)).toBe('nobody');
		await set(db, { review: false });
		expect(await findReviewers(db)).toBe(null);
	});

	it('let the sample in without a review, whoever owns it', async () => {
		const { db } = database();
		await set(db, { review: true });
		const before = await countWaitingSubmissions(db);
		await loadSample(db, anAct({ by: await anAccount(db) }));
		expect(await countWaitingSubmissions(db)).toBe(before);
	});
});
