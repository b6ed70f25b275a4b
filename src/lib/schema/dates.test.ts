import { describe, expect, it } from 'vitest';
import { partialText } from '#lib/domain/calendar.ts';
import { periodText, readDay, readPartial, readPeriod } from './dates.ts';

describe('periods as people type them', () => {
	it.each([
		['2025', '2025-01-01', '2025-12-31'],
		['2025-Q3', '2025-07-01', '2025-09-30'],
		['2024-02', '2024-02-01', '2024-02-29'],
		['2025-06-30', '2025-06-30', '2025-06-30'],
		['2025-01 to 2025-09', '2025-01-01', '2025-09-30'],
		['2025-01–2025-09', '2025-01-01', '2025-09-30'],
		['2025-01-01..2025-03-15', '2025-01-01', '2025-03-15'],
		['2023/2024', '2023-01-01', '2024-12-31']
	])('%s', (text, start, end) => {
		expect(readPeriod(text)).toEqual({ start, end });
	});

	it.each(['2025', '2025-Q3', '2025-06', '2025-06-30', '2025-01 to 2025-09', '2025-01-05 to 2025-03-15'])(
		'%s is written as it was typed',
		(text) => {
			expect(periodText(readPeriod(text))).toBe(text);
		}
	);

	it.each([
		['2025-09 to 2025-01', 'ends before it starts'],
		['2025 to 2026 to 2027', 'is not a period'],
		['next year', 'is not a date'],
		['2025-13', 'is not a date'],
		['2025-02-30', 'is not a date'],
		['9999', 'Use a year from 1800 to 2200.'],
		['1066-10-14', 'Use a year from 1800 to 2200.'],
		['2025 to 9999', 'Use a year from 1800 to 2200.']
	])('%s is refused', (text, sentence) => {
		expect(() => readPeriod(text)).toThrow(sentence);
	});
});

describe('dates', () => {
	it('a date keeps its precision', () => {
		expect(readPartial('2030')).toEqual({ start: '2030-01-01', end: '2030-12-31', precision: 'year' });
		expect(partialText('2026-09-30', 'quarter')).toBe('2026-Q3');
		expect(partialText('2024-06-30', 'month')).toBe('2024-06');
	});

	it('a day is a day of the calendar', () => {
		expect(readDay(' 2024-02-29 ')).toBe('2024-02-29');
		expect(() => readDay('2023-02-29')).toThrow('is not a day');
		expect(() => readDay('27.05.2024')).toThrow('is not a day');
		expect(() => readDay('9999-12-31')).toThrow('Use a year');
	});
});
