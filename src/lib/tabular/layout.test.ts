import { describe, expect, it } from 'vitest';
import { ACTUAL_COLUMNS } from './actual-columns.ts';
import { ACTUAL_LAYOUT } from './actual-layout.ts';
import { readHeader, readRow, type Layout } from './layout.ts';
import { PLEDGE_COLUMNS } from './pledge-columns.ts';
import { PLEDGE_LAYOUT } from './pledge-layout.ts';

const layout: Layout = {
	read: new Map([
		['code', 'text'],
		['value', 'number'],
		['on', 'date']
	]),
	computed: new Set(['status']),
	required: [['code'], ['value', 'on']]
};
const header = (...cells: string[]) => readHeader({ line: 1, cells }, layout);
const row = (cells: string[], decimalComma = false, names = ['code', 'value', 'on']) =>
	readRow({ line: 2, cells }, header(...names), layout, decimalComma);

describe('the names of the columns', () => {
	it('are known in any order and case; what an export works out is passed over, what nobody knows is named', () => {
		const { columns, unknown } = header(' Value ', 'STATUS', 'Colour', 'Code', '');
		expect(columns).toEqual(['value', 'code']);
		expect(unknown).toEqual(['Colour']);
	});

	it('are missed by name where one has to be there; of two that do, one is enough', () => {
		expect(() => header('value')).toThrow('The column code is missing.');
		expect(() => header('colour')).toThrow(
			'The columns code and value (or on) are missing. The first line has to name the columns.'
		);
		expect(header('code', 'on').columns).toEqual(['code', 'on']);
	});

	it('are refused twice', () => {
		expect(() => header('code', 'value', 'Code')).toThrow('The column code is there twice');
	});

	it('of both exports can be read: nothing of them is unknown', () => {
		for (const [columns, known] of [
			[PLEDGE_COLUMNS, PLEDGE_LAYOUT],
			[ACTUAL_COLUMNS, ACTUAL_LAYOUT]
		] as const) {
			expect(readHeader({ line: 1, cells: columns.map(({ name }) => name) }, known).unknown).toEqual([]);
		}
	});
});

describe('the cells of a row', () => {
	it('lose the guard of formulas where they are text, and nowhere else', () => {
		expect(row(["'=1+1", "'-5", '2024']).cells).toEqual({ code: '=1+1', value: "'-5", on: '2024' });
	});

	it('take a decimal comma where it was declared', () => {
		expect(row(['A', '1234,5', ''], true).cells.value).toBe('1234.5');
		expect(row(['A', '1234,5', ''], false).cells.value).toBe('1234,5');
	});

	it('never guess at separators of thousands', () => {
		for (const value of ['1.234', '1.234,5'])
			expect(row(['A', value, ''], true).errors).toHaveProperty('value');
	});

	it('may be fewer than the columns, but not more', () => {
		expect(row(['A']).cells).toEqual({ code: 'A', value: '', on: '' });
		expect(row(['A', '1', '', '', '']).errors).toEqual({});
		expect(row(['A', '1', '', 'b']).errors.row).toMatch(/has 4 cells, but the first line names 3 columns/);
	});
});
