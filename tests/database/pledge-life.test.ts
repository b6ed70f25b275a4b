import { expect, it } from 'vitest';
import { monthPeriod, yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { sql } from 'kysely';
import type { Db } from '#lib/server/db/connection.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { recordActual } from '#lib/server/pledges/record-actual.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_STEP,
	A_TARGET,
	A_WINDOW,
	aCheck,
	aClosing,
	actualInput,
	AN_INDICATOR,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

async function factsOf(db: Db, code: string) {
	const { pledgeId } = await definitionOf(db, code);
	const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
	if (!facts) throw new Error(`No facts of ${code}.`);
	return facts;
}

const currentOf = (db: Db, code: string) =>
	db.selectFrom('pledge_current').selectAll().where('code', '=', code).executeTakeFirstOrThrow();

/** How many rows each table has. */
async function sizes(db: Db): Promise<Record<string, number>> {
	const { rows } = await sql<{ name: string; size: number }>`
		select relname as name,
			(xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || quote_ident(relname), false, true, '')))[1]::text::bigint as size
		from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`.execute(db);
	return Object.fromEntries(rows.map((row) => [row.name, row.size]));
}

/** The tables that grew, and by how many rows. */
async function growth(db: Db, work: () => Promise<unknown>): Promise<Record<string, number>> {
	const before = await sizes(db);
	await work();
	const after = await sizes(db);
	return Object.fromEntries(
		Object.entries(after)
			.map(([name, size]) => [name, size - (before[name] ?? 0)] as const)
			.filter(([, more]) => more !== 0)
	);
}

async function edit(
	db: Db,
	code: string,
	over: Partial<PledgeInput>,
	reason: string | null = 'A better source'
) {
	const { seq, input } = await definitionOf(db, code);
	await editPledge(db, anAct(), { code, expectedSeq: seq, reason, input: { ...input, ...over } });
}

describeOnBoth('logging a pledge', (database) => {
	it('gives the next free code of the occasion, in the manner of the others', async () => {
		const { db } = database();
		const occasion = { title: 'Summit', place: null, heldOn: '2024-05-01', parties: [], source: null };
		expect(await aPledge(db, { code: 'SUM-24-07', occasion })).toBe('SUM-24-07');
		expect(await aPledge(db, { code: null, occasion })).toBe('SUM-24-08');
		expect(await aPledge(db, { code: null, occasion })).toBe('SUM-24-09');
		const other = { ...occasion, title: 'First meeting' };
		expect(await aPledge(db, { code: null, occasion: other })).toBe('AT-ER-2024-01');
	});

	it('refuses a code that is taken, in any case of its letters, and writes nothing', async () => {
		const { db } = database();
		await aPledge(db, { code: 'Taken-1' });
		const grown = await growth(db, async () => {
			const again = aPledge(db, { code: 'TAKEN-1', source: { ...A_SOURCE, url: 'https://example.org/new' } });
			await expect(again).rejects.toMatchObject({ code: 'code_taken', field: 'code' });
		});
		expect(grown).toEqual({});
	});

	it('writes nothing where the last part is refused', async () => {
		const { db } = database();
		const grown = await growth(db, async () => {
			const target = { ...A_TARGET, unit: 'km' };
			const wrong = aPledge(db, { target, parties: [{ name: 'Nobody yet', role: 'pledger' }] });
			await expect(wrong).rejects.toMatchObject({ code: 'unit_mismatch' });
		});
		expect(grown).toEqual({});
	});

	it('knows parties, reporters and sources again instead of writing them twice', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { source: A_SOURCE });
		const grown = await growth(db, async () => {
			const next = await aPledge(db, { parties: [{ name: 'ATLANTIS', role: 'joint' }] });
			await anActual(db, next, { reporter: 'statistics office', source: A_SOURCE });
		});
		expect(grown).toMatchObject({ pledge: 1, observation: 1, entry: 2 });
		for (const table of ['party', 'source', 'reporter', 'occasion']) expect(grown).not.toHaveProperty(table);
	});
});

