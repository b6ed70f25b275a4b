import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { VerdictInput } from '#lib/domain/commands.ts';
import { EVERYTHING, upTo, type Reach } from '#lib/server/db/chains.ts';
import { lastSeq, type Act } from '#lib/server/db/ledger.ts';
import { addComment, COMMENTS_PER_PAGE, listComments } from '#lib/server/pledges/comments.ts';
import { giveVerdict } from '#lib/server/pledges/give-verdict.ts';
import { pledgeRows } from '#lib/server/pledges/pledge-rows.ts';
import { standingVerdicts } from '#lib/server/pledges/standing-verdicts.ts';
import { listVerdicts } from '#lib/server/pledges/verdicts.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_TARGET,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	momentOf
} from '../helpers/factories.ts';

describeOnBoth('a verdict', (database) => {
	let manager: Act;
	const give = (code: string, over: Partial<VerdictInput> = {}, act = manager) =>
		giveVerdict(database().db, act, {
			code,
			verdict: { value: 'met', on: '2026-11-12', rationale: 'Both sides said so.', source: A_SOURCE, ...over }
		});
	const idOf = async (code: string) => (await definitionOf(database().db, code)).pledgeId;
	beforeAll(async () => {
		manager = anAct({ by: await anAccount(database().db, { name: 'Max', role: 'manager' }) });
	});

	it('stands beside the computed status, never in its place, with its day in the read model', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '101' });
		const [before] = await pledgeRows(db, [await idOf(code)], await momentOf(db));
		expect(before?.verdict).toBe(null);
		await give(code);
		const [row] = await pledgeRows(db, [await idOf(code)], await momentOf(db));
		expect(row?.verdict).toEqual({ group: 'met', on: '2026-11-12' });
		expect(row?.assessment.status).toBe(before?.assessment.status);
		expect(row?.assessment.group).toBe('behind');
		const act = await db.selectFrom('entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
		expect(act).toMatchObject({ action: 'verdict given', subject: code, by_id: manager.by });
	});

	it('stands until another is given, and the earlier ones stay, each as of its ledger number', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await give(code);
		const then = await lastSeq(db);
		await give(code, { value: 'missed', on: DAY, rationale: 'They took it back.' });
		const id = await idOf(code);
		expect((await pledgeRows(db, [id], await momentOf(db)))[0]?.verdict).toEqual({
			group: 'missed',
			on: DAY
		});
		const all = await listVerdicts(db, id, upTo(await lastSeq(db)));
		expect(all.map(({ value, by }) => [value, by])).toEqual([
			['missed', 'Max'],
			['met', 'Max']
		]);
		expect(all[1]?.source).toMatchObject({ title: A_SOURCE.title });
		expect((await listVerdicts(db, id, upTo(then))).map(({ value }) => value)).toEqual(['met']);
	});

	it('says what it cannot have known: a target and figures that changed after it was given', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '120' });
		await give(code);
		const id = await idOf(code);
		const since = async (reach: Reach = EVERYTHING) => (await listVerdicts(db, id, reach))[0]?.since;
		expect(await since()).toEqual({ target: null, figures: 0 });
		const then = await lastSeq(db);
		await anActual(db, code, { value: '130', period: yearPeriod(2025) });
		await anEdit(db, code, { target: { ...A_TARGET, value: '300' } });
		expect(await since()).toEqual({ target: DAY, figures: 1 });
		expect(await since(upTo(then))).toEqual({ target: null, figures: 0 });
	});

	it('is public from its day on, and no earlier state has it', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await give(code, { on: '2026-11-12' });
		const id = await idOf(code);
		const at = (asOf: string): Reach => ({ ...EVERYTHING, basis: 'public', asOf });
		expect(await listVerdicts(db, id, at('2026-11-11'))).toEqual([]);
		expect(await listVerdicts(db, id, at('2026-11-12'))).toHaveLength(1);
		expect(await standingVerdicts(db, [id], at('2026-11-11'))).toEqual(new Map());
		expect((await standingVerdicts(db, [id], at('2026-11-12'))).get(id)).toMatchObject({ group: 'met' });
	});

	it('is of a day that has been, not before the pledge, nor before the verdict that stands', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await expect(give(code, { on: '2026-11-24' })).rejects.toMatchObject({
			code: 'verdict_ahead',
			field: 'on'
		});
		await expect(give(code, { on: '2022-10-14' })).rejects.toMatchObject({ code: 'verdict_before_occasion' });
		await give(code, { on: '2026-11-12' });
		await expect(give(code, { on: '2026-11-11' })).rejects.toMatchObject({ code: 'verdict_out_of_order' });
		await give(code, { on: '2026-11-12', value: 'stalled' });
		await expect(give('NONE')).rejects.toMatchObject({ code: 'unknown_pledge' });
		await expect(give(code, { source: { id: 999_999 } })).rejects.toMatchObject({ code: 'unknown_source' });
		expect(await listVerdicts(db, await idOf(code), upTo(await lastSeq(db)))).toHaveLength(2);
	});

	it('sent twice is given once', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const act = { ...manager, requestKey: `verdict-${code}` };
		await give(code, {}, act);
		await give(code, {}, act);
		expect(await listVerdicts(db, await idOf(code), upTo(await lastSeq(db)))).toHaveLength(1);
	});
});

describeOnBoth('comments', (database) => {
	it('stand in their order with author and time, the latest last, a page at a time', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId } = await definitionOf(db, code);
		const act = anAct({ by: await anAccount(db, { name: 'Ann' }) });
		const texts = Array.from({ length: COMMENTS_PER_PAGE + 2 }, (_, at) => `Comment ${at}`);
		for (const text of texts) await addComment(db, act, { code, text });
		const upto = await lastSeq(db);
		const last = await listComments(db, pledgeId, upTo(upto));
		expect(last.total).toBe(texts.length);
		expect(last.comments.map(({ text }) => text)).toEqual(texts.slice(2));
		expect(last.comments[0]).toMatchObject({ by: 'Ann', on: DAY, at: act.now });
		const first = await listComments(db, pledgeId, upTo(upto), last.earlier);
		expect(first.comments.map(({ text }) => text)).toEqual(texts.slice(0, 2));
		expect(first.earlier).toBe(null);
		expect((await listComments(db, pledgeId, upTo(upto - 1))).total).toBe(texts.length - 1);
	});

	it('are acts of the ledger, written once on a double click, and change no assessment', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const read = () =>
			db.selectFrom('pledge_current').where('code', '=', code).selectAll().executeTakeFirst();
		const before = await read();
		const act = anAct({ requestKey: `comment-${code}` });
		await addComment(db, act, { code, text: '<b>Why?</b>' });
		await addComment(db, act, { code, text: '<b>Why?</b>' });
		expect(await read()).toEqual(before);
		const acts = await db
			.selectFrom('entry')
			.where('subject', '=', code)
			.select('action')
			.orderBy('seq')
			.execute();
		expect(acts.map(({ action }) => action)).toEqual(['pledge logged', 'commented']);
		await expect(addComment(db, anAct(), { code: 'NONE', text: 'a' })).rejects.toMatchObject({
			code: 'unknown_pledge'
		});
	});
});
