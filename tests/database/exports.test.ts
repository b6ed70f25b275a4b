import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { monthPeriod, yearPeriod } from '#lib/domain/calendar.ts';
import { STATUSES } from '#lib/domain/status.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { FIGURES_AT_ONCE, PLEDGES_AT_ONCE } from '#lib/server/exports/chunks.ts';
import { answerCsv, writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import type { Moment } from '#lib/server/pledges/moment.ts';
import { listPledgeIds } from '#lib/server/pledges/list.ts';
import { pledgeRows } from '#lib/server/pledges/pledge-rows.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { ACTUAL_COLUMNS, type ActualLine } from '#lib/tabular/actual-columns.ts';
import type { Column } from '#lib/tabular/column.ts';
import { unguardText } from '#lib/tabular/csv.ts';
import { readParties } from '#lib/tabular/lists.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { copyFigure, copyPledge } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_TARGET,
	A_WINDOW,
	aClosing,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

/** A state that the name of a file tells. */
const AT = { asOf: DAY, basis: 'recorded' as const, upto: 12 };

const everything = (search = '') => readPledgeFilter(new URLSearchParams(search));
type Row = Record<string, string>;

async function textOf<R>(columns: readonly Column<R>[], parts: AsyncIterable<R[]>): Promise<string> {
	let text = '';
	for await (const part of writeCsv(columns, parts, { bom: false })) text += part;
	return text;
}

const read = (csv: string): Row[] => parse(csv, { columns: true });
const pledgeRowsOf = async (db: Db, search = '', today = DAY) =>
	read(await textOf(PLEDGE_COLUMNS, readPledges(db, everything(search), await momentOf(db, {}, today))));
const actualRowsOf = async (db: Db, search = '', today = DAY) =>
	read(await textOf(ACTUAL_COLUMNS, readActuals(db, everything(search), await momentOf(db, {}, today))));

describeOnBoth('the pledges export of the sample', (database) => {
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct({ by: await anAccount(db, { name: 'Әлия Ким' }) }));
	});

	it('says of every pledge of the list, in its order, what the list says', async () => {
		const { db } = database();
		for (const search of [
			'',
			'theme=energy',
			'sort=progress&dir=desc',
			'q=kazakhstan&headline=yes',
			'q=nothing%20like'
		]) {
			const filter = everything(search);
			const wanted = await pledgeRows(
				db,
				await listPledgeIds(db, filter, await momentOf(db)),
				await momentOf(db)
			);
			const rows = await pledgeRowsOf(db, search);
			expect(
				rows.map((row) => row.code),
				search
			).toEqual(wanted.map((row) => row.code));
			for (const [index, { assessment, parties, target }] of wanted.entries()) {
				const row = rows[index] ?? {};
				const { figure, freshness } = assessment;
				expect(row).toMatchObject({
					status: assessment.status,
					status_text: assessment.statusText,
					group: STATUSES[assessment.status].group,
					sentence: assessment.sentence,
					ratio: assessment.ratio === null ? '' : String(assessment.ratio),
					path: assessment.path ?? '',
					attainment: assessment.attainment === null ? '' : String(assessment.attainment),
					flags: assessment.flags.map(({ flag }) => flag).join('; '),
					freshness: freshness.state,
					checked_on: freshness.lastCheckedOn ?? '',
					headline: assessment.counted ? 'yes' : 'no',
					actual_value: figure?.value ?? '',
					actual_reporter: figure?.reporter ?? '',
					target_value: target?.value ?? '',
					owner: 'Әлия Ким',
					as_of: DAY
				});
				expect(row.progress === '' ? null : Number(row.progress)).toBe(assessment.progress);
				expect(readParties(row.parties ?? '')).toEqual(parties);
			}
		}
	});

	it('is plain where there is a value and empty where there is none', async () => {
		const { db } = database();
		const rows = await pledgeRowsOf(db);
		expect(rows[0]).toMatchObject({
			code: 'KZ-TM-2022-01',
			kind: 'level',
			strength: 'agreed',
			theme: 'trade',
			mode: 'reach',
			parties: 'Kazakhstan (joint); Turkmenistan (joint)',
			direction: 'increase',
			unit: 'USD',
			aggregation: 'annual_flow',
			baseline_value: '250000000',
			baseline_start: '2021-01-01',
			baseline_date: '2021-12-31',
			baseline_precision: 'year',
			baseline_qualifier: 'more_than',
			target_value: '1000000000',
			target_qualifier: 'at_least',
			target_standing: 'stated',
			deadline: '',
			deadline_precision: '',
			deadline_assumed: '',
			path_fixed: '',
			check_interval_days: '180',
			source_date: '2022-10-15',
			source_language: 'en',
			actual_value: '555000000',
			actual_unit: 'USD',
			actual_start: '2024-01-01',
			actual_end: '2024-12-31',
			actual_state: 'final',
			actual_qualifier: 'more_than',
			status: 'NO_DEADLINE',
			group: 'in_progress',
			ratio: '',
			flags: 'single_source; baseline_bound'
		});
		const culture = rows.at(-1);
		expect(culture).toMatchObject({
			...{ unit: '', target_value: '', target_qualifier: '', start: '', deadline: '', actual_unit: '' },
			...{ window_start: '2023-01-01', window_end: '2024-12-31', status: 'MET', check_due_on: '' }
		});
	});

	it('is RFC 4180 in UTF-8: CRLF ends every line, and no mark is sent unless asked for', async () => {
		const { db } = database();
		const file = { name: 'pledges', moment: AT, onBreak: () => {} };
		const answer = async (bom: boolean) =>
			answerCsv(PLEDGE_COLUMNS, readPledges(db, everything(), await momentOf(db)), { ...file, bom });
		const plain = await answer(false);
		expect(Object.fromEntries(plain.headers)).toEqual({
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="pledges-2026-11-23-at-12.csv"',
			'cache-control': 'no-store'
		});
		const bytes = new Uint8Array(await plain.arrayBuffer());
		const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
		expect(text.startsWith('code,title,')).toBe(true);
		expect(text.endsWith('\r\n')).toBe(true);
		expect(text.split('\r\n')).toHaveLength(18 + 2);
		const marked = new Uint8Array(await (await answer(true)).arrayBuffer());
		expect([...marked.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		expect(marked.slice(3)).toEqual(bytes);
	});
});

