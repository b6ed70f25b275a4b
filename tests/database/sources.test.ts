import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { citedSources } from '#lib/server/pledges/cited-sources.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { namedSources } from '#lib/server/pledges/named-sources.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { restate } from '#lib/server/pledges/restate.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { giveVerdict } from '#lib/server/pledges/give-verdict.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import {
	countCitations,
	listCitations,
	listOccasionsFrom,
	MOST_CITATIONS,
	type CitationCounts
} from '#lib/server/sources/citations.ts';
import { loadDocument } from '#lib/server/sources/document.ts';
import { listSources, SOURCES_PER_PAGE, type SourceRow } from '#lib/server/sources/queries.ts';
import { copyFigure, copyPledge } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_BASELINE,
	A_SOURCE,
	A_STEP,
	A_TARGET,
	aCheck,
	aClosing,
	AN_OCCASION,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	unique,
	UNMEASURED
} from '../helpers/factories.ts';

/** A source that no other test names. */
function another(over: Partial<typeof A_SOURCE> = {}): typeof A_SOURCE {
	const n = unique();
	return { ...A_SOURCE, title: `Report ${n}`, url: `https://example.org/report/${n}`, ...over };
}

async function idOf(db: Db, title: string): Promise<number> {
	const { rows } = await listSources(db, { q: title, page: 1 });
	const found = rows.find((row) => row.title === title);
	if (!found) throw new Error(`There is no source ${title} in this test.`);
	return found.id;
}

const countsOf = async (db: Db, title: string): Promise<CitationCounts> =>
	(await listCitations(db, await idOf(db, title))).counts;

/** Every row of the list, page after page. */
async function allSources(db: Db): Promise<SourceRow[]> {
	const first = await listSources(db, { page: 1 });
	const rows = [...first.rows];
	for (let page = 2; page <= Math.ceil(first.total / first.perPage); page++) {
		rows.push(...(await listSources(db, { page })).rows);
	}
	return rows;
}

