import { describe, expect, it } from 'vitest';
import { blankRows, isFilled, offerOf, readRow, withMoreRows, type GridRow } from './grid.ts';

const TODAY = '2026-11-23';
const MEASURE = { id: 1, unit: 'kt', aggregation: 'level' as const, limit: null };
const ROW = { pledge: 'P-1', period: '2024', value: '150', unit: 't', reporter: 'Office' };

const read = (over: GridRow = {}, figure: number | null = null, measure: typeof MEASURE | null = MEASURE) => {
	const revises = figure === null ? null : { id: figure, state: 'revised' as const };
	return readRow({ ...ROW, ...over }, { measure, source: { source: '7' }, revises }, TODAY);
};

describe('a row of the grid', () => {
	it('is read by the rules of the form for one figure', () => {
		expect(read({ state: ' Provisional ', note: 'n' })).toMatchObject({
			ok: true,
			value: {
				code: 'P-1',
				confirmed: false,
				actual: {
					indicator: 1,
					value: '150',
					unit: 't',
					reporter: 'Office',
					state: 'provisional',
					source: { id: 7 },
					revises: null
				}
			}
		});
	});

	it('counts as revised when it corrects a figure and says nothing else', () => {
		expect(read({ reason: 'Recounted' }, 12)).toMatchObject({
			value: { actual: { state: 'revised', revises: 12, reason: 'Recounted' } }
		});
		expect(read({ reason: 'Recounted', state: 'final' }, 12)).toMatchObject({
			value: { actual: { state: 'final' } }
		});
		expect(read({}, 12)).toEqual({ ok: false, errors: { reason: 'Say why the figure is corrected.' } });
	});

	it('names each bad cell, also where its pledge is not known', () => {
		const errors = { period: expect.any(String), value: expect.any(String), reporter: expect.any(String) };
		const bad = { period: '2026', value: '1,5', reporter: '' };
		expect(read(bad)).toEqual({ ok: false, errors });
		expect(read(bad, null, null)).toEqual({ ok: false, errors });
		expect(read({ pledge: ' ', state: 'guessed', unit: 'km' })).toEqual({
			ok: false,
			errors: {
				pledge: 'Name the pledge by its code.',
				state: expect.any(String),
				unit: expect.any(String)
			}
		});
	});

	it('is filled once it holds anything beside what was offered', () => {
		const offer = { pledge: 'P-1', period: '2025', unit: 'kt', reporter: 'Office' };
		const offered = { ...offer, offered: offerOf(offer) };
		expect(isFilled({})).toBe(false);
		expect(isFilled({ pledge: ' ', offered: '' })).toBe(false);
		expect(isFilled(offered)).toBe(false);
		const typed: GridRow[] = [
			{ value: '1' },
			{ period: '2024' },
			{ reporter: '' },
			{ note: 'n' },
			{ state: 'final' }
		];
		for (const over of typed) {
			expect(isFilled({ ...offered, ...over }), JSON.stringify(over)).toBe(true);
		}
	});

	it('gets no neighbours beyond what the grid may hold', () => {
		const grow = (count: number) => withMoreRows({ fields: {}, rows: { rows: blankRows(count) } }).rows.rows;
		expect([0, 10, 195, 200].map((count) => grow(count)?.length)).toEqual([10, 20, 200, 200]);
	});
});
