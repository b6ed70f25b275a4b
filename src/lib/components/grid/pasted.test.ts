import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fillIn, isBlock, readBlock, type Row } from './pasted.ts';

describe('a block from a spreadsheet', () => {
	it.each([
		[
			'tabs part cells, line breaks rows',
			'a\tb\nc\td',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'lines may end in the manner of Windows',
			'a\tb\r\nc\td\r\n',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		['or of an old Macintosh', 'a\rb', [['a'], ['b']]],
		['the last line break adds no row', 'a\n', [['a']]],
		['empty cells and rows keep their place', '\ta\t\n\nb', [['', 'a', ''], [''], ['b']]],
		['a quoted cell holds line breaks and tabs', '"two\nlines"\t"a\tb"\nc', [['two\nlines', 'a\tb'], ['c']]],
		['doubled quotes in it are one', '"say ""yes"""\tb', [['say "yes"', 'b']]],
		['quotes inside a cell are text', '5" pipe\t"so-called" road', [['5" pipe', '"so-called" road']]],
		['a quote without its other half is text', '"open\tb\nc', [['"open', 'b'], ['c']]],
		['figures stay as they were typed', '1,5\t1 250\t+3', [['1,5', '1 250', '+3']]]
	])('%s', (_, text, cells) => {
		expect(readBlock(text)).toEqual(cells);
	});

	it('reads back whatever a spreadsheet writes', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', '"', '\t', '\n', ',', 'é') });
		const block = fc
			.integer({ min: 1, max: 4 })
			.chain((width) =>
				fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })
			);
		const written = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
		fc.assert(
			fc.property(block, (rows) => {
				const text = rows.map((cells) => `${cells.map(written).join('\t')}\r\n`).join('');
				expect(readBlock(text)).toEqual(rows);
			})
		);
	});

	it('is told from the text of one cell', () => {
		for (const text of ['a\tb', 'a\nb', '"a\nb"\r\n', '"a ""b"""']) expect(isBlock(text), text).toBe(true);
		for (const text of ['a b', '250\r\n', 'a "b" c', '']) expect(isBlock(text), text).toBe(false);
	});
});

describe('filling in a block', () => {
	const rows: Row[] = [{ pledge: 'A', period: '2023', value: '1' }, { pledge: 'B' }];

	it('replaces the cells it covers, adds the rows it needs, and leaves all others', () => {
		const block = [
			['2024', '7'],
			['2024', '8'],
			['2024', '9']
		];
		expect(fillIn(rows, block, { row: 1, cell: 'period' }, 200)).toEqual({
			rows: [
				rows[0],
				{ pledge: 'B', period: '2024', value: '7' },
				{ period: '2024', value: '8' },
				{ period: '2024', value: '9' }
			]
		});
	});

	it('puts in nothing where there is no room for all of it', () => {
		const tall = Array.from({ length: 200 }, () => ['x']);
		expect(fillIn(rows, tall, { row: 1, cell: 'pledge' }, 200)).toMatchObject({
			refused: expect.stringContaining('room for 199')
		});
		expect(fillIn(rows, [['a', 'b', 'c']], { row: 0, cell: 'note' }, 200)).toMatchObject({
			refused: expect.stringContaining('3 columns')
		});
	});

	it('keeps the lines of a note, and words apart in a cell of one line', () => {
		const block = [['an\noffice', '', '', 'two\nlines']];
		expect(fillIn([], block, { row: 0, cell: 'reporter' }, 200)).toEqual({
			rows: [{ reporter: 'an office', source: '', state: '', note: 'two\nlines' }]
		});
	});
});
