import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { isKnownOn, knownBy } from '#lib/domain/eligible.ts';
import { assess } from '#lib/domain/progress.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { countUndated } from '#lib/server/pledges/undated.ts';
import { undoStep } from '#lib/server/pledges/undo-step.ts';
import { loadDocument } from '#lib/server/sources/document.ts';
import { editSource } from '#lib/server/sources/edit-source.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_BASELINE,
	A_SOURCE,
	A_STEP,
	A_TARGET,
	aCheck,
	AN_INDICATOR,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

describeOnBoth('a past state', (database) => {
	it('has the columns of the present one, and which state it is', async () => {
		const columnsOf = async (table: string) => {
			const { rows } = await sql`
				select column_name, data_type, is_nullable from information_schema.columns
				where table_schema = current_schema() and table_name = ${table} and column_name <> 'state_id'
				order by column_name`.execute(database().db);
			return rows;
		};
		expect((await columnsOf('pledge_current')).length).toBeGreaterThan(15);
		for (const table of ['pledge', 'pledge_party']) {
			const current = table.replace('pledge', 'pledge_current');
			expect(await columnsOf(`past_${table}`), current).toEqual(await columnsOf(current));
		}
	});
});

async function factsOf(db: Db, code: string) {
	const { pledgeId } = await definitionOf(db, code);
	const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
	if (!facts) throw new Error(`No facts of ${code}.`);
	return facts;
}

async function edit(db: Db, code: string, over: Partial<PledgeInput>, today = DAY) {
	const { seq, input } = await definitionOf(db, code);
	const change = { code, expectedSeq: seq, reason: 'As corrected', input: { ...input, ...over } };
	await editPledge(db, anAct({ today }), change);
}

/** Does one act after another, and tells after each the ledger number and what the board said then. */
async function saidAfter(db: Db, code: string, acts: (() => Promise<unknown>)[]) {
	const said: { at: number; assessment: unknown }[] = [];
	for (const act of [() => Promise.resolve(), ...acts]) {
		await act();
		const { assessment } = await db
			.selectFrom('pledge_current')
			.select('assessment')
			.where('code', '=', code)
			.executeTakeFirstOrThrow();
		said.push({ at: await lastSeq(db), assessment });
	}
	return said;
}

describeOnBoth('a past ledger number', (database) => {
	it('gives what the board said then of a measured pledge, whatever was edited since', async () => {
		const { db } = database();
		const code = await aPledge(db, { mode: 'reach', target: { ...A_TARGET, due: '2024-12-31' } });
		const said = await saidAfter(db, code, [
			() => anActual(db, code, { value: '210', state: 'final' }),
			() => anActual(db, code, { value: '150', period: { start: '2025-01-01', end: '2025-12-31' } }),
			() => edit(db, code, { mode: 'keep' }),
			() => edit(db, code, { title: 'Carry twice the freight', strength: 'discussed', checkDays: 30 }),
			() => edit(db, code, { indicator: { ...AN_INDICATOR, title: 'Freight', direction: 'decrease' } }),
			() => edit(db, code, { baseline: { ...A_BASELINE, reporter: 'Rail Office' } }),
			() => edit(db, code, { path: 'geometric', target: { ...A_TARGET, due: '2030-12-31' } }),
			() => aCheck(db, code)
		]);
		const facts = await factsOf(db, code);
		for (const { at, assessment } of said) {
			expect(JSON.parse(JSON.stringify(assess(facts, DAY, { at }))), `at ${at}`).toEqual(assessment);
		}
		expect(new Set(said.map(({ assessment }) => JSON.stringify(assessment))).size).toBeGreaterThan(6);
		expect(isKnownOn(facts, DAY, { at: facts.descriptions[0].seq - 1 })).toBe(false);
	});

	it('gives what the board said then of steps that were moved, renamed and taken out since', async () => {
		const { db } = database();
		const code = await aPledge(db, {
			...UNMEASURED,
			kind: 'milestones',
			steps: [
				{ ...A_STEP, title: 'Surveyed', due: '2024-06-30' },
				{ ...A_STEP, title: 'Designed' },
				{ ...A_STEP, title: 'Built', due: null }
			]
		});
		const steps = async () => (await definitionOf(db, code)).input.steps;
		const change = async (at: number, over: Partial<PledgeInput['steps'][number]>) =>
			edit(db, code, { steps: (await steps()).map((step, n) => (n === at ? { ...step, ...over } : step)) });
		const said = await saidAfter(db, code, [
			() => change(0, { due: '2027-12-31', dueSource: A_SOURCE }),
			() => change(1, { title: 'Drawn', weight: '3' }),
			async () => edit(db, code, { steps: (await steps()).toReversed() }),
			async () => edit(db, code, { steps: (await steps()).slice(1) }),
			async () => {
				const step = (await steps())[0]?.id ?? 0;
				const done = { step, from: '2026-05-01', to: null, place: null, source: null, note: null };
				await recordStep(db, anAct(), { code, done, checkedOn: DAY });
			}
		]);
		const facts = await factsOf(db, code);
		for (const { at, assessment } of said) {
			expect(JSON.parse(JSON.stringify(assess(facts, DAY, { at }))), `at ${at}`).toEqual(assessment);
		}
	});
});