describeOnBoth('the actuals export of the sample', (database) => {
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct({ by: await anAccount(db, { name: 'Ann' }) }));
	});

	it('has every standing figure with its source, pledge by pledge, period by period', async () => {
		const { db } = database();
		const rows = await actualRowsOf(db);
		expect(rows).toHaveLength(22);
		const order = rows.map((row) => `${row.pledge_code} ${row.indicator_role} ${row.period_end}`);
		expect(order).toEqual([...order].sort());
		const of2022 = rows.filter((row) => row.period_start === '2022-01-01' && row.period_end === '2022-12-31');
		expect(of2022.filter((row) => row.pledge_code === 'KZ-TM-2022-01')).toMatchObject([
			{
				pledge_title: 'Raise mutual trade to US$1 billion',
				indicator: 'Goods trade turnover',
				value: '439800000',
				unit: 'USD',
				entered_value: '439800000',
				entered_unit: 'USD',
				qualifier: 'about',
				state: 'provisional',
				partial: 'no',
				derived: '563 million in 2023 is reported as +28 %',
				reporter: 'Kazakhstan, Foreign Ministry',
				headline: 'yes',
				decides: 'no',
				known_on: '2024-05-27',
				recorded_on: DAY,
				recorded_by: 'Ann'
			},
			{ value: '459600000', reporter: 'Kazakhstan, Ministry of Industry and Construction' }
		]);
		for (const row of rows) expect(row.source_title).not.toBe('');
	});

	it('marks the figures that assessments rest on, and no figure of a pledge that rests on something else', async () => {
		const { db } = database();
		const marked = (await actualRowsOf(db)).filter((row) => row.decides === 'yes');
		expect(marked.map((row) => [row.pledge_code, row.value, row.period_end])).toEqual([
			['KZ-TM-2022-01', '555000000', '2024-12-31'],
			['KZ-TM-2022-09', '1.6', '2024-12-31']
		]);
	});

	it('marks one figure for each period as the one that counts: the highest-ranked reporter’s', async () => {
		const { db } = database();
		const rows = (await actualRowsOf(db)).filter((row) => row.pledge_code === 'KZ-TM-2022-01');
		const periods = new Set(rows.map((row) => `${row.period_start}/${row.period_end}`));
		const counting = rows.filter((row) => row.headline === 'yes');
		expect(counting).toHaveLength(periods.size);
		expect(rows.length).toBeGreaterThan(periods.size);
		const of = (year: string) =>
			counting.find((row) => row.period_start === `${year}-01-01` && row.partial === 'no');
		expect(of('2021')?.reporter).toBe('Kazakhstan, Embassy in Turkmenistan');
		expect(of('2022')).toMatchObject({ reporter: 'Kazakhstan, Foreign Ministry', value: '439800000' });
		const related = (await actualRowsOf(db)).find((row) => row.indicator_role === 'supporting');
		expect(related).toMatchObject({ headline: 'no', decides: 'no' });
	});

	it('follows the filter of the list', async () => {
		const { db } = database();
		const rows = await actualRowsOf(db, 'theme=transport&sort=title');
		expect([...new Set(rows.map((row) => row.pledge_code))]).toEqual(['KZ-TM-2022-09']);
		expect(rows).toHaveLength(7);
		expect(
			await textOf(ACTUAL_COLUMNS, readActuals(db, everything('theme=culture'), await momentOf(db)))
		).toBe(`${ACTUAL_COLUMNS.map(({ name }) => name).join(',')}\r\n`);
	});
});

