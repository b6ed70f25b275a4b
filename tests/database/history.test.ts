import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { StepDoneInput } from '#lib/domain/commands.ts';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, record } from '#lib/server/db/ledger.ts';
import { ACTS_AT_ONCE, readChangeLines } from '#lib/server/exports/changes.ts';
import { FIGURES_AT_ONCE } from '#lib/server/exports/chunks.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { listActs, MOST_FACTS } from '#lib/server/history/list-acts.ts';
import { SORTS, TOLD_WITH } from '#lib/server/history/sorts.ts';
import { addSupportingIndicator } from '#lib/server/pledges/add-indicator.ts';
import { recordActuals } from '#lib/server/pledges/record-actual.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { restate } from '#lib/server/pledges/restate.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { CHANGE_COLUMNS, type ChangeLine } from '#lib/tabular/change-columns.ts';
import { copyFigure } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_BASELINE,
	A_SOURCE,
	A_STEP,
	A_TARGET,
	aCheck,
	aClosing,
	actualInput,
	AN_INDICATOR,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';
import { readDeclaredTables } from '../helpers/schema-source.ts';

async function linesOf(db: Db, search = '', upto?: number): Promise<ChangeLine[]> {
	const lines: ChangeLine[] = [];
	const filter = readPledgeFilter(new URLSearchParams(search));
	const moment = await momentOf(db, { at: upto });
	for await (const part of readChangeLines(db, filter, moment)) lines.push(...part);
	return lines;
}

/** What was changed since a ledger number, a line for each field: "part | field: before → after unit". */
async function changesSince(db: Db, seq: number): Promise<string[]> {
	return (await linesOf(db))
		.filter((line) => line.seq > seq)
		.map(({ part, field, before, after, unit }) =>
			`${part} | ${field}: ${before ?? ''} → ${after ?? ''} ${unit ?? ''}`.trim()
		);
}

/** What `work` changes. */
async function changesOf(db: Db, work: () => Promise<unknown>): Promise<string[]> {
	const before = await lastSeq(db);
	await work();
	return changesSince(db, before);
}

/** Writes facts that no form writes yet, as an act of their own. */
const write = (db: Db, subject: string | null, work: (trx: Db, seq: number) => Promise<unknown>) =>
	record(db, anAct(), { action: 'written', subject }, work);

