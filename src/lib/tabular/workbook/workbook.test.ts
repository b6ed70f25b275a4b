import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { CellType, Column } from '../column.ts';
import { writeBook, type WrittenTables } from './book.ts';
import { columnName, LONGEST_TEXT } from './cell.ts';
import type { AboutLine } from './sheet.ts';

type Row = readonly string[];

const column = (type: CellType, at: number): Column<Row> => ({
	name: `${type}_${'abc'.charAt(at)}`,
	type,
	description: '',
	read: (row) => row[at] ?? null
});

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	return Buffer.concat(await Array.fromAsync(parts));
}

async function* inParts<T>(...parts: T[][]): AsyncGenerator<T[], void, undefined> {
	yield* parts;
}

/** A workbook with one table, and what it said of it. */
async function book(columns: Column<Row>[], parts: Row[][], mostRows?: number) {
	let written: WrittenTables = {};
	const about = (all: WrittenTables): AboutLine[] => {
		written = all;
		return [{ cells: [{ text: 'Link' }, { text: 'see' }], href: 'https://example.org/?a="1"&b=<2>' }];
	};
	const tables = [{ name: 'Rows', columns, parts: inParts(...parts) }];
	const bytes = await bytesOf(writeBook(tables, about, mostRows));
	const { sheets } = await readXlsx(bytes);
	return { bytes, sheets, written: written.Rows };
}

describe('a workbook', () => {
	it('gives every text back, whatever a spreadsheet or XML would take it for; lines break as in a cell', async () => {
		const hostile = [
			...['=1+1', '=HYPERLINK("http://example.org")', '+7', '-cmd', '@SUM(A1)', "'quoted'", '＝1'],
			...['one\ntwo', '\ttab', ' spaces  around ', '<b>&amp;</b>', ']]>', '"quotes"'],
			...[
				'Қазақстан и Туркменистан',
				'🇰🇿 🤝',
				'a\u0001b\u001fc',
				'_x000D_',
				'_x005F_',
				'\ufffe',
				'2024',
				'TRUE'
			]
		];
		const { sheets } = await book([column('text', 0)], [hostile.map((text) => [text])]);
		expect(sheets[1]?.rows.slice(1).map(([text]) => text)).toEqual(hostile);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 50 }),
				async (texts) => {
					const { sheets: read } = await book([column('text', 0)], [texts.map((text) => [text])]);
					expect(read[1]?.rows.slice(1).map(([text]) => text)).toEqual(
						texts.map((text) => text.replace(/\r\n?/g, '\n'))
					);
				}
			),
			{ numRuns: 5 }
		);
	});

	it('holds numbers and days as such, and leaves a cell empty where there is no value', async () => {
		const columns = [column('number', 0), column('date', 1), column('result', 2)];
		const { sheets } = await book(columns, [
			[
				['-12.5', '2024-02-29', '0.1234567890123456'],
				['1000000000', '2026-11-23T12:34:56.789Z', ''],
				['0', '', '-1']
			]
		]);
		expect(sheets[1]?.rows.slice(1)).toEqual([
			[-12.5, new Date('2024-02-29T00:00:00Z'), 0.1234567890123456],
			[1_000_000_000, new Date('2026-11-23T12:34:56.789Z'), null],
			[0, null, -1]
		]);
	});

	it('writes a number with more digits than a spreadsheet keeps as text, and says so', async () => {
		const exact = ['123456789012345', '1234567890123450000', '0.00000000123456789012345'];
		const rounded = ['1234567890123456', '-0.1234567890123456', '12.5000000000000000001'];
		const { sheets, written } = await book(
			[column('number', 0)],
			[[...exact, ...rounded].map((text) => [text])]
		);
		const cells = sheets[1]?.rows.slice(1).map(([cell]) => cell);
		expect(cells).toEqual([...exact.map(Number), ...rounded]);
		expect(written?.numbersAsText).toBe(rounded.length);
	});

	it('writes a day that spreadsheets count differently as text', async () => {
		const { sheets } = await book(
			[column('date', 0)],
			[[['1899-12-31'], ['1900-02-28'], ['1900-03-01'], ['2030']]]
		);
		expect(sheets[1]?.rows.slice(1).map(([cell]) => cell)).toEqual([
			'1899-12-31',
			'1900-02-28',
			new Date('1900-03-01T00:00:00Z'),
			'2030'
		]);
	});

	it('cuts a text that no cell can hold where it can be seen, and says so', async () => {
		const whole = 'ы'.repeat(LONGEST_TEXT);
		const { sheets, written } = await book([column('text', 0)], [[[whole], [`${whole}🤝`]]]);
		const [, [first] = [], [second] = []] = sheets[1]?.rows ?? [];
		expect(first).toBe(whole);
		expect(String(second)).toHaveLength(LONGEST_TEXT);
		expect(second).toMatch(/ы … \[cut: the whole text has 32769 characters\]$/);
		expect(written?.cutTexts).toBe(1);
	});

	it('goes on in another sheet where one is full, under the same names of columns', async () => {
		const rows = Array.from({ length: 5 }, (_, at): Row => [`row ${at}`]);
		const { sheets, written } = await book([column('text', 0)], [rows.slice(0, 3), rows.slice(3)], 2);
		expect(sheets.map(({ name }) => name)).toEqual(['About', 'Rows', 'Rows 2', 'Rows 3']);
		expect(sheets.slice(1).map((sheet) => sheet.rows.map(([cell]) => cell))).toEqual([
			['text_a', 'row 0', 'row 1'],
			['text_a', 'row 2', 'row 3'],
			['text_a', 'row 4']
		]);
		expect(written?.rows).toBe(5);
		const full = await book([column('text', 0)], [rows.slice(0, 2)], 2);
		expect(full.sheets).toHaveLength(2);
	});

	it('keeps the names of the columns in sight, lets people filter, and links from its first sheet', async () => {
		const { sheets } = await book([column('text', 0), column('number', 1)], [[['a', '1']]]);
		expect(sheets[1]).toMatchObject({ freezePane: { rows: 1 }, autoFilter: { range: 'A1:B2' } });
		expect(JSON.stringify([...(sheets[0]?.cells ?? [])])).toContain('https://example.org/?a=');
	});

	it('is the names of the columns alone where there are no rows, and the same bytes each time', async () => {
		const one = await book([column('text', 0)], []);
		expect(one.sheets[1]?.rows).toEqual([['text_a']]);
		expect((await book([column('text', 0)], [])).bytes).toEqual(one.bytes);
	});

	it('reads no further than it is taken', async () => {
		let made = 0;
		async function* endless(): AsyncGenerator<Row[], void, undefined> {
			for (;;) {
				await Promise.resolve();
				yield Array.from({ length: 1000 }, () => [`${Math.sin(made++)}`]);
			}
		}
		const parts = writeBook([{ name: 'Rows', columns: [column('text', 0)], parts: endless() }], () => []);
		for (let taken = 0; taken < 5; taken++) await parts.next();
		expect(made).toBeLessThan(100_000);
		await parts.return();
	});

	it('is an error before its first byte where nothing can be read', async () => {
		const parts = {
			[Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no database')) })
		};
		const bytes = writeBook([{ name: 'Rows', columns: [column('text', 0)], parts }], () => []);
		await expect(bytes.next()).rejects.toThrow('no database');
	});

	it('names columns as spreadsheets do', () => {
		expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
	});
});
