import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIMITERS, delimiterOf, rowsOf, type Delimiter } from './delimited.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, delimiter: Delimiter = delimiterOf(bytes(text))) =>
	[...rowsOf(bytes(text), delimiter)].flatMap(({ rows }) => rows);
const cells = (text: string) => read(text).map((row) => row.cells);

describe('the sign between cells', () => {
	it.each([
		['a comma', 'code,title,unit\n1;2;3', ','],
		['a semicolon', 'code;title;unit\n1,5;2;3', ';'],
		['a tab', 'code\ttitle, in words\tunit', '\t'],
		['not what stands between quotation marks', '"a;b;c;d",code,title', ','],
		['a comma where there is one column', 'code\nA', ',']
	])('is %s', (_, text, sign) => {
		expect(delimiterOf(bytes(text))).toBe(sign);
	});
});

describe('rows', () => {
	it('are told with the line on which they begin, whatever their cells hold', () => {
		expect(read('a;b\r\n1;"two\nlines"\r\n\r\n;;\r\n2;"x ""y"""\n3')).toEqual([
			{ line: 1, cells: ['a', 'b'] },
			{ line: 2, cells: ['1', 'two\nlines'] },
			{ line: 6, cells: ['2', 'x "y"'] },
			{ line: 7, cells: ['3'] }
		]);
	});

	it('copied from a spreadsheet keep quotation marks that are meant as signs', () => {
		expect(cells('a\tb\n5" pipe\t"said" so\n"two\nlines"\tc')).toEqual([
			['a', 'b'],
			['5" pipe', '"said" so'],
			['two\nlines', 'c']
		]);
	});

	it.each([
		['never closed', 'a,b\n1,2\n3,"4\n5,6', /From line 3 on, a quotation mark is opened and not closed/],
		['in the midst of a cell', 'a,b\n1,2\n3,4"x', /In or after line 3, a quotation mark stands in the middle/]
	])('are refused where a quotation mark is %s', (_, text, sentence) => {
		expect(() => cells(text)).toThrow(sentence);
	});

	it('are cut off where a quotation mark swallows the file', () => {
		expect(() => cells(`a,b\n"${'x,1\n'.repeat(300_000)}`)).toThrow(/From line 2 on/);
	});

	it('come back as they were written, in every sign between cells, in pieces of any size', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom('é"\n;', '\t', '= 1', '" "', '—'.repeat(9000))
		);
		const row = fc.tuple(fc.constant('1'), cell, cell);
		fc.assert(
			fc.property(
				fc.array(row, { minLength: 1, maxLength: 20 }),
				fc.constantFrom(...DELIMITERS),
				(rows, delimiter) => {
					const text = stringify(rows, { delimiter, quoted: true });
					expect(read(text, delimiter).map((one) => one.cells)).toEqual(rows);
				}
			),
			{ numRuns: 50 }
		);
	});
});