describeOnBoth('texts that spreadsheets would misread', (database) => {
	it('come back exactly, guarded where they look like formulas, while numbers stay numbers', async () => {
		const { db } = database();
		const texts = {
			title: '=HYPERLINK("http://example.org","see")',
			theme: '@home',
			quote: '-5 %, “quoted", and; more\nsecond line\r\nthird',
			reading: "'=already guarded",
			locator: '+7 (727)'
		};
		const parties = [
			{ name: 'Acme; Sons (Ltd) \\ Co', role: 'pledger' as const },
			{ name: 'Беларусь', role: 'counterpart' as const }
		];
		const code = await aPledge(db, {
			...texts,
			parties,
			target: { ...A_TARGET, value: '-5', qualifier: 'exactly' }
		});
		await anActual(db, code, {
			value: '-12.50',
			reporter: '=1+1',
			note: '\t=cmd',
			source: { ...A_SOURCE, title: '@source', url: 'https://example.org/?a=1,2' },
			locator: '-3',
			quote: '=less by a half'
		});
		const csv = await textOf(PLEDGE_COLUMNS, readPledges(db, everything(), await momentOf(db)));
		const row = read(csv)[0] ?? {};
		expect(row.title).toBe(`'${texts.title}`);
		const back = Object.fromEntries(Object.keys(texts).map((name) => [name, unguardText(row[name] ?? '')]));
		expect(back).toEqual(texts);
		expect(readParties(row.parties ?? '')).toEqual(parties);
		expect([row.target_value, row.actual_value]).toEqual(['-5', '-12.5']);
		const [actual] = await actualRowsOf(db);
		expect(actual).toMatchObject({
			value: '-12.5',
			entered_value: '-12.5',
			reporter: "'=1+1",
			note: "'\t=cmd",
			source_title: "'@source",
			source_language: 'en',
			source_url: 'https://example.org/?a=1,2',
			locator: "'-3",
			quote: "'=less by a half"
		});
		for (const cells of parse(csv, { from_line: 2 })) {
			for (const [index, cell] of (cells as unknown as string[]).entries()) {
				if (PLEDGE_COLUMNS[index]?.type === 'text') expect(cell).not.toMatch(/^[=+\-@\t\r]/);
			}
		}
	});

	it('are numbers with every digit and no exponent', async () => {
		const { db } = database();
		const target = { ...A_TARGET, value: '1000000000000000000000000000000' };
		const code = await aPledge(db, { target, path: 'linear' });
		await anActual(db, code, { value: '100.0000001' });
		const row = (await pledgeRowsOf(db, `q=${code}`))[0] ?? {};
		expect(row.target_value).toBe('1000000000000000000000000000000');
		expect(row.path_fixed).toBe('linear');
		expect(row.progress).toMatch(/^0\.0{30,}\d+$/);
		expect(row.ratio).toMatch(/^0\.0{30,}\d+$/);
	});
});

