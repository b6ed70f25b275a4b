import { describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { ROWS_AT_ONCE } from '#lib/server/db/bulk.ts';
import { PLEDGES_AT_ONCE } from '#lib/server/imports/write-pledges.ts';
import type { Definition } from '#lib/server/pledges/definition.ts';
import { reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_STEP,
	anAccount,
	anAct,
	anActual,
	AN_INDICATOR,
	aPledge,
	definitionOf,
	pledgeInput,
	unique,
	UNMEASURED
} from '../helpers/factories.ts';
import { bringIn, check, csv, exported, nobody } from '../helpers/imports.ts';

/** A pledge in the columns that the product promises to read. */
const pledgeRow = (over: Record<string, string> = {}) => ({
	...{
		code: `IMP-${unique()}`,
		title: 'Double the freight',
		kind: 'level',
		strength: 'agreed',
		theme: 'transport'
	},
	...{
		parties: 'Atlantis (pledger); Erewhon (counterpart)',
		direction: 'increase',
		unit: 'kt',
		aggregation: 'level'
	},
	...{ baseline_value: '100', baseline_date: '2020', baseline_qualifier: 'exactly', target_value: '200' },
	...{ target_low: '', target_high: '', target_qualifier: 'at_least', start: '', deadline: '2030' },
	...{
		window_start: '',
		window_end: '',
		path: '',
		check_interval_days: '90',
		quote: 'to double the freight'
	},
	...{
		reading: 'Freight carried in a year.',
		source_title: 'Joint statement',
		source_publisher: 'Presidency'
	},
	...{ source_url: 'https://example.org/statement', source_date: '2022-10-15' },
	...over
});

const actualRow = (pledge_code: string, over: Record<string, string> = {}) => ({
	...{ pledge_code, period_start: '2024-01-01', period_end: '2024-12-31', value: '150', unit: 'kt' },
	...{ state: 'final', reporter: 'Statistics Office', source_title: 'Bulletin' },
	...{ source_url: 'https://example.org/bulletin', note: '' },
	...over
});

const countAll = async (db: Db) => {
	const tables = [
		'entry',
		'pledge',
		'pledge_version',
		'observation',
		'source',
		'reporter',
		'party',
		'occasion'
	] as const;
	const counts = tables.map(async (table) => {
		const { count } = await db
			.selectFrom(table)
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		return [table, count] as const;
	});
	return Object.fromEntries(await Promise.all(counts));
};

const figuresOf = (db: Db, code: string) =>
	db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.where('pledge.code', '=', code)
		.selectAll('observation')
		.select(['entry.action', 'entry.batch', 'entry.reason as said', 'entry.by_id'])
		.orderBy('observation.id')
		.execute();

describeOnBoth('importing actuals', (database) => {
	it('adds what is new and skips what is there, whatever its unit or the order of its columns', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '150', source: A_SOURCE });
		const rows = [
			actualRow(code.toLowerCase(), {
				value: '0.15',
				unit: 'Mt',
				source_title: A_SOURCE.title,
				source_url: A_SOURCE.url,
				source_date: A_SOURCE.publishedOn
			}),
			actualRow(code, {
				period_start: '2025-01-01',
				period_end: '2025-12-31',
				value: '0.16',
				unit: 'Mt',
				known_on: '2026-02-01'
			})
		];
		const { counts } = await bringIn(db, 'actuals', csv(rows.reverse(), ';'));
		expect(counts).toEqual({ added: 1, revised: 0, skipped: 1, wrong: 0 });
		expect((await figuresOf(db, code)).slice(1)).toMatchObject([
			{
				value: '160',
				entered_value: '0.16',
				entered_unit: 'Mt',
				known_on: '2026-02-01',
				prev_id: null,
				needs_review: false
			}
		]);
	});

	it('corrects a figure of the same pledge, reporter and period with one reason, and keeps the former one', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { note: 'first', state: 'provisional' });
		const text = csv([{ pledge_code: code, period: '2024', value: '155', reporter: 'STATISTICS OFFICE' }]);
		expect((await check(db, 'actuals', text)).notices).toEqual([
			expect.stringContaining('1 figure names no source')
		]);
		await expect(bringIn(db, 'actuals', text)).rejects.toMatchObject({
			code: 'reason_missing',
			field: 'reason'
		});
		const { shown } = await bringIn(db, 'actuals', text, { reason: 'Second release' });
		expect(shown[0]).toMatchObject({ outcome: 'revised', changed: ['value', 'state'] });
		const [first, second] = await figuresOf(db, code);
		expect(first).toMatchObject({ value: '150' });
		expect(second).toMatchObject({
			...{ value: '155', prev_id: first?.id, reporter_id: first?.reporter_id, reason: 'Second release' },
			...{ note: 'first', state: 'revised', action: 'actuals imported', said: 'Second release' }
		});
	});

	it('keeps what a correction’s file has no columns for, and takes another source as the file says it', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const told = { source: A_SOURCE, locator: 'Table 2', quote: 'some 150 kt' };
		const key = { pledge_code: code, reporter: 'Statistics Office', unit: 'kt', period: '2024' };
		await anActual(db, code, { ...told, state: 'final' });
		const first = (await figuresOf(db, code))[0];
		const kept = { source_id: first?.source_id, locator: 'Table 2', quote: 'some 150 kt' };
		const knownOn = first?.known_on;
		const known = { ...key, value: '150', known_on: '2025-03-01' };
		const reason = 'Looked at again';
		const last = async () => (await figuresOf(db, code)).at(-1);
		// The same figure, public on another day than its source.
		const { shown } = await bringIn(db, 'actuals', csv([known]), { reason });
		expect(shown[0]?.changed).toEqual(['known_on']);
		expect(await last()).toMatchObject({ ...kept, value: '150', known_on: '2025-03-01' });
		const noted = await bringIn(db, 'actuals', csv([{ ...key, value: '150', note: 'Seen' }]), { reason });
		expect([noted.shown[0]?.changed, noted.notices]).toEqual([['note'], []]);
		expect(await last()).toMatchObject({ ...kept, note: 'Seen', known_on: '2025-03-01' });
		const named = { ...key, value: '150', source_title: A_SOURCE.title };
		expect((await check(db, 'actuals', csv([named]))).counts.skipped).toBe(1);
		await bringIn(db, 'actuals', csv([{ ...key, value: '155' }]), { reason });
		expect(await last()).toMatchObject({ ...kept, value: '155', note: 'Seen', known_on: knownOn });
		const other = { ...key, value: '155', source_title: `Yearbook ${unique()}` };
		const moved = await bringIn(db, 'actuals', csv([other]), { reason });
		expect(moved.shown[0]?.changed).toEqual(['locator', 'quote', 'source_title']);
		expect(await last()).toMatchObject({ locator: null, quote: null, known_on: knownOn });
		expect((await last())?.source_id).not.toBe(first?.source_id);
	});

	it('skips all of an unchanged export while a correction waits, was returned or names another period', async () => {
		const { db } = database();
		const act = anAct({ by: await anAccount(db) });
		const manager = anAct({ by: await anAccount(db, { role: 'manager' }) });
		const codes = [await aPledge(db), await aPledge(db), await aPledge(db)];
		const [waiting = '', returned = '', moved = ''] = codes;
		for (const code of codes) {
			await anActual(db, code, { value: '120', note: 'first' });
			const [first] = await figuresOf(db, code);
			const period = { start: '2023-01-01', end: '2023-12-31' };
			const over = { value: '150', revises: first?.id ?? 0, reason: 'Republished.' };
			await anActual(db, code, code === moved ? { ...over, period } : over, act);
		}
		const seq = (await figuresOf(db, returned)).at(-1)?.entry_seq ?? 0;
		await reviewSubmission(db, manager, { seq, decision: 'returned', note: 'Which table?' });
		const { counts } = await check(db, 'actuals', await exported(db, 'actuals'));
		expect(counts).toMatchObject({ added: 0, revised: 0, wrong: 0 });
		// What equals neither corrects the last one, where that is of its period.
		await bringIn(db, 'actuals', csv([actualRow(waiting, { value: '155' })]), { reason: 'Third release' });
		const [, second, third] = await figuresOf(db, waiting);
		expect(third).toMatchObject({ value: '155', prev_id: second?.id });
		const { errors } = await check(db, 'actuals', csv([actualRow(moved, { value: '155' })]));
		expect(errors).toMatchObject([
			{ line: 2, sentence: expect.stringMatching(/has 120 kt for 2024 already/) }
		]);
	});

	it('asks for a second look at corrections by more than a factor of two', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const text = csv([actualRow(code, { value: '15' })]);
		const consent = { reason: 'Typed anew' };
		await expect(bringIn(db, 'actuals', text, consent)).rejects.toMatchObject({ code: 'revision_large' });
		const { large } = await check(db, 'actuals', text);
		expect(large).toEqual([{ line: 2, sentence: `${code}, 2024, Statistics Office: from 150 kt to 15 kt` }]);
		await bringIn(db, 'actuals', text, { ...consent, confirmed: true });
		expect(await figuresOf(db, code)).toHaveLength(2);
	});

	it('names each cell that cannot be used, and writes nothing of a file with one', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const before = await countAll(db);
		const text = csv([
			actualRow(code),
			actualRow(code, { value: '1,5', period_end: '2023-01-01', source_url: 'ftp://x' }),
			actualRow('NONE-1', { reporter: '' }),
			actualRow(code, { unit: 'USD', state: 'done', period_start: '2023-01-01', period_end: '2023-12-31' }),
			actualRow(code, { reporter: 'statistics office' }),
			actualRow(code, { period_start: '2030-01-01', period_end: '2030-12-31' })
		]);
		const { counts, errors } = await check(db, 'actuals', text);
		expect(counts).toEqual({ added: 1, revised: 0, skipped: 0, wrong: 5 });
		expect(errors.map(({ line, column }) => `${line} ${column}`)).toEqual([
			...[
				'3 period_end',
				'3 value',
				'3 source_url',
				'4 pledge_code',
				'5 unit',
				'5 state',
				'6 reporter',
				'7 period_end'
			]
		]);
		expect(errors[0]?.sentence).toMatch(/ends before it starts/);
		expect(errors.find(({ line }) => line === 6)?.sentence).toMatch(
			/^Line 2 has a figure of Statistics Office for 2024/
		);
		await expect(bringIn(db, 'actuals', text)).rejects.toMatchObject({ code: 'rows_wrong' });
		expect(await countAll(db)).toEqual(before);
	});

	it('refuses figures of a sum whose days overlap, in the file or with what stands', async () => {
		const { db } = database();
		const code = await aPledge(db, {
			...{ kind: 'cumulative', baseline: null },
			indicator: { ...AN_INDICATOR, aggregation: 'cumulative' }
		});
		await anActual(db, code, { period: { start: '2023-07-01', end: '2024-06-30' } });
		const quarter = { period_start: '2025-01-01', period_end: '2025-03-31' };
		const { errors } = await check(
			db,
			'actuals',
			csv([
				actualRow(code),
				actualRow(code, quarter),
				actualRow(code, { ...quarter, period_end: '2025-06-30', reporter: 'Customs' })
			])
		);
		expect(errors.map(({ line, column }) => `${line} ${column}`)).toEqual(['2 period_end', '4 period_end']);
		expect(errors[1]?.sentence).toMatch(
			/Statistics Office has 150 kt for Q1 2025 already, and the two periods overlap/
		);
	});

	it('records figures of a supporting indicator, which it adds once where the pledge has none', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones' });
		const { errors } = await check(db, 'actuals', csv([actualRow(code)]));
		expect(errors[0]).toMatchObject({
			column: 'pledge_code',
			sentence: expect.stringContaining('Nothing is measured')
		});
		const rails = {
			indicator: 'Rails laid',
			indicator_role: 'supporting',
			unit: 'km',
			aggregation: 'cumulative'
		};
		const later = { period_start: '2025-01-01', period_end: '2025-12-31', value: '20' };
		await bringIn(db, 'actuals', csv([actualRow(code, rails), actualRow(code, { ...rails, ...later })]));
		const figures = await figuresOf(db, code);
		expect(figures).toHaveLength(2);
		expect(new Set(figures.map((figure) => figure.indicator_id)).size).toBe(1);
	});

	it('gives each pledge an entry of its own, and each figure that waits one; in one batch, one request once', async () => {
		const { db } = database();
		const by = await anAccount(db);
		const codes = [await aPledge(db), await aPledge(db)];
		const text = csv([...codes, ...codes].map((code, at) => actualRow(code, { reporter: `Reporter ${at}` })));
		const act = anAct({ by, requestKey: `request ${unique()}` });
		await bringIn(db, 'actuals', text, { act });
		const entriesOf = async (batch: string | null | undefined) => {
			const rows = db
				.selectFrom('entry')
				.where('batch', '=', batch ?? '')
				.orderBy('seq');
			const entries = await rows.select(['subject', 'action', 'by_id']).execute();
			return entries.map(({ subject, action, by_id }) => [subject, action, by_id]);
		};
		expect(await entriesOf(act.requestKey)).toEqual(
			[...codes, ...codes].map((code) => [code, 'actuals imported', by])
		);
		const unreviewed = anAct({ requestKey: `request ${unique()}` });
		const more = [...codes, ...codes].map((code, at) => actualRow(code, { reporter: `Unreviewed ${at}` }));
		await bringIn(db, 'actuals', csv(more), { act: unreviewed });
		expect(await entriesOf(unreviewed.requestKey)).toEqual(
			codes.map((code) => [code, 'actuals imported', null])
		);
		const before = await countAll(db);
		const again = csv(codes.map((code) => actualRow(code, { reporter: `Other ${code}` })));
		await bringIn(db, 'actuals', again, { act });
		expect(await countAll(db)).toEqual(before);
	});

	it('takes new figures with a source for one check of their pledge, where a person imports them', async () => {
		const { db } = database();
		const [by, code, other] = [await anAccount(db), await aPledge(db), await aPledge(db)];
		const checks = () =>
			db
				.selectFrom('check_in')
				.innerJoin('pledge', 'pledge.id', 'pledge_id')
				.where('code', 'in', [code, other])
				.select(['code', 'checked_on', 'evidence_on', 'outcome', 'text'])
				.execute();
		const rows = [
			actualRow(code, { source_date: '2025-02-01' }),
			actualRow(code, { period_start: '2023-01-01', period_end: '2023-12-31', source_date: '2024-02-01' }),
			actualRow(other, { source_title: '', source_url: '' })
		];
		await bringIn(db, 'actuals', csv(rows.map((row) => ({ ...row, reporter: 'Archive' }))));
		expect(await checks(), 'by the command line').toEqual([]);
		await bringIn(db, 'actuals', csv(rows), { act: anAct({ by }) });
		expect(await checks()).toEqual([
			{
				...{ code, checked_on: '2026-11-23', evidence_on: '2025-02-01', outcome: 'activity' },
				text: 'Statistics Office: 150 kt, 2024; 1 more figure of one import'
			}
		]);
	});

	it('asks about a reporter or a party whose name is nearly one that is known', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await bringIn(db, 'actuals', csv([actualRow(code)]));
		const next = { period_start: '2023-01-01', period_end: '2023-12-31' };
		const near = csv(
			['Statistcs Office', 'STATISTICS OFFICE', 'Port'].map((reporter, at) =>
				actualRow(code, { ...next, period_end: `2023-12-3${at > 1 ? 0 : 1}`, reporter })
			)
		);
		expect((await check(db, 'actuals', near)).notices).toEqual([
			'No reporter is called “Statistcs Office” yet (1 row); it will be a new one. Did you mean “Statistics Office”?'
		]);
		const { notices } = await check(
			db,
			'pledges',
			csv([
				pledgeRow({
					parties: 'Altantis (pledger); Erewhon (counterpart)',
					occasion: 'Summit',
					occasion_date: '2022-10-15'
				})
			])
		);
		expect(notices).toEqual([
			'No party is called “Altantis” yet (1 row); it will be a new one. Did you mean “Atlantis”?'
		]);
	});

	it('brings the read model up to date in the same transaction', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await bringIn(db, 'actuals', csv([actualRow(code, { value: '250' })]));
		const current = await db
			.selectFrom('pledge_current')
			.select(['status', 'upto_seq'])
			.where('code', '=', code)
			.executeTakeFirstOrThrow();
		expect(current).toEqual({ status: 'MET', upto_seq: await lastSeq(db) });
	});

	it('leaves nothing behind when it is stopped in the midst of writing', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const rows = Array.from({ length: ROWS_AT_ONCE + 10 }, (_, at) =>
			actualRow(code, { reporter: `Reporter ${at}` })
		);
		// What names reporters one by one is not what is tried here.
		const text = csv(rows.map((row, at) => ({ ...row, reporter: 'One', ...dayOf(at) })));
		const before = await countAll(db);
		const stop = new AbortController();
		const seen: number[] = [];
		const watch = {
			signal: stop.signal,
			progress: (share: number) => {
				seen.push(share);
				stop.abort();
			}
		};
		await expect(bringIn(db, 'actuals', text, { watch })).rejects.toMatchObject({ name: 'AbortError' });
		expect(seen).toHaveLength(1);
		expect(await countAll(db)).toEqual(before);
	});

	it('is not written against a state that nobody looked at', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { writeTable } = await import('#lib/server/imports/write-table.ts');
		const checked = await check(db, 'actuals', csv([actualRow(code)]));
		await anActual(db, code, { reporter: 'Customs' });
		await expect(
			writeTable(db, anAct(), checked, { reason: null, confirmed: false }, nobody())
		).rejects.toMatchObject({ code: 'ledger_moved' });
		expect(await figuresOf(db, code)).toHaveLength(1);
	});

	it('refuses a quote that the stored text of its source does not hold, beside the cell', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const source = {
			title: `Yearbook ${unique()}`,
			publisher: null,
			publishedOn: null,
			language: null,
			url: null
		};
		await anActual(db, code, { source });
		const known = await db
			.selectFrom('source_version')
			.selectAll()
			.where('title', '=', source.title)
			.executeTakeFirstOrThrow();
		await db
			.insertInto('source_version')
			.values({
				...{ entry_seq: known.entry_seq, source_id: known.source_id, prev_id: known.id, title: known.title },
				...{ stored_text: 'In 2023 the railway carried 155 kt.', sha256: 'a'.repeat(64) }
			})
			.execute();
		const row = (quote: string, period: string) => ({
			...{ pledge_code: code, period, value: '155', reporter: 'Office', source_title: source.title, quote }
		});
		const { errors } = await check(
			db,
			'actuals',
			csv([row('the railway carried 155 kt', '2023'), row('the road carried 155 kt', '2022')])
		);
		expect(errors).toMatchObject([
			{ line: 3, column: 'quote', sentence: expect.stringMatching(/^These words are not in the stored text/) }
		]);
		const pledge = pledgeRow({
			source_title: source.title,
			source_publisher: '',
			source_url: '',
			source_date: ''
		});
		const occasion = { occasion: 'Summit', occasion_date: '2022-10-15' };
		const judged = await check(db, 'pledges', csv([{ ...pledge, ...occasion }]));
		expect(judged.errors).toMatchObject([{ line: 2, column: 'quote' }]);
	});

	it('passes over what was not approved where it comes from, and says so', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const rows = [
			actualRow(code, { review: 'waiting' }),
			actualRow(code, { review: 'approved', reporter: 'Customs' })
		];
		const { counts, notices } = await check(db, 'actuals', csv(rows));
		expect(counts).toMatchObject({ added: 1, skipped: 1 });
		expect(notices).toEqual([expect.stringContaining('1 figure of the file waited for a manager')]);
	});

	it('lets the figures of a person wait for a manager, and those of the product count at once', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await bringIn(db, 'actuals', csv([actualRow(code)]), { act: anAct({ by: await anAccount(db) }) });
		await bringIn(db, 'actuals', csv([actualRow(code, { reporter: 'Customs' })]));
		expect((await figuresOf(db, code)).map((figure) => figure.needs_review)).toEqual([true, false]);
	});

	it('takes hostile cells for text, and control characters for a mistake', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const note = `'=HYPERLINK("http://x";"y")\n'; drop table entry; --`;
		await bringIn(db, 'actuals', csv([actualRow(code, { note, reporter: "Robert'); --" })]));
		expect((await figuresOf(db, code))[0]?.note).toBe(note.slice(1));
		const { errors } = await check(
			db,
			'actuals',
			csv([actualRow(`${code}\0`), actualRow(code, { reporter: 'a\0b' })])
		);
		expect(errors.map(({ column }) => column)).toContain('reporter');
	});
});