describeOnBoth('what was public', (database) => {
	it('holds a pledge from the day of its source, with the reading and the guideline that go with it', async () => {
		const { db } = database();
		const code = await aPledge(db, {
			...UNMEASURED,
			kind: 'qualitative',
			source: { ...A_SOURCE, publishedOn: '2022-10-15' },
			guideline: '−1 nothing, 0 talks, +1 signed'
		});
		await edit(db, code, {
			title: 'As the treaty has it',
			source: { ...A_SOURCE, title: 'Treaty', publishedOn: '2023-05-01' }
		});
		const facts = await factsOf(db, code);
		const known = (on: string) => isKnownOn(facts, on, { basis: 'public' });
		expect([known('2022-10-14'), known('2022-10-15')]).toEqual([false, true]);
		expect(assess(facts, '2022-10-15', { basis: 'public' }).status).toBe('IN_PROGRESS');
		expect(isKnownOn(facts, '2026-11-22')).toBe(false);
	});

	it('is read by the definitions that stand, which are ours and became public on no day', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { source: { ...A_SOURCE, publishedOn: '2025-02-01' } });
		await edit(db, code, {
			indicator: { ...AN_INDICATOR, title: 'Freight by rail' },
			source: { ...A_SOURCE, title: 'Treaty', publishedOn: '2025-06-01' }
		});
		const between = { asOf: '2025-03-01', basis: 'public' } as const;
		const shown = await showPledge(db, code, await momentOf(db, between));
		expect(shown?.indicators).toMatchObject([{ title: 'Freight by rail' }]);
		expect(shown?.assessment.sentence).toContain('Freight by rail came to');
	});

	it('takes a step that was recorded by mistake back for every day', async () => {
		const { db } = database();
		const steps = [A_STEP, { ...A_STEP, title: 'Built' }];
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps });
		const step = (await definitionOf(db, code)).input.steps[0]?.id ?? 0;
		const done = { step, from: '2024-05-01', to: null, place: null, source: null, note: null };
		await recordStep(db, anAct(), { code, done, checkedOn: null });
		const tally = async () => assess(await factsOf(db, code), '2025-01-01', { basis: 'public' }).tally?.done;
		expect(await tally()).toBe(1);
		await undoStep(db, anAct(), { code, undone: { step, reason: 'Another road.', source: null } });
		expect(await tally()).toBe(0);
	});

	it('has the indicator and the ranking with the pledge, not on the day they were typed in', async () => {
		const { db } = database();
		const code = await aPledge(db, { reporterOrder: { ranked: ['A', 'B'], reason: 'A measures' } });
		for (const [reporter, value] of [
			['A', '150'],
			['B', '120']
		]) {
			const source = { ...A_SOURCE, title: `Yearbook of ${reporter}`, publishedOn: '2025-02-01' };
			await anActual(db, code, { reporter: reporter ?? '', value: value ?? '', source });
		}
		const facts = await factsOf(db, code);
		const result = assess(facts, '2025-03-01', { basis: 'public' });
		expect(result.figure).toMatchObject({ reporter: 'A', value: '150' });
		expect(result.sentence).toContain('kt');
	});
});

