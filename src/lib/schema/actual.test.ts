import { describe, expect, it } from 'vitest';
import type { Aggregation } from '#lib/domain/commitment.ts';
import { readActual } from './actual.ts';

const TRADE = { id: 3, unit: 'USD', aggregation: 'annual_flow' as Aggregation, limit: null };

function read(fields: Record<string, string>, indicator: Parameters<typeof readActual>[1] = TRADE) {
	const whole = { period: '2024', value: '555', reporter: 'Press', source: '7', ...fields };
	return readActual(whole, indicator, '2026-11-23');
}
const value = (...given: Parameters<typeof read>) => {
	const result = read(...given);
	if (!result.ok) throw new Error(JSON.stringify(result.errors));
	return result.value.actual;
};
const errors = (...given: Parameters<typeof read>): Record<string, string> => {
	const result = read(...given);
	return result.ok ? {} : result.errors;
};

describe('an actual', () => {
	it('of a period that still runs is said together with everything else that is wrong', () => {
		expect(Object.keys(errors({ period: '2026', value: '', reporter: '' })).sort()).toEqual([
			'period',
			'reporter',
			'value'
		]);
	});

	it('of a count is a whole number', () => {
		const count = { id: 1, unit: 'items', aggregation: 'count' as const, limit: null };
		expect(errors({ value: '7.5' }, count).value).toContain('whole number');
	});

	it('needs a period, a figure, who states it and where it stands; the rest has defaults', () => {
		expect(value({})).toEqual({
			indicator: 3,
			reporter: 'Press',
			period: { start: '2024-01-01', end: '2024-12-31' },
			value: '555',
			unit: 'USD',
			qualifier: 'exactly',
			state: 'final',
			partial: false,
			derived: null,
			source: { id: 7 },
			locator: null,
			quote: null,
			note: null,
			revises: null,
			reason: null
		});
	});

	it('of a part of a year is partial for a yearly flow, unless the form says otherwise', () => {
		expect(value({ period: '2025-01 to 2025-09' }).partial).toBe(true);
		expect(value({ period: '2025-01 to 2025-09', partial: 'no' }).partial).toBe(false);
		expect(value({ period: '2025', partial: 'yes' }).partial).toBe(true);
		expect(value({ period: '2025-Q1' }, { ...TRADE, aggregation: 'level' }).partial).toBe(false);
	});

	it('that was derived is provisional', () => {
		expect(value({ derived: '2023 is reported as +28 %', state: 'final' })).toMatchObject({
			state: 'provisional'
		});
	});

	it('keeps where it stands and the words of its source, without the marks around them', () => {
		const said = value({ locator: ' table 2 ', quote: '“trade reached 555”' });
		expect(said).toMatchObject({ locator: 'table 2', quote: 'trade reached 555' });
		expect(value({ quote: '“”' }).quote).toBeNull();
	});

	it('takes two days for a period, as an import has them', () => {
		const days = { period: '', period_start: '2025-01-01', period_end: '2025-09-30' };
		expect(value(days).period).toEqual({ start: '2025-01-01', end: '2025-09-30' });
	});

	it.each<[string, Record<string, string>, string]>([
		['period', { period: '' }, 'which period'],
		['period', { period: 'last year' }, 'is not a date'],
		['period', { period: '2025-09 to 2025-01' }, 'ends before it starts'],
		['period', { period: '2023 to 2024' }, 'one year or a part'],
		['period_end', { period: '', period_start: '2025-01-01' }, 'last day'],
		['period_end', { period: '', period_start: '2025-02-01', period_end: '2025-01-01' }, 'before it starts'],
		['value', { value: '' }, 'figure'],
		['value', { value: '1 000' }, 'two ways'],
		['value', { value: '9'.repeat(41) }, '40 digits'],
		['unit', { unit: 'bcm' }, 'kept in USD'],
		['qualifier', { qualifier: 'less_than' }, 'said'],
		['reporter', { reporter: '' }, 'who states'],
		['reporter', { reporter: 'x'.repeat(201) }, 'at most 200'],
		['state', { state: 'guessed' }, 'provisional, final or revised'],
		['partial', { partial: 'maybe' }, 'whole'],
		['note', { note: 'x'.repeat(2001) }, 'at most 2000'],
		['note', { note: 'a\u0000' }, 'cannot be seen'],
		['revises', { revises: 'x', reason: 'r' }, 'Reload'],
		['reason', { revises: '4' }, 'why'],
		['source_url', { source: '', source_title: 'T', source_url: 'javascript:alert(1)' }, 'https://'],
		['source', { source: '' }, 'where this figure stands'],
		['locator', { locator: 'x'.repeat(301) }, 'at most 300'],
		['quote', { quote: 'x'.repeat(2001) }, 'at most 2000']
	])('has a sentence beside a bad %s: %o', (field, fields, sentence) => {
		expect(errors(fields)[field]).toContain(sentence);
	});

	it('is not negative where that is impossible', () => {
		expect(errors({ value: '-3' }, { ...TRADE, unit: 'bcm' }).value).toContain('cannot be negative');
		expect(value({ value: '-3' }).value).toBe('-3');
	});
});