describeOnBoth('editing a pledge', (database) => {
	it('keeps a target in the unit it was typed in when the indicator changes its own', async () => {
		const { db } = database();
		const code = await aPledge(db, { baseline: null });
		await anEdit(db, code, { indicator: { ...AN_INDICATOR, unit: 'Mt' } });
		const { pledgeId } = await definitionOf(db, code);
		const targets = await db
			.selectFrom('target')
			.select(['value', 'entered_unit', 'factor'])
			.where('pledge_id', '=', pledgeId)
			.orderBy('id')
			.execute();
		expect(targets.map(({ value, entered_unit: unit }) => `${Number(value)} from ${unit}`)).toEqual([
			'200 from kt',
			'0.2 from kt'
		]);
	});

	it('appends only the part that changed', async () => {
		const { db } = database();
		const code = await aPledge(db, { steps: [A_STEP] });
		expect(await growth(db, () => edit(db, code, { title: 'Another title' }))).toEqual({
			entry: 1,
			pledge_version: 1,
			pledge_party: 2
		});
		expect(await growth(db, () => edit(db, code, { target: { ...A_TARGET, value: '220' } }))).toEqual({
			entry: 1,
			target: 1
		});
		const { input } = await definitionOf(db, code);
		const steps = [...input.steps, { ...A_STEP, title: 'Built' }];
		expect(await growth(db, () => edit(db, code, { steps }))).toEqual({ entry: 1, step: 1, step_version: 1 });
	});

	it('moves a target through a chain: the former one stays, with the reason beside the new one', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await edit(db, code, { target: { ...A_TARGET, due: '2035-12-31' } }, 'Put off at the second summit');
		const { targets } = await factsOf(db, code);
		expect(targets.map(({ due }) => due)).toEqual(['2030-12-31', '2035-12-31']);
		expect(targets[1]?.supersedes).toBe(targets[0]?.id);
		const { pledgeId } = await definitionOf(db, code);
		const reasons = await db
			.selectFrom('target')
			.select('reason')
			.where('pledge_id', '=', pledgeId)
			.orderBy('id')
			.execute();
		expect(reasons).toEqual([{ reason: null }, { reason: 'Put off at the second summit' }]);
		expect((await currentOf(db, code)).due_on).toBe('2035-12-31');
	});

	it('refuses an edit of what somebody changed meanwhile, and one that changes nothing', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { seq, input } = await definitionOf(db, code);
		await edit(db, code, { title: 'First' });
		const grown = await growth(db, async () => {
			const late = editPledge(db, anAct(), {
				code,
				expectedSeq: seq,
				reason: null,
				input: { ...input, title: 'Second' }
			});
			await expect(late).rejects.toMatchObject({ code: 'changed_meanwhile' });
			await expect(edit(db, code, {})).rejects.toMatchObject({ code: 'nothing_changed' });
		});
		expect(grown).toEqual({});
		expect((await definitionOf(db, code)).input.title).toBe('First');
	});

	it('is not disturbed by a figure that was recorded meanwhile', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { seq, input } = await definitionOf(db, code);
		await anActual(db, code);
		await editPledge(db, anAct(), {
			code,
			expectedSeq: seq,
			reason: null,
			input: { ...input, title: 'Kept' }
		});
		expect((await currentOf(db, code)).title).toBe('Kept');
	});

	it('adds up no figures that overlap already when a pledge becomes one of a sum', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { period: yearPeriod(2024), value: '150' });
		await anActual(db, code, { period: { start: '2024-07-01', end: '2024-09-30' }, value: '40' });
		const summed: Partial<PledgeInput> = {
			kind: 'cumulative',
			indicator: { ...AN_INDICATOR, aggregation: 'cumulative' }
		};
		await expect(edit(db, code, summed)).rejects.toMatchObject({
			code: 'figures_overlap',
			field: 'kind',
			message: expect.stringMatching(/150 kt for 2024 .* and 40 kt for .* overlap/)
		});
		const apart = await aPledge(db);
		for (const year of [2023, 2024]) {
			await anActual(db, apart, { period: yearPeriod(year) });
			await anActual(db, apart, { period: yearPeriod(year), reporter: 'Another office' });
		}
		await edit(db, apart, summed);
		expect((await definitionOf(db, apart)).input.kind).toBe('cumulative');
	});

	it('keeps kind and unit once figures are recorded, and takes no baseline or recorded step away', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const refused = async (over: Partial<PledgeInput>, wanted: string) =>
			expect(edit(db, code, over)).rejects.toMatchObject({ code: wanted });
		await refused({ ...UNMEASURED, kind: 'continuing' }, 'kind_fixed');
		await refused({ indicator: { ...AN_INDICATOR, unit: 't' } }, 'unit_fixed');
		await refused({ baseline: null }, 'baseline_kept');
		const staged = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps: [A_STEP] });
		const step = (await definitionOf(db, staged)).input.steps[0]?.id ?? 0;
		const done = { step, from: '2026-05-01', to: null, place: null, source: null, note: null };
		await recordStep(db, anAct(), { code: staged, done, checkedOn: null });
		await expect(edit(db, staged, { steps: [] })).rejects.toMatchObject({ code: 'step_recorded' });
		expect((await currentOf(db, staged)).status).toBe('MET');
	});
});