describeOnBoth('the sources of the sample', (database) => {
	beforeAll(async () => {
		await loadSample(database().db, anAct());
	});

	it('each open into exactly what the list counts', async () => {
		const { db } = database();
		const rows = await allSources(db);
		expect(rows.length).toBeGreaterThan(30);
		for (const row of rows) {
			const { counts, pledges, ...facts } = await listCitations(db, row.id);
			expect([row.title, pledges.length, Object.values(facts).flat().length]).toEqual([
				row.title,
				row.pledges,
				row.facts
			]);
			for (const [sort, list] of Object.entries({ pledges, ...facts })) {
				expect([row.title, sort, list.length]).toEqual([
					row.title,
					sort,
					counts[sort as keyof CitationCounts] ?? 0
				]);
			}
		}
	});

	it('are named by a list exactly where one of its pledges is quoted from them or rests on them', async () => {
		const { db } = database();
		const rows = await allSources(db);
		const codesOf = async ({ id }: SourceRow) => {
			const { counts: _, ...facts } = await listCitations(db, id);
			return new Set(Object.values(facts).flatMap((list) => list.map(({ code }) => code)));
		};
		const naming = await Promise.all(rows.map(async (row) => ({ id: row.id, codes: await codesOf(row) })));
		for (const code of [undefined, 'KZ-TM-2022-01', 'KZ-TM-2022-11', 'KZ-TM-2022-18']) {
			const named = await namedSources(db, code ? { code } : {}, await momentOf(db));
			const expected = naming.filter(({ codes }) => (code ? codes.has(code) : codes.size > 0));
			expect(named.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
			expect(named[0]?.publisher).toBe('The Astana Times');
		}
	});

	it('are cited with a pledge: of its words, its baseline, its target, and of what decides about it', async () => {
		const { db } = database();
		const moment = await momentOf(db);
		const cited = async (code: string) => {
			const shown = await showPledge(db, code, moment);
			const names = shown?.citedSources.map(({ publisher, title }) => publisher ?? title) ?? [];
			expect(new Set(shown?.citedSources.map(({ id }) => id)).size).toBe(names.length);
			return names;
		};
		const rows = (await listPledges(db, readPledgeFilter(new URLSearchParams()), moment)).rows;
		for (const order of [rows, rows.toReversed()]) {
			const found = await citedSources(db, order, moment);
			expect([...found.keys()]).toEqual(order.map(({ id }) => id));
		}
		expect(await cited('KZ-TM-2022-05')).toEqual(['The Astana Times', 'The Astana Times']);
		expect(await cited('KZ-TM-2022-09')).toEqual([
			...['The Astana Times', 'Trend', 'The Times of Central Asia', 'KTZ']
		]);
		expect(await cited('KZ-TM-2022-11')).toEqual(['The Astana Times', 'News Central Asia']);
		expect(await cited('KZ-TM-2022-18')).toEqual(['The Astana Times', 'News Central Asia', 'Turkmenportal']);
	});

	it('hold every pledge once, by its quote', async () => {
		const { db } = database();
		const rows = await allSources(db);
		const { length } = await db.selectFrom('pledge').select('id').execute();
		expect(rows.reduce((sum, row) => sum + row.pledges, 0)).toBe(length);
	});

	it('come with the latest first, and the undated last', async () => {
		const days = (await allSources(database().db)).map((row) => row.publishedOn);
		const dated = days.filter((day) => day !== null);
		expect(dated.length).toBeLessThan(days.length);
		expect(days.slice(0, dated.length)).toEqual([...dated].sort().reverse());
	});
});

describeOnBoth('what names a source', (database) => {
	it('is found in every sort of fact, with the pledge and its words', async () => {
		const { db } = database();
		const source = another();
		const from = { source };
		const occasion = { ...AN_OCCASION, title: `Summit ${unique()}`, ...from };
		const measured = await aPledge(db, {
			...from,
			occasion,
			quote: 'to double it',
			target: { ...A_TARGET, ...from },
			baseline: { ...A_BASELINE, ...from }
		});
		await anActual(db, measured, { ...from, period: yearPeriod(2023) });
		await aCheck(db, measured, { ...from, text: 'Read both pages.' });
		await aClosing(db, measured, from);
		await restate(db, anAct(), {
			code: measured,
			restatement: { ...from, saidOn: '2025-01-05', text: 'said once more', note: null }
		});
		const steps = [{ ...A_STEP, dueSource: source }];
		const staged = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps });
		const step = (await definitionOf(db, staged)).input.steps[0]?.id ?? 0;
		const done = { step, from: '2026-05-01', to: null, place: 'Astana', ...from, note: null };
		await recordStep(db, anAct(), { code: staged, done, checkedOn: null });
		const scored = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 signed.' });
		const score = { reader: 'Reader', value: 1 as const, on: DAY, ...from, rationale: 'Signed.' };
		await scorePledge(db, anAct(), { code: scored, score });
		const verdict = { value: 'met' as const, on: DAY, rationale: 'Both sides say so.' };
		await giveVerdict(db, anAct(), { code: scored, verdict: { ...verdict, ...from } });
		// Another verdict took the place of this one, with other evidence.
		await giveVerdict(db, anAct(), { code: staged, verdict: { ...verdict, ...from } });
		await giveVerdict(db, anAct(), { code: staged, verdict: { ...verdict, source: another() } });

		const id = await idOf(db, source.title);
		const cited = await listCitations(db, id);
		expect(cited.counts).toEqual({
			...{ pledges: 1, targets: 1, baselines: 1, actuals: 1, dueSteps: 1, doneSteps: 1 },
			// Whoever scores has looked: a score is recorded with a check of its own.
			...{ checks: 2, scores: 1, closings: 1, restatements: 1, verdicts: 1 }
		});
		expect(cited.pledges).toMatchObject([{ code: measured, quote: 'to double it' }]);
		expect(cited.targets).toMatchObject([{ code: measured, value: '200', unit: 'kt', due: '2030-12-31' }]);
		expect(cited.baselines).toMatchObject([{ code: measured, value: '100', unit: 'kt', end: '2020-12-31' }]);
		expect(cited.actuals).toMatchObject([
			{ code: measured, value: '150', unit: 'kt', reporter: 'Statistics Office', start: '2023-01-01' }
		]);
		expect(cited.dueSteps).toMatchObject([{ code: staged, step: 'Design finished', due: '2027-06-30' }]);
		expect(cited.doneSteps).toMatchObject([{ code: staged, step: 'Design finished', place: 'Astana' }]);
		expect(cited.checks).toMatchObject([
			{ code: measured, on: DAY, text: 'Read both pages.' },
			{ code: scored, on: DAY }
		]);
		expect(cited.scores).toMatchObject([{ code: scored, value: 1, rationale: 'Signed.' }]);
		expect(cited.verdicts).toMatchObject([{ code: scored, value: 'met', rationale: 'Both sides say so.' }]);
		expect(cited.closings).toMatchObject([{ code: measured, state: 'withdrawn' }]);
		expect(cited.restatements).toMatchObject([{ code: measured, text: 'said once more' }]);
		expect(await listOccasionsFrom(db, id)).toMatchObject([{ title: occasion.title }]);
		const { rows } = await listSources(db, { q: source.title, page: 1 });
		expect(rows).toMatchObject([{ id, ...source, pledges: 1, facts: 11 }]);
	});

	it('is what stands: a corrected figure rests on its new source, a moved quote on the new document', async () => {
		const { db } = database();
		const [first, second] = [another(), another()];
		const code = await aPledge(db, { source: first });
		await anActual(db, code, { source: first });
		const former = await db
			.selectFrom('observation')
			.select(({ fn }) => fn.max('id').as('id'))
			.executeTakeFirstOrThrow();
		await anActual(db, code, { value: '151', revises: former.id, reason: 'Recounted', source: second });
		const { seq, input } = await definitionOf(db, code);
		await editPledge(db, anAct(), {
			code,
			expectedSeq: seq,
			reason: null,
			input: { ...input, source: second }
		});
		expect(await countsOf(db, first.title)).toEqual({});
		expect(await countsOf(db, second.title)).toEqual({ pledges: 1, actuals: 1 });

		const [id, then] = [await idOf(db, first.title), await momentOf(db, { at: seq })];
		expect((await listCitations(db, id, then)).counts).toEqual({ pledges: 1 });
		const before = await momentOf(db, { at: (await lastSeq(db)) - 2 });
		const cited = await listCitations(db, id, before);
		expect(cited.counts).toEqual({ pledges: 1, actuals: 1 });
		expect(cited.pledges).toMatchObject([{ code }]);
		expect(cited.actuals).toMatchObject([{ code, value: '150' }]);
	});

	it('leaves out the date of a step that was dropped', async () => {
		const { db } = database();
		const source = another();
		const steps = [{ ...A_STEP, dueSource: source }];
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps });
		expect(await countsOf(db, source.title)).toEqual({ dueSteps: 1 });
		const { seq, input } = await definitionOf(db, code);
		const edit = { code, expectedSeq: seq, reason: 'Not planned any more', input: { ...input, steps: [] } };
		await editPledge(db, anAct(), edit);
		expect(await countsOf(db, source.title)).toEqual({});
	});

	it('is listed as far as the limit, and counted in full', async () => {
		const { db } = database();
		const source = another();
		const code = await aPledge(db, { source });
		await anActual(db, code, { source });
		await copyFigure(db, code, MOST_CITATIONS + 20);
		await copyPledge(db, await aPledge(db, { ...UNMEASURED, kind: 'continuing', source }), MOST_CITATIONS);
		const { counts, actuals, pledges } = await listCitations(db, await idOf(db, source.title));
		expect(counts).toEqual({ pledges: MOST_CITATIONS + 2, actuals: MOST_CITATIONS + 21 });
		expect([actuals.length, pledges.length]).toEqual([MOST_CITATIONS, MOST_CITATIONS]);
	});

	it('is nothing for no sources at all', async () => {
		expect(await countCitations(database().db, [])).toEqual(new Map());
	});
});