describeOnBoth('a date that a source is given later', (database) => {
	/** Completes the date of a source with its edit form. */
	const dateSource = async (title: string, publishedOn: string | null, today = DAY) => {
		const { db } = database();
		const { id } = await db
			.selectFrom('source_version')
			.where('title', '=', title)
			.select('source_id as id')
			.executeTakeFirstOrThrow();
		const document = await loadDocument(db, id, await lastSeq(db));
		if (!document) throw new Error('There is no such source.');
		const { seq: expectedSeq, publisher, language, url, text } = document;
		const input = { title, publisher, publishedOn, language, url, text };
		await editSource(db, anAct({ today }), { id, expectedSeq, input, file: null });
	};
	const undated = (title: string) => ({ ...A_SOURCE, title, publishedOn: null, url: null });

	it('dates what rests on it, from its ledger number on, and nothing that had a day of its own', async () => {
		const { db } = database();
		const words = undated('The communiqué');
		const code = await aPledge(db, {
			source: words,
			baseline: { ...A_BASELINE, source: null },
			target: { ...A_TARGET, source: words }
		});
		const report = undated('The report');
		await anActual(db, code, { period: yearPeriod(2023), source: report });
		await anActual(db, code, { period: yearPeriod(2025), source: report });
		const dated = { ...A_SOURCE, title: 'A dated one' };
		await anActual(db, code, { period: yearPeriod(2022), source: { ...dated, publishedOn: '2023-04-01' } });
		const before = await lastSeq(db);
		const seen = async (asOf: string, at?: number) => {
			const moment = await momentOf(db, { asOf, basis: 'public', ...(at && { at }) });
			const page = await showPledge(db, code, moment);
			const facts = (await loadFacts(db, [page?.id ?? 0], moment.upto)).get(page?.id ?? 0);
			const known = facts && knownBy(facts, asOf, { basis: 'public', at: moment.upto });
			const years = page?.actuals.map(({ period }) => period.end.slice(0, 4)).sort();
			// Queries and rules read the same days.
			expect(known?.observations.map(({ period }) => period.end.slice(0, 4)).sort()).toEqual(years);
			expect(known?.target?.value).toBe(page?.description.target?.value);
			return (
				page && { years, target: page.description.target?.value, from: page.description.baseline?.value }
			);
		};
		expect(await seen('2024-06-30')).toBeNull();

		await dateSource('The communiqué', '2022-10-20');
		await dateSource('The report', '2024-03-15');
		await dateSource('A dated one', '2020-01-01');
		expect(await seen('2022-10-19')).toBeNull();
		expect(await seen('2022-10-20')).toEqual({ years: [], target: '200', from: '100' });
		expect((await seen('2023-04-01'))?.years).toEqual(['2022']);
		expect((await seen('2024-03-14'))?.years).toEqual(['2022']);
		expect((await seen('2024-03-15'))?.years).toEqual(['2022', '2023']);
		expect((await seen('2025-12-30'))?.years, 'not before its period is over').toEqual(['2022', '2023']);
		expect((await seen('2025-12-31'))?.years).toEqual(['2022', '2023', '2025']);
		expect(await seen('2024-06-30', before), 'the state of before').toBeNull();

		await dateSource('The report', '2024-08-01');
		expect((await seen('2024-06-30'))?.years).toEqual(['2022']);
		await dateSource('The report', null);
		expect((await seen('2026-11-22'))?.years).toEqual(['2022']);
	});

	it('leaves nothing to be told as left out, and brings the pledge up to date', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId } = await definitionOf(db, code);
		await anActual(db, code, { period: yearPeriod(2023), source: undated('The yearbook') });
		const leftOut = async () =>
			countUndated(db, await momentOf(db, { asOf: '2024-06-30', basis: 'public' }), pledgeId);
		expect(await leftOut()).toEqual({ figure: 1 });
		await dateSource('The yearbook', '2024-03-15');
		expect(await leftOut()).toEqual({});
		const { upto_seq } = await db
			.selectFrom('pledge_current')
			.where('pledge_id', '=', pledgeId)
			.select('upto_seq')
			.executeTakeFirstOrThrow();
		expect(upto_seq).toBe(await lastSeq(db));
	});
});