describeOnBoth('kinds of pledges in the export', (database) => {
	it('tell a deadline, a band, a window, an assumption and a closing apart', async () => {
		const { db } = database();
		const band = { ...A_TARGET, value: null, low: '90', high: '110', qualifier: 'exactly' as const };
		const banded = await aPledge(db, { kind: 'band', target: band });
		const assumed = { ...A_TARGET, due: '2027-12-31', standing: 'assumption' as const, assumedDue: true };
		const assuming = await aPledge(db, { target: assumed });
		const window = { ...UNMEASURED, kind: 'events_in_window' as const, target: A_WINDOW };
		const windowed = await aPledge(db, window);
		const closed = await aPledge(db, { ...UNMEASURED, kind: 'continuing' });
		await aClosing(db, closed);
		const rows = new Map((await pledgeRowsOf(db)).map((row) => [row.code, row]));
		expect(rows.get(banded)).toMatchObject({
			...{ target_value: '', target_low: '90', target_high: '110', target_qualifier: 'exactly' },
			...{ deadline: '2030-12-31', deadline_precision: 'year', deadline_assumed: 'no', window_end: '' }
		});
		expect(rows.get(assuming)).toMatchObject({
			deadline_assumed: 'yes',
			headline: 'no',
			target_standing: 'assumption'
		});
		expect(rows.get(windowed)).toMatchObject({
			...{ start: '', deadline: '', window_start: '2023-01-01', window_end: '2024-12-31' },
			deadline_precision: 'day'
		});
		expect(rows.get(closed)).toMatchObject({
			status: 'CLOSED',
			group: 'closed',
			freshness: 'none',
			target_standing: ''
		});
		expect(rows.get(closed)?.status_text).toContain('withdrawn on 23 Nov 2026');
	});
});