function dayOf(at: number) {
	const day = new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);
	return { period_start: day, period_end: day };
}

describeOnBoth('importing pledges', (database) => {
	it('reads the columns that are promised, and nothing else is needed', async () => {
		const { db } = database();
		const code = 'IMP-ONE';
		const { notices, counts } = await bringIn(
			db,
			'pledges',
			`\uFEFF${csv([pledgeRow({ code, path: 'linear' })], '\t')}`
		);
		expect(counts.added).toBe(1);
		expect(notices).toEqual([expect.stringContaining('the document quoted stands for it')]);
		const { input } = await definitionOf(db, code);
		expect(input).toMatchObject({
			...{ title: 'Double the freight', path: 'linear', checkDays: 90, strength: 'agreed' },
			baseline: { value: '100', period: { start: '2020-01-01', end: '2020-12-31' }, precision: 'year' },
			target: { value: '200', qualifier: 'at_least', due: '2030-12-31', duePrecision: 'year' }
		});
		const entry = await db
			.selectFrom('entry')
			.selectAll()
			.where('subject', '=', code)
			.executeTakeFirstOrThrow();
		expect(entry).toMatchObject({ action: 'pledge imported', by_id: null, batch: expect.any(String) });
	});

	it('says which columns of a known pledge change, and changes only those', async () => {
		const { db } = database();
		const code = await aPledge(db, {
			baseline: { ...pledgeInput().baseline!, value: '0.1', unit: 'Mt' },
			target: {
				...pledgeInput().target!,
				value: '0.2',
				unit: 'Mt',
				plan: [{ on: '2025-12-31', value: '0.15' }]
			}
		});
		const text = csv([
			{
				...pledgeRow({
					code,
					baseline_value: '100.0',
					check_interval_days: '180',
					quote: 'to double the freight carried'
				}),
				source_title: 'Joint statement'
			}
		]);
		expect((await check(db, 'pledges', text)).counts.skipped).toBe(1);
		const changed = text.replace('at_least', 'up_to').replace('Double the freight', 'Triple the freight');
		const { shown, needsReason } = await check(db, 'pledges', changed);
		expect(shown[0]).toMatchObject({ outcome: 'revised', changed: ['title', 'target_qualifier'] });
		expect(needsReason).toBe(true);
		await bringIn(db, 'pledges', changed, { reason: 'Said again' });
		const { input } = await definitionOf(db, code);
		expect(input).toMatchObject({
			...{ title: 'Triple the freight', theme: 'transport' },
			baseline: { value: '0.1', unit: 'Mt' },
			target: { value: '0.2', unit: 'Mt', qualifier: 'up_to', plan: [{ on: '2025-12-31', value: '0.15' }] }
		});
	});

	it('needs no reason where nothing changes that a status depends on', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const required = { code, kind: 'level', theme: 'transport', source_title: 'Joint statement' };
		const text = csv([
			{
				...required,
				title: 'Double the freight',
				parties: 'Atlantis (pledger); Erewhon (counterpart)',
				quote: 'to double the freight carried',
				reading: 'Another reading.'
			}
		]);
		const { shown, needsReason } = await bringIn(db, 'pledges', text);
		expect(shown[0]?.changed).toEqual(['reading']);
		expect(needsReason).toBe(false);
	});

	it('keeps stages and guideline, which the columns do not carry', async () => {
		const { db } = database();
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps: [A_STEP] });
		const before = await definitionOf(db, code);
		const text = csv([
			pledgeRow({
				code,
				kind: 'milestones',
				title: 'Build it',
				quote: before.input.quote,
				...NOTHING_MEASURED
			})
		]);
		await bringIn(db, 'pledges', text);
		const { input } = await definitionOf(db, code);
		expect(input.title).toBe('Build it');
		expect(input.steps).toEqual(before.input.steps);
	});

	it('refuses what an edit would refuse, beside the cell', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const same = { quote: 'to double the freight carried', check_interval_days: '180' };
		const overlapping = await aPledge(db);
		for (const end of ['2024-06-30', '2024-12-31']) {
			await anActual(db, overlapping, { period: { start: '2024-01-01', end } });
		}
		const summed = await check(
			db,
			'pledges',
			csv([pledgeRow({ code: overlapping, kind: 'cumulative', aggregation: '', ...same })])
		);
		expect(summed.errors).toMatchObject([
			{ line: 2, column: 'kind', sentence: expect.stringMatching(/are added up, but .* overlap/) }
		]);
		const { errors } = await check(
			db,
			'pledges',
			csv([
				pledgeRow({ code, unit: 't', ...same }),
				pledgeRow({ deadline: '2020', kind: 'level' }),
				pledgeRow({ parties: 'Utopia (partner)', kind: 'lvl' }),
				pledgeRow({ code: 'TWICE-1' }),
				pledgeRow({ code: 'twice-1' }),
				pledgeRow({ code: '' })
			])
		);
		expect(errors.map(({ line, column }) => `${line} ${column}`)).toEqual([
			...['2 unit', '3 deadline', '4 kind', '4 parties', '6 code', '7 code']
		]);
		expect(errors[0]?.sentence).toMatch(/Figures are kept in kt already/);
		expect(errors[1]?.sentence).toMatch(/before the pledge was made, on 15 Oct 2022/);
		expect(errors.find(({ column }) => column === 'parties')?.sentence).toMatch(
			/^“Utopia”: Choose a role\. It is one of/
		);
	});

	it('writes many as the form writes one, each under an entry of its own, and what they share once', async () => {
		const { db } = database();
		const mark = `Bulk-${unique()}`;
		const source_title = `${mark} statement`;
		const rows = Array.from({ length: PLEDGES_AT_ONCE + 10 }, (_, at) =>
			pledgeRow({
				...{ code: `${mark}-${at}`.toUpperCase(), source_title },
				parties: `${at % 2 ? mark : mark.toUpperCase()} (pledger); ${mark} ${at % 7} (counterpart)`,
				occasion: `${mark} summit`,
				occasion_date: '2022-10-15'
			})
		);
		const before = await lastSeq(db);
		const checked = await bringIn(db, 'pledges', csv(rows));
		expect(checked.counts).toMatchObject({ added: rows.length, wrong: 0 });

		const entries = await db
			.selectFrom('entry')
			.selectAll()
			.where('seq', '>', before)
			.orderBy('seq')
			.execute();
		expect(entries.map(({ subject }) => subject)).toEqual(rows.map(({ code }) => code));
		expect(new Set(entries.map(({ batch }) => batch)).size).toBe(1);
		const named = async (table: 'source_version' | 'occasion_version' | 'party_version', column: string) =>
			(await db.selectFrom(table).select('id').where(db.dynamic.ref(column), 'like', `${mark}%`).execute())
				.length;
		expect(await named('source_version', 'title')).toBe(1);
		expect(await named('occasion_version', 'title')).toBe(1);
		expect(await named('party_version', 'name')).toBe(7);

		const [{ code = '' } = {}] = rows;
		const [one, last] = [await definitionOf(db, code), await definitionOf(db, rows.at(-1)?.code ?? '')];
		const form = `${mark}-FORM`.toUpperCase();
		await aPledge(db, { ...one.input, code: form });
		const own = ({ input }: Definition) => ({ ...input, code: '', title: '', parties: [] });
		expect(own(await definitionOf(db, form))).toEqual(own(one));
		expect(own(last)).toEqual(own(one));
		const current = await db
			.selectFrom('pledge_current')
			.select(['code', 'status', 'progress', 'row'])
			.where('code', 'like', `${mark.toUpperCase()}-%`)
			.execute();
		expect(current).toHaveLength(rows.length + 1);
		expect(new Set(current.map(({ status, row }) => `${status} ${row.target?.value}`)).size).toBe(1);
	});

	it('leaves no trace of having tried an edit', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const before = await countAll(db);
		await check(
			db,
			'pledges',
			csv([pledgeRow({ code, target_value: '300', source_title: 'New', parties: 'Newland (joint)' })])
		);
		expect(await countAll(db)).toEqual(before);
		expect(await lastSeq(db)).toBe(before.entry);
	});

	it('spells a theme as the other pledges do, those of the file included', async () => {
		const { db } = database();
		await aPledge(db, { theme: 'energy' });
		const rows = [{ theme: 'Energy' }, { theme: 'Water use' }, { theme: 'water  use' }].map((over) =>
			pledgeRow(over)
		);
		await bringIn(db, 'pledges', csv(rows));
		const themes = await Promise.all(
			rows.map(async ({ code }) => (await definitionOf(db, code)).input.theme)
		);
		expect(themes).toEqual(['energy', 'Water use', 'Water use']);
	});

	it('says which filled cells the kind has no use for', async () => {
		const { db } = database();
		const { notices, shown } = await check(db, 'pledges', csv([pledgeRow({ kind: 'continuing' })]));
		expect(shown[0]?.unused).toContain('target_value');
		expect(notices.join()).toContain(
			'target_value is filled in for 1 row whose kind of pledge has no use for it'
		);
	});
});

