import { expect, it } from 'vitest';
import { monthPeriod, yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput, ScoreInput } from '#lib/domain/commands.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_STEP,
	A_TARGET,
	A_WINDOW,
	aCheck,
	aClosing,
	AN_INDICATOR,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	UNMEASURED
} from '../helpers/factories.ts';

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

describeOnBoth('a score that repeats the one before', (database) => {
	it('is refused, unless its reason, its source, its guideline or an earlier day is new', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 signed.' });
		const first: ScoreInput = { reader: 'Ann', value: 1, on: DAY, source: A_SOURCE, rationale: 'Signed.' };
		const again = (over: Partial<ScoreInput>, today = DAY) =>
			scorePledge(db, anAct({ today }), { code, score: { ...first, ...over } });
		const refused = {
			code: 'nothing_changed',
			field: 'value',
			message: expect.stringContaining('record a check with “no change” instead')
		};
		await again({});
		const seq = await lastSeq(db);
		await expect(again({})).rejects.toMatchObject(refused);
		await expect(again({ reader: 'ANN', on: '2026-11-24' }, '2026-11-24')).rejects.toMatchObject(refused);
		expect(await lastSeq(db)).toBe(seq);

		await again({ on: '2026-11-20' });
		await again({ source: null });
		await again({ source: null, rationale: 'Signed and ratified.' });
		await anEdit(db, code, { guideline: '+1 ratified.' });
		await again({ source: null, rationale: 'Signed and ratified.' });
		await again({ source: null, rationale: 'Signed and ratified.', reader: 'Ben' });
	});
});

describeOnBoth('a theme', (database) => {
	it('is spelled as other pledges spell it; alone, a pledge may change its spelling', async () => {
		const { db } = database();
		const themeOf = async (code: string) => (await definitionOf(db, code)).input.theme;
		const retitled = async (code: string, theme: string) => {
			const { seq, input } = await definitionOf(db, code);
			await editPledge(db, anAct(), { code, expectedSeq: seq, reason: null, input: { ...input, theme } });
			return themeOf(code);
		};
		const first = await aPledge(db, { theme: 'Foreign trade' });
		expect(await retitled(first, 'foreign Trade')).toBe('foreign Trade');
		const second = await aPledge(db, { theme: 'FOREIGN  TRADE' });
		expect(await themeOf(second)).toBe('foreign Trade');
		const third = await aPledge(db, { theme: 'energy' });
		expect(await retitled(third, 'Foreign Trade')).toBe('foreign Trade');
		expect(await themeOf(await aPledge(db, { theme: 'trade' }))).toBe('trade');
	});
});

describeOnBoth('figures that are added up', (database) => {
	it('may not overlap, whoever states them; the same period of another reporter is kept', async () => {
		const { db } = database();
		const indicator = { ...AN_INDICATOR, aggregation: 'cumulative' as const };
		const code = await aPledge(db, { kind: 'cumulative', indicator, baseline: null });
		await anActual(db, code, { period: yearPeriod(2024) });
		const crossing = anActual(db, code, { period: monthPeriod(2024, 12), reporter: 'Customs' });
		await expect(crossing).rejects.toMatchObject({
			code: 'period_overlaps',
			field: 'period',
			message: expect.stringContaining('Statistics Office has 150 kt for 2024 already')
		});
		await anActual(db, code, { period: yearPeriod(2024), reporter: 'Customs', value: '151' });
		await anActual(db, code, { period: monthPeriod(2025, 1), reporter: 'Customs' });
	});
});

describeOnBoth('what lies before the occasion', (database) => {
	it('is no day to close a pledge or to check it; evidence may be older', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await expect(aClosing(db, code, { on: '2022-10-14' })).rejects.toMatchObject({
			code: 'closed_before_occasion',
			field: 'on',
			message: expect.stringContaining('15 Oct 2022')
		});
		await expect(aCheck(db, code, { checkedOn: '2022-10-14' })).rejects.toMatchObject({
			code: 'checked_before_occasion',
			field: 'checked_on'
		});
		await aCheck(db, code, { checkedOn: '2022-10-15', evidenceOn: '2022-10-01', outcome: 'activity' });
		await aClosing(db, code, { on: '2022-10-15' });
	});

	it('is no day to score a pledge', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 signed.' });
		const score = { reader: 'A', value: 1 as const, on: '2022-10-14', source: null, rationale: 'r' };
		await expect(scorePledge(db, anAct(), { code, score })).rejects.toMatchObject({
			code: 'checked_before_occasion',
			field: 'on'
		});
	});

	it('is no deadline, end of a window or due day, unless it was assumed', async () => {
		const { db } = database();
		const due = '2022-10-14';
		const early = { ...A_TARGET, due, duePrecision: 'day' as const };
		const inWindow = {
			...UNMEASURED,
			kind: 'events_in_window' as const,
			steps: [{ ...A_STEP, type: 'event' as const, due: null }]
		};
		const refused: [Partial<PledgeInput>, string][] = [
			[{ target: early }, 'deadline'],
			[{ ...inWindow, target: { ...A_WINDOW, start: '2022-01-01', due } }, 'window_end']
		];
		for (const [over, field] of refused) {
			await expect(aPledge(db, over), field).rejects.toMatchObject({ code: 'due_before_occasion', field });
		}
		await aPledge(db, { target: { ...early, assumedDue: true } });
		await aPledge(db, { target: { ...early, standing: 'assumption' } });
		const code = await aPledge(db);
		const { seq, input } = await definitionOf(db, code);
		const edit = editPledge(db, anAct(), {
			code,
			expectedSeq: seq,
			reason: 'r',
			input: { ...input, target: early }
		});
		await expect(edit).rejects.toMatchObject({ code: 'due_before_occasion', field: 'deadline' });
	});
});