describeOnBoth('what an act changed', (database) => {
	it('is told for every table of facts that there is', () => {
		const facts = Object.entries(readDeclaredTables())
			.filter(([table, columns]) => 'entry_seq' in columns && table !== 'open_submission')
			.map(([table]) => table);
		const told = [...SORTS.map(({ table }) => table as string), ...Object.keys(TOLD_WITH)];
		expect(told.sort()).toEqual(facts.sort());
	});

	it('is everything that a new pledge says, from nothing', async () => {
		const { db } = database();
		const plan = [{ on: '2025-12-31', value: '140' }];
		const reporterOrder = { ranked: ['Office', 'Press'], reason: 'The office is official' };
		const changes = await changesOf(db, () =>
			aPledge(db, { code: 'NEW-1', target: { ...A_TARGET, plan }, reporterOrder })
		);
		expect(changes).toMatchInlineSnapshot(`
			[
			  "party “Atlantis” | name:  → Atlantis",
			  "party “Atlantis” | type:  → state",
			  "party “Erewhon” | name:  → Erewhon",
			  "party “Erewhon” | type:  → state",
			  "source “Joint statement” | title:  → Joint statement",
			  "source “Joint statement” | publisher:  → Presidency",
			  "source “Joint statement” | published on:  → 2022-10-15",
			  "source “Joint statement” | language:  → en",
			  "source “Joint statement” | address:  → https://example.org/statement",
			  "occasion “State visit” | title:  → State visit",
			  "occasion “State visit” | held on:  → 2022-10-15",
			  "occasion “State visit” | place:  → Capital",
			  "occasion “State visit” | participants:  → Atlantis; Erewhon",
			  "occasion “State visit” | source:  → Joint statement",
			  "reporter “Office” | name:  → Office",
			  "reporter “Press” | name:  → Press",
			  "pledge | code:  → NEW-1",
			  "pledge | occasion:  → State visit",
			  "pledge | occasion held on:  → 2022-10-15",
			  "description | title:  → Double the freight",
			  "description | kind:  → level",
			  "description | theme:  → transport",
			  "description | strength:  → agreed",
			  "description | parties:  → Atlantis (pledger); Erewhon (counterpart)",
			  "description | quote:  → to double the freight carried",
			  "description | source:  → Joint statement",
			  "description | reading:  → Freight carried in a year.",
			  "description | held to:  → reach",
			  "description | checked every:  → 180 days",
			  "description | public since:  → 2022-10-15",
			  "indicator | title:  → Freight carried",
			  "indicator | unit:  → kt",
			  "indicator | aggregation:  → level",
			  "indicator | direction:  → increase",
			  "baseline | value:  → 100 kt",
			  "baseline | period:  → 2020",
			  "baseline | qualifier:  → exactly",
			  "baseline | source:  → Joint statement",
			  "baseline | public since:  → 2022-10-15",
			  "target | value:  → 200 kt",
			  "target | qualifier:  → at_least",
			  "target | deadline:  → 2030",
			  "target | standing:  → stated",
			  "target | plan:  → 2025-12-31: 140",
			  "target | source:  → Joint statement",
			  "target | public since:  → 2022-10-15",
			  "ranking of reporters | order:  → 1. Office; 2. Press",
			  "ranking of reporters | reason:  → The office is official",
			]
		`);
	});

	it('is each field of a description that an edit changes, and no other', async () => {
		const { db } = database();
		const owner = await anAccount(db, { name: 'Aliya' });
		const code = await aPledge(db);
		const parties: PledgeInput['parties'] = [
			{ name: 'Atlantis', role: 'joint' },
			{ name: 'Lemuria', role: 'joint' }
		];
		expect(
			await changesOf(db, () =>
				anEdit(db, code, { title: 'Treble the freight', owner, checkDays: 90, parties })
			)
		).toEqual([
			'party “Lemuria” | name:  → Lemuria',
			'party “Lemuria” | type:  → state',
			'description | title: Double the freight → Treble the freight',
			'description | parties: Atlantis (pledger); Erewhon (counterpart) → Atlantis (joint); Lemuria (joint)',
			'description | owner:  → Aliya',
			'description | checked every: 180 → 90 days'
		]);
	});

	it('names both targets and both deadlines as precisely as they were given, and the plan', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const target = {
			...A_TARGET,
			value: '0.25',
			unit: 'Mt',
			due: '2032-06-30',
			duePrecision: 'day' as const,
			plan: [{ on: '2028-12-31', value: '0.15' }]
		};
		expect(await changesOf(db, () => anEdit(db, code, { target }))).toEqual([
			'target | value: 200 → 250 kt',
			'target | typed in:  → Mt',
			'target | deadline: 2030 → 2032-06-30',
			'target | plan:  → 2028-12-31: 150'
		]);
		const [line] = await linesOf(db, `code=${code}`, await lastSeq(db)).then((all) => all.slice(-1));
		expect(line).toMatchObject({ reason: 'As agreed', source: A_SOURCE, action: 'pledge edited' });
	});

	it('names each number with its own unit where the unit changed too', async () => {
		const { db } = database();
		const code = await aPledge(db, { baseline: null });
		const indicator = { ...AN_INDICATOR, unit: 'Mt' };
		const changes = await changesOf(db, () =>
			anEdit(db, code, { indicator, target: { ...A_TARGET, value: '3', unit: 'Mt' } })
		);
		expect(changes).toEqual(['indicator | unit: kt → Mt', 'target | value: 200 kt → 3 Mt']);
	});

	it('names both baselines, rankings, guidelines and supporting indicators', async () => {
		const { db } = database();
		const code = await aPledge(db, { reporterOrder: { ranked: ['A', 'B'], reason: 'A is official' } });
		const over = {
			baseline: { ...A_BASELINE, value: '0.11', unit: 'Mt', qualifier: 'about' as const },
			reporterOrder: { ranked: ['B', 'A'], reason: 'B counts at the border' }
		};
		expect(await changesOf(db, () => anEdit(db, code, over))).toEqual([
			'baseline | value: 100 → 110 kt',
			'baseline | typed as:  → 0.11 Mt',
			'baseline | qualifier: exactly → about',
			'ranking of reporters | order: 1. A; 2. B → 1. B; 2. A',
			'ranking of reporters | reason: A is official → B counts at the border'
		]);
		const indicator = { ...AN_INDICATOR, title: 'Trains', unit: 'items' };
		expect(await changesOf(db, () => addSupportingIndicator(db, anAct(), { code, indicator }))).toEqual([
			'supporting indicator “Trains” | title:  → Trains',
			'supporting indicator “Trains” | unit:  → items',
			'supporting indicator “Trains” | aggregation:  → level',
			'supporting indicator “Trains” | direction:  → increase'
		]);
		const scored = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 signed' });
		expect(await changesOf(db, () => anEdit(db, scored, { guideline: '+1 in force' }))).toEqual([
			'scoring guideline | text: +1 signed → +1 in force'
		]);
	});

	it('is the figure that was recorded, and both figures of a correction with its reason', async () => {
		const { db } = database();
		const code = await aPledge(db);
		expect(await changesOf(db, () => anActual(db, code, { reporter: 'Customs' }))).toEqual([
			'reporter “Customs” | name:  → Customs',
			'actual 2024, Customs | value:  → 150 kt',
			'actual 2024, Customs | qualifier:  → exactly',
			'actual 2024, Customs | state:  → final',
			`actual 2024, Customs | public since:  → ${DAY}`
		]);
		const standing = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		const corrected = {
			...{ reporter: 'Customs', revises: standing.id, reason: 'Recounted' },
			...{ value: '0.1515', unit: 'Mt', state: 'revised' as const, note: 'With transit' }
		};
		expect(await changesOf(db, () => anActual(db, code, corrected))).toEqual([
			'actual 2024, Customs | value: 150 → 151.5 kt',
			'actual 2024, Customs | typed as:  → 0.1515 Mt',
			'actual 2024, Customs | state: final → revised',
			'actual 2024, Customs | note:  → With transit'
		]);
		expect((await linesOf(db, `code=${code}`)).at(-1)?.reason).toBe('Recounted');
	});

	it('is a step that was moved, added, taken away, done, corrected and taken back', async () => {
		const { db } = database();
		const milestones = { ...UNMEASURED, kind: 'milestones' as const };
		const code = await aPledge(db, { ...milestones, steps: [A_STEP, { ...A_STEP, title: 'Bridge open' }] });
		const { input, rows } = await definitionOf(db, code);
		const [first, second] = input.steps;
		if (!first || !second) throw new Error('The steps are not there.');
		const steps = [{ ...first, due: '2028-12-31', duePrecision: 'year' as const }];
		expect(await changesOf(db, () => anEdit(db, code, { steps }))).toEqual([
			'step “Design finished” | due: 2027-06-30 → 2028',
			`step “Design finished” | public since: 2022-10-15 → ${DAY}`,
			'step “Bridge open” | taken away: no → yes'
		]);
		const step = first.id ?? 0;
		expect(rows.steps.size).toBe(2);
		const done = { step, from: '2026-05-01', to: null, place: null, source: null, note: null, reason: null };
		const recordIt = (over: Partial<StepDoneInput>) => () =>
			recordStep(db, anAct(), { code, done: { ...done, ...over }, checkedOn: null });
		expect(await changesOf(db, recordIt({}))).toEqual([
			'progress of step “Design finished” | done:  → 2026-05-01',
			'progress of step “Design finished” | public since:  → 2026-05-01'
		]);
		expect(
			await changesOf(db, recordIt({ from: '2026-05-03', reason: 'The later report is right' }))
		).toEqual([
			'progress of step “Design finished” | done: 2026-05-01 → 2026-05-03',
			'progress of step “Design finished” | public since: 2026-05-01 → 2026-05-03'
		]);
		const { id: prev_id } = await db
			.selectFrom('step_done')
			.select('id')
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		const undo = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('step_done')
				.values({
					...{ entry_seq, step_id: step, prev_id, done_from: '2026-05-03', undone: true },
					...{ reason: 'It was another bridge', known_on: '2026-05-03' }
				})
				.execute();
		expect(await changesOf(db, () => write(db, code, undo))).toEqual(
			[
				'progress of step “Design finished” | done: 2026-05-03 → ',
				'progress of step “Design finished” | taken back: no → yes'
			].map((line) => line.trim())
		);
		expect((await linesOf(db, `code=${code}`)).at(-1)?.reason).toBe('It was another bridge');
	});

	it('is a check, a score and its correction, a closing and a reopening, a restatement', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 when signed.' });
		expect(await changesOf(db, () => aCheck(db, code))).toEqual([
			`check | checked on:  → ${DAY}`,
			'check | outcome:  → no_change',
			'check | found:  → Nothing new was found.',
			`check | public since:  → ${DAY}`
		]);
		const score = (value: -1 | 0 | 1) => () =>
			scorePledge(db, anAct(), {
				code,
				score: { reader: 'Reader', value, on: DAY, source: null, rationale: `Because ${value}` }
			});
		const ofScore = (lines: string[]) => lines.filter((line) => line.startsWith('score'));
		expect(ofScore(await changesOf(db, score(1)))).toEqual([
			'score by Reader | score:  → 1',
			`score by Reader | scored on:  → ${DAY}`,
			'score by Reader | rationale:  → Because 1',
			`score by Reader | public since:  → ${DAY}`
		]);
		expect(ofScore(await changesOf(db, score(-1)))).toEqual([
			'score by Reader | score: 1 → -1',
			'score by Reader | rationale: Because 1 → Because -1'
		]);
		expect(await changesOf(db, () => aClosing(db, code))).toEqual([
			'closing | state:  → withdrawn',
			`closing | on:  → ${DAY}`,
			`closing | public since:  → ${DAY}`
		]);
		const again = { state: 'reopened' as const, reason: 'A mistake' };
		expect(await changesOf(db, () => aClosing(db, code, again))).toEqual([
			'closing | state: withdrawn → reopened'
		]);
		const restatement = { source: A_SOURCE, saidOn: '2024-05-01', text: 'in five years', note: null };
		expect(await changesOf(db, () => restate(db, anAct(), { code, restatement }))).toEqual([
			'restatement | said on:  → 2024-05-01',
			'restatement | words:  → in five years',
			`restatement | source:  → ${A_SOURCE.title}`,
			'restatement | public since:  → 2024-05-01'
		]);
	});

	it('is a review of what somebody recorded, a verdict and the next one, a comment', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId: pledge_id } = await definitionOf(db, code);
		await anActual(db, code);
		const reviewed_seq = await lastSeq(db);
		const review = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('review')
				.values({ entry_seq, reviewed_seq, decision: 'returned', note: 'Which table?' })
				.execute();
		expect(await changesOf(db, () => write(db, null, review))).toEqual([
			`review of ledger ${reviewed_seq}, actual recorded | decision:  → returned`,
			`review of ledger ${reviewed_seq}, actual recorded | note:  → Which table?`
		]);
		const verdict = (value: 'met' | 'on_track') => (trx: Db, entry_seq: number) =>
			trx
				.insertInto('verdict')
				.values({ entry_seq, pledge_id, given_on: DAY, value, rationale: 'Seen' })
				.execute();
		await write(db, code, verdict('on_track'));
		expect(await changesOf(db, () => write(db, code, verdict('met')))).toEqual([
			'verdict | verdict: on_track → met'
		]);
		const comment = (trx: Db, entry_seq: number) =>
			trx.insertInto('comment').values({ entry_seq, pledge_id, text: 'Why?' }).execute();
		expect(await changesOf(db, () => write(db, code, comment))).toEqual(['comment | text:  → Why?']);
		const { acts } = await listActs(db, { id: pledge_id, code }, await lastSeq(db), { page: 1 });
		expect(acts.map(({ facts }) => facts[0]?.part)).toEqual([
			...['comment', 'verdict', 'verdict'],
			`review of ledger ${reviewed_seq}, actual recorded`,
			...['actual 2024, Statistics Office', 'pledge']
		]);
	});

	it('is what pledges share: a source, its text by its digest, its file, an occasion, a party, a setting', async () => {
		const { db } = database();
		await aPledge(db, { source: { ...A_SOURCE, url: 'https://example.org/shared' } });
		const source = await db
			.selectFrom('source_version')
			.selectAll()
			.where('url', '=', 'https://example.org/shared')
			.executeTakeFirstOrThrow();
		const { id: prev_id, source_id, ...rest } = source;
		const sha256 = 'a'.repeat(64);
		const renamed = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('source_version')
				.values({
					...{ ...rest, entry_seq, source_id, prev_id },
					...{ title: 'Joint declaration', stored_text: 'The whole text', sha256 }
				})
				.execute();
		expect(await changesOf(db, () => write(db, null, renamed))).toEqual([
			'source “Joint declaration” | title: Joint statement → Joint declaration',
			`source “Joint declaration” | stored text:  → SHA-256 ${sha256}`
		]);
		const file = { source_id, name: 'page.png', type: 'image/png' as const, size: 4, sha256 };
		const attach = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('source_file')
				.values({ ...file, entry_seq, content: Buffer.from([1, 2, 3, 4]) })
				.execute();
		expect(await changesOf(db, () => write(db, null, attach))).toEqual([
			'file of source “Joint declaration” | name:  → page.png',
			'file of source “Joint declaration” | type:  → image/png',
			'file of source “Joint declaration” | size:  → 4 bytes',
			`file of source “Joint declaration” | content:  → SHA-256 ${sha256}`
		]);
		const occasion = await db.selectFrom('occasion_version').selectAll().executeTakeFirstOrThrow();
		const moved = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('occasion_version')
				.values({
					...{ entry_seq, occasion_id: occasion.occasion_id, prev_id: occasion.id, title: occasion.title },
					...{ place: 'The other capital', held_on: occasion.held_on, source_id: occasion.source_id }
				})
				.execute();
		expect(await changesOf(db, () => write(db, null, moved))).toEqual([
			'occasion “State visit” | place: Capital → The other capital',
			'occasion “State visit” | participants: Atlantis; Erewhon → '.trim()
		]);
		const party = await db
			.selectFrom('party_version')
			.selectAll()
			.where('name', '=', 'Erewhon')
			.executeTakeFirstOrThrow();
		const named = (trx: Db, entry_seq: number) =>
			trx
				.insertInto('party_version')
				.values({ entry_seq, party_id: party.party_id, prev_id: party.id, name: 'Nowhere', type: 'state' })
				.execute();
		expect(await changesOf(db, () => write(db, null, named))).toEqual([
			'party “Nowhere” | name: Erewhon → Nowhere'
		]);
		const setting = (trx: Db, entry_seq: number) =>
			trx.insertInto('setting').values({ entry_seq, name: 'check_days', value: '90' }).execute();
		expect(await changesOf(db, () => write(db, null, setting))).toEqual([
			'setting “check every” | value:  → 90 days'
		]);
	});

	it('is told even of an act that wrote no fact', async () => {
		const { db } = database();
		expect(await changesOf(db, () => write(db, 'something', () => Promise.resolve()))).toEqual([
			'something | :  →'
		]);
	});
});