describeOnBoth('recording figures', (database) => {
	it('revises by appending: the former figure stays, and the new one counts', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '150' });
		const former = (await factsOf(db, code)).observations[0];
		const revision = {
			value: '155',
			state: 'revised' as const,
			revises: Number(former?.id),
			reason: 'Recounted'
		};
		expect(await growth(db, () => anActual(db, code, revision))).toEqual({ entry: 1, observation: 1 });
		const { observations } = await factsOf(db, code);
		expect(observations.map((o) => [o.value, o.supersedes])).toEqual([
			['150', null],
			['155', former?.id]
		]);
		const { assessment } = await currentOf(db, code);
		expect(assessment.figure?.value).toBe('155');
		expect(assessment.progress).toBeCloseTo(0.55, 12);
		await expect(anActual(db, code, revision)).rejects.toMatchObject({ code: 'changed_meanwhile' });
	});

	it('leaves a period free that a correction moved the figure out of', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { period: yearPeriod(2024), value: '150' });
		const { id: revises } = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		await anActual(db, code, { period: yearPeriod(2025), value: '150', revises, reason: 'It was for 2025.' });
		await anActual(db, code, { period: yearPeriod(2024), value: '140' });
		const page = await showPledge(db, code, await momentOf(db));
		expect(page?.actuals.map(({ value, period }) => [period.end.slice(0, 4), value])).toEqual([
			['2025', '150'],
			['2024', '140']
		]);
	});

	it('refuses a second figure of one reporter for one period, and keeps the other reporter’s', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const grown = await growth(db, () =>
			expect(anActual(db, code, { value: '151', reporter: 'STATISTICS office' })).rejects.toMatchObject({
				code: 'period_taken',
				field: 'period'
			})
		);
		expect(grown).toEqual({});
		await anActual(db, code, { reporter: 'Customs', value: '171' });
		expect((await factsOf(db, code)).observations).toHaveLength(2);
	});

	it('refuses overlapping periods where they are added up, and takes them where they are not', async () => {
		const { db } = database();
		const indicator = { ...AN_INDICATOR, aggregation: 'cumulative' as const };
		const summed = await aPledge(db, { kind: 'cumulative', indicator, baseline: null });
		await anActual(db, summed, { period: yearPeriod(2024) });
		const overlapping = anActual(db, summed, { period: monthPeriod(2024, 12) });
		await expect(overlapping).rejects.toMatchObject({ code: 'period_overlaps' });
		await anActual(db, summed, { period: monthPeriod(2025, 1) });
		const level = await aPledge(db);
		await anActual(db, level, { period: yearPeriod(2024) });
		await anActual(db, level, { period: monthPeriod(2024, 12) });
	});

	it('keeps what was typed beside the canonical value, exactly', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '1234567.125', unit: 't' });
		const row = await db
			.selectFrom('observation')
			.select(['value', 'entered_value', 'entered_unit', 'factor'])
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
		expect(row).toEqual({
			value: '1234.567125',
			entered_value: '1234567.125',
			entered_unit: 't',
			factor: '0.001'
		});
	});

	it('writes figure and check together or not at all', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const figure = (over: Parameters<typeof actualInput>[0], checkedOn: string | null) =>
			recordActual(db, anAct(), { code, actual: actualInput(over), checkedOn });
		expect(await growth(db, () => figure({ period: yearPeriod(2022) }, DAY))).toMatchObject({
			observation: 1,
			check_in: 1,
			entry: 1
		});
		for (const [over, wanted] of [
			[{ unit: 'km' }, 'unit_mismatch'],
			[{ period: yearPeriod(2026) }, 'period_ahead'],
			[{ value: 'many', reporter: 'Somebody new' }, 'number_invalid'],
			[{ source: { id: 999_999 }, reporter: 'Somebody new' }, 'unknown_source']
		] as const) {
			const grown = await growth(db, () => expect(figure(over, DAY)).rejects.toMatchObject({ code: wanted }));
			expect(grown, wanted).toEqual({});
		}
		const unknown = recordActual(db, anAct(), { code: 'NONE', actual: actualInput(), checkedOn: null });
		await expect(unknown).rejects.toMatchObject({ code: 'unknown_pledge' });
	});
});