describeOnBoth('one source', (database) => {
	it('is found by its id with the day it was recorded, and none by an unknown id', async () => {
		const { db } = database();
		const source = another();
		await aPledge(db, { source }, anAct({ today: '2024-02-29' }));
		const id = await idOf(db, source.title);
		const upto = await lastSeq(db);
		const nothing = { text: null, sha256: null, file: null };
		expect(await loadDocument(db, id, upto)).toEqual({
			...{ id, ...source, ...nothing, recordedOn: '2024-02-29' },
			seq: upto
		});
		expect(await loadDocument(db, 999_999_999, upto)).toBeNull();
		expect(await loadDocument(db, id, upto - 1)).toBeNull();
	});
});

describeOnBoth('free text over sources', (database) => {
	const found = async (q: string) =>
		(await listSources(database().db, { q, page: 1 })).rows.map((row) => row.title);

	beforeAll(async () => {
		const { db } = database();
		await aPledge(db, { source: another({ title: 'Порт Актау', publisher: 'Казинформ' }) });
		await aPledge(db, { source: another({ title: '100% of snake_case', publisher: 'Gazette' }) });
		await aPledge(db, { source: { ...another(), title: 'A note', publisher: null, url: null } });
	});

	it('finds all its words in title, publisher and address, in any order and case, in any alphabet', async () => {
		for (const q of ['порт', 'АКТАУ', 'актау Порт', 'КАЗИНФОРМ порт']) {
			expect(await found(q), q).toEqual(['Порт Актау']);
		}
		expect(await found('gazette EXAMPLE.ORG')).toEqual(['100% of snake_case']);
		expect(await found('порт gazette')).toEqual([]);
		expect(await found('note')).toEqual(['A note']);
	});

	it('takes %, _ and quotes for what they are', async () => {
		expect(await found('%')).toEqual(['100% of snake_case']);
		expect(await found('_')).toEqual(['100% of snake_case']);
		expect(await found("'; drop table source; --")).toEqual([]);
	});
});

describeOnBoth('many sources', (database) => {
	it('are bounded, in pages; a page past the end is the last one', async () => {
		const { db } = database();
		for (let n = 0; n < SOURCES_PER_PAGE + 1; n++) {
			await aCheck(db, n === 0 ? await aPledge(db, { code: 'MANY-1' }) : 'MANY-1', { source: another() });
		}
		const first = await listSources(db, { page: 1 });
		const last = await listSources(db, { page: 9 });
		const total = SOURCES_PER_PAGE + 2;
		expect([first.rows.length, first.total, first.page]).toEqual([SOURCES_PER_PAGE, total, 1]);
		expect([last.rows.length, last.total, last.page]).toEqual([2, total, 2]);
		expect(new Set([...first.rows, ...last.rows].map((row) => row.id)).size).toBe(total);
	});

	it('are one empty page where nothing matches', async () => {
		const page = await listSources(database().db, { q: 'nothing like it', page: 3 });
		expect(page).toMatchObject({ rows: [], total: 0, page: 1 });
	});
});