describeOnBoth('long exports', (database) => {
	let many = '';
	beforeAll(async () => {
		const { db } = database();
		const continuing = { ...UNMEASURED, kind: 'continuing' as const };
		for (const title of ['A wish', 'b wish']) {
			await copyPledge(db, await aPledge(db, { ...continuing, title }), PLEDGES_AT_ONCE / 2);
		}
		many = await aPledge(db);
		await anActual(db, many);
		// As many figures of one indicator as fill two parts and begin a third.
		await copyFigure(db, many, FIGURES_AT_ONCE * 2);
		// As a server does by itself, sooner or later: a database that takes the tables for empty reads them far slower.
		await sql`analyze`.execute(db);
	});

	it('have every pledge once, over several parts, in the order asked for', async () => {
		const { db } = database();
		const sizes: number[] = [];
		const codes: string[] = [];
		for await (const part of readPledges(db, everything('sort=title&dir=desc'), await momentOf(db))) {
			sizes.push(part.length);
			codes.push(...part.map((line) => line.code));
		}
		expect(sizes).toEqual([PLEDGES_AT_ONCE, 3]);
		const wanted = await pledgeRows(
			db,
			await listPledgeIds(db, everything('sort=title&dir=desc'), await momentOf(db)),
			await momentOf(db)
		);
		expect(codes).toEqual(wanted.map((row) => row.code));
	});

	it('have every figure once, over several parts of one indicator', async () => {
		const { db } = database();
		const sizes: number[] = [];
		const lines: ActualLine[] = [];
		for await (const part of readActuals(db, everything(), await momentOf(db))) {
			sizes.push(part.length);
			lines.push(...part);
		}
		expect(sizes).toEqual([FIGURES_AT_ONCE, FIGURES_AT_ONCE, 1]);
		expect(new Set(lines.map((line) => `${line.start}/${line.end}`)).size).toBe(FIGURES_AT_ONCE * 2 + 1);
		const ends = lines.map((line) => line.end);
		expect(ends).toEqual([...ends].sort());
	});

	it('are the state of their beginning, equal to the one with its number, whatever is recorded between two parts', async () => {
		const { db } = database();
		const first = await aPledge(db, { title: 'A first one' });
		const moment = await momentOf(db);
		const numbered = await momentOf(db, { asOf: DAY, at: moment.upto });
		const figures = (at: Moment) => textOf(ACTUAL_COLUMNS, readActuals(db, everything(), at));
		const lists = (at: Moment) =>
			Promise.all(
				['sort=title', 'group=closed', 'theme=rail'].map((search) =>
					textOf(PLEDGE_COLUMNS, readPledges(db, everything(search), at))
				)
			);
		const [wanted, wantedFigures] = [await lists(numbered), await figures(numbered)];

		const running = [
			writeCsv(PLEDGE_COLUMNS, readPledges(db, everything('sort=title'), moment), { bom: false }),
			writeCsv(ACTUAL_COLUMNS, readActuals(db, everything(), moment), { bom: false })
		];
		const begun = [];
		for (const parts of running) begun.push((await parts.next()).value ?? '');
		const { id } = await db
			.selectFrom('observation')
			.select('id')
			.where('period_end', '=', '2024-12-31')
			.executeTakeFirstOrThrow();
		const correction = { value: '151', revises: id, reason: 'Recounted' };
		await anActual(db, many, { ...correction, period: yearPeriod(2024) });
		await anActual(db, many, { period: yearPeriod(2025) });
		await aClosing(db, many);
		await aClosing(db, first);
		await anEdit(db, many, { title: 'Another title', theme: 'rail' });
		await aPledge(db, { title: 'Z, logged meanwhile', theme: 'rail' });
		for (const [at, parts] of running.entries()) for await (const part of parts) begun[at] += part;

		expect(begun).toEqual([wanted[0], wantedFigures]);
		expect(await lists(moment)).toEqual(wanted);
		const values = (text: string) => read(text).map((row) => row.value);
		expect(values(wantedFigures).at(-1)).toBe('150');
		const now = await momentOf(db);
		expect(values(await figures(now)).slice(-2)).toEqual(['151', '150']);
		expect((await lists(now))[2]).not.toBe(wanted[2]);
	});

	it('hold no transaction open between two parts: others write meanwhile, and a reader who leaves is forgotten', async () => {
		const { db } = database();
		const parts = readPledges(db, everything(), await momentOf(db));
		await parts.next();
		await anActual(db, many, { period: monthPeriod(2026, 1), partial: true });
		await parts.return();
		expect(await parts.next()).toEqual({ done: true, value: undefined });
	});
});

describe('a download', () => {
	const columns: Column<string>[] = [{ name: 'word', type: 'text', description: '', read: (word) => word }];
	const file = { name: 'words', moment: AT, bom: false, onBreak: () => {} };
	async function* wordsThenError(): AsyncGenerator<string[], void, undefined> {
		yield ['one'];
		yield ['two'];
		await Promise.resolve();
		throw new Error('the database went away');
	}

	it('that breaks off ends with an error, never as if it were whole, and somebody is told', async () => {
		const told: unknown[] = [];
		const answer = await answerCsv(columns, wordsThenError(), {
			...file,
			onBreak: (error) => told.push(error)
		});
		await expect(answer.text()).rejects.toThrow('the database went away');
		expect(told).toHaveLength(1);
	});

	it('is refused before anything is sent when its first rows cannot be read', async () => {
		const failing = {
			[Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no database')) })
		};
		await expect(answerCsv(columns, failing, file)).rejects.toThrow('no database');
	});

	it('reads no further than it is taken, and stops when it is cancelled', async () => {
		let made = 0;
		let ended = false;
		async function* endless(): AsyncGenerator<string[], void, undefined> {
			try {
				for (;;) {
					await Promise.resolve();
					yield [`word ${++made}`];
				}
			} finally {
				ended = true;
			}
		}
		const answer = await answerCsv(columns, endless(), file);
		const reader = answer.body?.getReader();
		await reader?.read();
		await reader?.read();
		expect(made).toBeLessThan(5);
		await reader?.cancel();
		expect(ended).toBe(true);
	});
});