describeOnBoth('the end of a pledge', (database) => {
	it.each(['withdrawn', 'superseded', 'concluded'] as const)(
		'%s stops its clocks, and reopened they run again',
		async (state) => {
			const { db } = database();
			const code = await aPledge(db, {}, anAct({ today: '2022-10-20' }));
			await anActual(db, code, {}, anAct({ today: '2026-03-01' }));
			expect((await currentOf(db, code)).freshness).toBe('unverified');
			await aClosing(db, code, { state });
			const closed = await currentOf(db, code);
			expect(closed.status).toBe(state === 'concluded' ? 'ON_TRACK' : 'CLOSED');
			expect(closed).toMatchObject({ freshness: 'none', next_change_on: null });
			await expect(aClosing(db, code, { state })).rejects.toMatchObject({ code: 'already_closed' });
			await aClosing(db, code, { state: 'reopened', reason: 'Taken up again' });
			expect(await currentOf(db, code)).toMatchObject({ status: 'ON_TRACK', freshness: 'unverified' });
			await expect(aClosing(db, code, { state: 'reopened' })).rejects.toMatchObject({ code: 'not_closed' });
		}
	);

	it('cannot lie ahead or before the last one', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await expect(aClosing(db, code, { on: '2026-11-24' })).rejects.toMatchObject({ code: 'closed_ahead' });
		await aClosing(db, code);
		const earlier = aClosing(db, code, { state: 'reopened', on: '2026-11-22' });
		await expect(earlier).rejects.toMatchObject({ code: 'closed_out_of_order' });
	});
});

describeOnBoth('checks, steps, events and scores', (database) => {
	it('start the clock of freshness again, and lie neither ahead nor before their evidence', async () => {
		const { db } = database();
		const code = await aPledge(db, {}, anAct({ today: '2022-10-20' }));
		expect((await currentOf(db, code)).freshness).toBe('current');
		await anActual(db, code);
		expect((await currentOf(db, code)).freshness).toBe('unverified');
		await aCheck(db, code);
		const { assessment } = await currentOf(db, code);
		expect(assessment.freshness).toMatchObject({ state: 'current', lastCheckedOn: DAY, dueOn: '2027-05-22' });
		await expect(aCheck(db, code, { checkedOn: '2026-11-24' })).rejects.toMatchObject({
			code: 'checked_ahead'
		});
		const turned = aCheck(db, code, { checkedOn: '2026-11-01', evidenceOn: '2026-11-02' });
		await expect(turned).rejects.toMatchObject({ code: 'evidence_after_check' });
	});

	it('count an event held on the last day of its window, and not the day after', async () => {
		const { db } = database();
		const event = { ...A_STEP, type: 'event' as const, due: null };
		for (const [from, status] of [
			['2024-12-31', 'MET'],
			['2025-01-01', 'MISSED']
		] as const) {
			const code = await aPledge(db, {
				...UNMEASURED,
				kind: 'events_in_window',
				target: A_WINDOW,
				steps: [{ ...event, title: 'Days of Culture' }]
			});
			const step = (await definitionOf(db, code)).input.steps[0]?.id ?? 0;
			const done = { step, from, to: null, place: 'Astana', source: null, note: null };
			await recordStep(db, anAct(), { code, done, checkedOn: DAY });
			expect((await currentOf(db, code)).status, from).toBe(status);
		}
	});

	it('score only against a saved guideline; a reader’s second score replaces the first', async () => {
		const { db } = database();
		const qualitative = { ...UNMEASURED, kind: 'qualitative' as const };
		const score = (value: -1 | 0 | 1, reader = 'Reader One') => ({
			score: { reader, value, on: DAY, source: null, rationale: 'As the text says.' }
		});
		const none = await aPledge(db, qualitative);
		await expect(scorePledge(db, anAct(), { code: none, ...score(1) })).rejects.toMatchObject({
			code: 'no_guideline'
		});
		const code = await aPledge(db, { ...qualitative, guideline: '+1 signed, 0 negotiated, -1 refused.' });
		await scorePledge(db, anAct(), { code, ...score(-1) });
		await scorePledge(db, anAct(), { code, ...score(1, 'READER one') });
		const { scores } = await factsOf(db, code);
		expect(scores.map((s) => [s.value, s.supersedes !== null])).toEqual([
			[-1, false],
			[1, true]
		]);
		expect((await currentOf(db, code)).assessment.detail).toMatchObject({ readers: 1, percent: 100 });
	});
});