const NOTHING_MEASURED = {
	...{
		unit: '',
		direction: '',
		aggregation: '',
		baseline_value: '',
		baseline_date: '',
		baseline_qualifier: ''
	},
	...{ target_value: '', target_qualifier: '', deadline: '', check_interval_days: '180' }
};

describe('a large file', () => {
	it('is checked in parts, so that others are answered meanwhile', async () => {
		const { createDatabase } = await import('../helpers/database.ts');
		const { db, drop } = await createDatabase('pglite');
		try {
			const code = await aPledge(db);
			const rows = Array.from({ length: 3000 }, (_, at) => actualRow(code, dayOf(at)));
			let [turns, over] = [0, false];
			const others = (async () => {
				for (; !over; turns++) await new Promise((resolve) => setImmediate(resolve));
			})();
			const shares: number[] = [];
			const watch = { signal: nobody().signal, progress: (share: number) => void shares.push(share) };
			const { counts } = await check(db, 'actuals', csv(rows), { watch });
			over = true;
			await others;
			expect(counts.added).toBe(3000);
			expect(turns).toBeGreaterThan(10);
			expect(shares).toEqual([...shares].sort((one, other) => one - other));
			expect(shares.at(-1)).toBe(1);
		} finally {
			await drop();
		}
	});
});