describeOnBoth('the history of a pledge', (database) => {
	it('names who did what and when, the latest first, page by page', async () => {
		const { db } = database();
		const by = await anAccount(db, { name: 'Ann Lyst' });
		const code = await aPledge(db, {}, anAct({ by }));
		await aPledge(db);
		for (const year of [2021, 2022, 2023])
			await anActual(db, code, { period: yearPeriod(year) }, anAct({ by }));
		const pledge = { id: (await definitionOf(db, code)).pledgeId, code };
		const upto = await lastSeq(db);
		const first = await listActs(db, pledge, upto, { page: 1, perPage: 3 });
		expect(first).toMatchObject({ total: 4, page: 1, perPage: 3 });
		expect(
			first.acts.map(({ by, on, action, facts }) => [by, on, action, facts.map(({ part }) => part)])
		).toEqual(
			[2023, 2022, 2021].map((year) => [
				...['Ann Lyst', DAY, 'actual recorded'],
				[`actual ${year}, Statistics Office`]
			])
		);
		const past = await listActs(db, pledge, upto, { page: 9, perPage: 3 });
		expect(past.page).toBe(2);
		expect(past.acts.map(({ action }) => action)).toEqual(['pledge logged']);
	});

	it('holds nothing that was recorded after the ledger number asked for, and names as they stood then', async () => {
		const { db } = database();
		const source = { ...A_SOURCE, url: 'https://example.org/then' };
		const code = await aPledge(db, { source });
		const pledge = { id: (await definitionOf(db, code)).pledgeId, code };
		const upto = await lastSeq(db);
		const then = { page: await listActs(db, pledge, upto, { page: 1 }), csv: await linesOf(db, '', upto) };
		const { id: prev_id, ...version } = await db
			.selectFrom('source_version')
			.selectAll()
			.where('url', '=', source.url)
			.executeTakeFirstOrThrow();
		await write(db, null, (trx, entry_seq) =>
			trx
				.insertInto('source_version')
				.values({ ...version, entry_seq, prev_id, title: 'Renamed' })
				.execute()
		);
		await anEdit(db, code, { title: 'Another title' });
		expect(await listActs(db, pledge, upto, { page: 1 })).toEqual(then.page);
		expect(await linesOf(db, '', upto)).toEqual(then.csv);
		const now = await linesOf(db, `code=${code}`);
		expect(now.at(-1)).toMatchObject({ after: 'Another title', source: { title: 'Renamed' } });
	});

	it('lists the first facts of an act that wrote very many, and how many more there are', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const years = Array.from({ length: MOST_FACTS + 5 }, (_, at) => yearPeriod(1950 + at));
		const commands = years.map((period) => ({
			...{ code, actual: actualInput({ period }), checkedOn: null }
		}));
		await recordActuals(db, anAct(), commands, (error) => error);
		const pledge = { id: (await definitionOf(db, code)).pledgeId, code };
		const { acts } = await listActs(db, pledge, await lastSeq(db), { page: 1 });
		expect(acts[0]).toMatchObject({ action: 'actuals recorded', more: { observation: 5 } });
		expect(acts[0]?.facts).toHaveLength(MOST_FACTS);
		expect(acts[0]?.facts[0]?.part).toBe('actual 1950, Statistics Office');
	});
});

