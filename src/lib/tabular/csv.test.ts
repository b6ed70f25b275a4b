import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from './column.ts';
import { csvHeader, csvLines, guardText, unguardText } from './csv.ts';

const columns: Column<string>[] = (['text', 'number', 'date', 'code'] as const).map((type) => ({
	name: type,
	type,
	description: '',
	read: (cell) => cell
}));
const textColumn = columns.slice(0, 1);
const numberColumn = columns.slice(1, 2);

describe('the formula guard', () => {
	it.each(['=1+1', '+7', '-cmd', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＠A1'])(
		'puts an apostrophe before %j',
		(text) => {
			expect(guardText(text)).toBe(`'${text}`);
		}
	);

	it.each(['', 'Trade', '’quoted’', "'quoted'", '5 − 3', 'a=b', ' =1'])('leaves %j alone', (text) => {
		expect(guardText(text)).toBe(text);
	});

	it('gives every text back, also one that looks guarded already', () => {
		const tricky = fc.stringMatching(/^['=+\-@\t\r\na]{0,6}$/);
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), tricky), (text) => {
				expect(unguardText(guardText(text))).toBe(text);
				expect(guardText(text)).not.toMatch(/^[=+\-@\t\r\n]/);
			})
		);
	});

	it('touches no number: -5 stays -5', () => {
		expect(csvLines(numberColumn, ['-5'])).toBe('-5\r\n');
		expect(csvLines(textColumn, ['-5'])).toBe("'-5\r\n");
	});
});

describe('CSV', () => {
	it('names the columns first', () => {
		expect(csvHeader(columns)).toBe('text,number,date,code\r\n');
	});

	it('writes nothing for no rows', () => {
		expect(csvLines(columns, [])).toBe('');
	});

	it.each([
		['a comma', 'one, two', '"one, two"\r\n'],
		['a quote', 'the “so-called" plan', '"the “so-called"" plan"\r\n'],
		['a line break', 'one\ntwo', '"one\ntwo"\r\n'],
		['Cyrillic', 'Казахстан', 'Казахстан\r\n']
	])('follows RFC 4180 with %s', (_, text, line) => {
		expect(csvLines(textColumn, [text])).toBe(line);
	});

	it('leaves a cell empty where there is no value', () => {
		const empty: Column<string> = { name: 'none', type: 'text', description: '', read: () => null };
		expect(csvLines([empty, ...numberColumn, empty], ['1'])).toBe(',1,\r\n');
	});

	it('is read back as the same texts by another parser', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
				const two: Column<string>[] = [
					...numberColumn.map((c) => ({ ...c, read: () => '1' })),
					...textColumn
				];
				const rows: string[][] = parse(csvLines(two, texts));
				expect(rows.map(([, text = '']) => unguardText(text))).toEqual(texts);
			})
		);
	});
});