describeOnBoth('the export of changes', (database) => {
	const csvOf = async (db: Db, search = '') => {
		const filter = readPledgeFilter(new URLSearchParams(search));
		let text = '';
		const parts = readChangeLines(db, filter, await momentOf(db));
		for await (const part of writeCsv(CHANGE_COLUMNS, parts, { bom: false })) text += part;
		return text;
	};

	it('has the changes of the pledges of the list alone, and without a filter also what pledges share', async () => {
		const { db } = database();
		const one = await aPledge(db, { theme: 'transport', title: 'One' });
		await aPledge(db, { theme: 'energy', title: 'Other' });
		const codes = (lines: ChangeLine[]) => new Set(lines.map(({ pledge }) => pledge?.code ?? null));
		expect(codes(await linesOf(db, 'theme=transport'))).toEqual(new Set([one]));
		expect(codes(await linesOf(db, `code=${one}`))).toEqual(new Set([one]));
		expect(await linesOf(db, 'theme=nothing')).toEqual([]);
		const all = await linesOf(db);
		expect(codes(all).size).toBe(3);
		expect(all.filter(({ pledge }) => pledge === null).map(({ part }) => part)).toContain(
			'source “Joint statement”'
		);
		const seqs = all.map(({ seq }) => seq);
		expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
	});

	it('is RFC 4180 with exact numbers, and texts that no spreadsheet takes for formulas', async () => {
		const { db } = database();
		const title = '=HYPERLINK("http://example.org","see")';
		const code = await aPledge(db, { title, quote: 'a, "b"\nc', baseline: null });
		await anActual(db, code, { value: '-12.5000000000000000001', reporter: '@Press', note: '+7' });
		const csv = await csvOf(db, `code=${code}`);
		expect(
			csv.startsWith(
				'ledger,recorded_at,recorded_on,by,action,pledge_code,pledge_title,part,field,before,after,unit,reason,source_title,source_publisher,source_date,source_url,as_of,as_of_basis,at,filters\r\n'
			)
		).toBe(true);
		expect(csv.endsWith('\r\n')).toBe(true);
		const rows: Record<string, string>[] = parse(csv, { columns: true });
		const field = (name: string, part = '') =>
			rows.find((row) => row.field === name && row.part?.startsWith(part));
		expect(field('title')).toMatchObject({ after: `'${title}`, pledge_title: `'${title}`, before: '' });
		expect(field('quote')?.after).toBe('a, "b"\nc');
		expect(field('value', 'actual')).toMatchObject({
			...{ part: 'actual 2024, @Press', after: '-12.5000000000000000001', unit: 'kt' },
			...{ recorded_at: '2026-11-23T12:00:00.000Z', recorded_on: DAY, action: 'actual recorded' },
			...{ as_of: DAY, as_of_basis: 'recorded', at: String(await lastSeq(db)), filters: `Code: ${code}` }
		});
		expect(field('note')?.after).toBe("'+7");
	});

	it('has every change once, over several parts, and shows the ledger of its beginning', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		await copyFigure(db, code, FIGURES_AT_ONCE * 2);
		for (let at = 0; at < ACTS_AT_ONCE; at++) {
			await write(db, `nothing ${at}`, () => Promise.resolve());
		}
		const parts = readChangeLines(db, readPledgeFilter(new URLSearchParams()), await momentOf(db));
		const lines = [...((await parts.next()).value ?? [])];
		await anActual(db, code, { period: yearPeriod(2025) });
		let count = 1;
		for await (const part of parts) {
			lines.push(...part);
			count += 1;
		}
		expect(count).toBeGreaterThan(3);
		expect(lines.some(({ part }) => part.startsWith('actual 2025'))).toBe(false);
		const values = lines.filter(({ part, field }) => part.startsWith('actual') && field === 'value');
		expect(values.length).toBeGreaterThan(FIGURES_AT_ONCE * 2);
		expect(new Set(lines.map((line) => `${line.seq} ${line.part} ${line.field}`)).size).toBe(lines.length);
		expect(lines.filter(({ part }) => part.startsWith('nothing'))).toHaveLength(ACTS_AT_ONCE);
		const seqs = lines.map(({ seq }) => seq);
		expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
	});
});
