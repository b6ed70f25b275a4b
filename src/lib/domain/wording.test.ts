import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthPeriod, quarterPeriod, yearPeriod } from './calendar.ts';
import { ratioClass } from './ratio.ts';
import {
	formatDecimal,
	formatPercentDown,
	formatQualified,
	formatQuantity,
	formatRateDown,
	formatRatioDown,
	formatYears,
	unitWord
} from './wording.ts';
import { capitalise, countOf, formatDate, formatDateAs, formatPeriod, inPeriod, listOf } from './words.ts';

describe('dates for people', () => {
	it('writes a day, and a date only as precisely as it was given', () => {
		expect(formatDate('2026-12-31')).toBe('31 Dec 2026');
		expect(formatDate('2024-06-05')).toBe('5 Jun 2024');
		expect(formatDateAs('2030-12-31', 'year')).toBe('2030');
		expect(formatDateAs('2026-09-30', 'quarter')).toBe('Q3 2026');
		expect(formatDateAs('2026-10-31', 'quarter')).toBe('Q4 2026');
		expect(formatDateAs('2024-06-30', 'month')).toBe('Jun 2024');
		expect(formatDateAs('2024-06-30', 'day')).toBe('30 Jun 2024');
	});

	it('writes periods', () => {
		expect(formatPeriod(yearPeriod(2024))).toBe('2024');
		expect(formatPeriod(quarterPeriod(2024, 1))).toBe('Q1 2024');
		expect(formatPeriod(monthPeriod(2025, 10))).toBe('Oct 2025');
		expect(formatPeriod({ start: '2025-01-01', end: '2025-09-30' })).toBe('Jan–Sep 2025');
		expect(formatPeriod({ start: '2023-01-01', end: '2024-12-31' })).toBe('2023–2024');
		expect(formatPeriod({ start: '2023-07-01', end: '2024-06-30' })).toBe('Jul 2023 – Jun 2024');
		expect(formatPeriod({ start: '2024-06-25', end: '2024-06-27' })).toBe('25–27 Jun 2024');
		expect(formatPeriod({ start: '2024-06-25', end: '2024-07-02' })).toBe('25 Jun – 2 Jul 2024');
		expect(formatPeriod({ start: '2023-12-25', end: '2024-01-02' })).toBe('25 Dec 2023 – 2 Jan 2024');
		expect(inPeriod(yearPeriod(2024))).toBe('in 2024');
		expect(inPeriod({ start: '2024-06-25', end: '2024-06-25' })).toBe('on 25 Jun 2024');
	});
});

describe('figures for people', () => {
	it('writes money, measures and counts', () => {
		expect(formatQuantity('555000000', 'USD')).toBe('US$555 million');
		expect(formatQuantity('1000000000', 'USD')).toBe('US$1 billion');
		expect(formatQuantity('2500000000000', 'KZT')).toBe('KZT 2.5 trillion');
		expect(formatQuantity('-12500', 'EUR')).toBe('−€12,500');
		expect(formatQuantity('1.5', 'bcm')).toBe('1.5 bcm');
		expect(formatQuantity('1', 'items')).toBe('1 item');
		expect(formatQuantity('80', 'items')).toBe('80 items');
		expect(formatQuantity('1', 'people')).toBe('1 person');
		expect(formatQuantity('4200', 'TEU')).toBe('4,200 TEU');
		expect(formatQuantity('45.2', '%')).toBe('45.2 %');
		expect(formatQuantity('0', 'USD')).toBe('US$0');
		expect(unitWord('bus', '1')).toBe('bus');
		expect(unitWord('schools', '-1')).toBe('school');
		expect(formatQuantity('7', '')).toBe('7');
	});

	it('never rounds a figure up to a target it has not reached', () => {
		expect(formatQuantity('999999999', 'USD')).toBe('US$999.999999 million');
		expect(formatQuantity('999999.9999999', 't')).toBe('999,999.999 t');
		expect(formatQuantity(89333333.33, 'USD')).toBe('US$89.3 million');
		expect(formatQuantity(1999.9, 't')).toBe('1,999 t');
	});

	it('carries the qualifier of the source', () => {
		expect(formatQualified('250000000', 'USD', 'more_than')).toBe('more than US$250 million');
		expect(formatQualified('1.5', 'bcm', 'up_to')).toBe('up to 1.5 bcm');
		expect(formatQualified('5', 't', 'exactly')).toBe('5 t');
		const words = (['about', 'at_least', 'less_than'] as const).map((one) => formatQualified('5', 't', one));
		expect(words).toEqual(['about 5 t', 'at least 5 t', 'less than 5 t']);
	});

	it('rounds percentages and ratios toward minus infinity', () => {
		expect(formatPercentDown(0.29)).toBe('29 %');
		expect(formatPercentDown(0.9499999)).toBe('94 %');
		expect(formatPercentDown(1.0857)).toBe('108 %');
		expect(formatPercentDown(-0.001)).toBe('−1 %');
		expect(formatPercentDown(0)).toBe('0 %');
		expect(formatPercentDown(12)).toBe('1,200 %');
		expect(formatRateDown(0.24981)).toBe('24.9 %');
		expect(formatRatioDown(0.9499)).toBe('0.94');
		expect(formatRatioDown(-0.061)).toBe('−0.07');
		expect(formatRatioDown(1)).toBe('1.00');
		expect(formatDecimal('-1234567.5')).toBe('−1,234,567.5');
	});

	it('keeps the class of the exact ratio in the rounded-down one', () => {
		const ratio = fc.oneof(
			fc.double({ min: -3, max: 3, noNaN: true }),
			fc.constantFrom(0.95, 0.6, 0, 0.9499999999999, 0.5999999999999, -1e-12, 0.29, 0.57)
		);
		fc.assert(
			fc.property(ratio, (exact) => {
				const shown = Number(formatPercentDown(exact).replace('−', '-').replace(/[ %,]/g, '')) / 100;
				expect(ratioClass(shown)).toBe(ratioClass(exact));
				expect(shown).toBeLessThanOrEqual(exact);
				const two = Number(formatRatioDown(exact).replace('−', '-'));
				expect(ratioClass(two)).toBe(ratioClass(exact));
			})
		);
	});

	it('rounds years left up, since down would flatter', () => {
		expect(formatYears(2.29)).toBe('2.3 years');
		expect(formatYears(4.377)).toBe('4.4 years');
		expect(formatYears(1.04)).toBe('1.1 years');
		expect(formatYears(4.000000000000001)).toBe('4 years');
		expect(formatYears(0)).toBe('0 years');
	});

	it('knows one from many', () => {
		expect(formatYears(1)).toBe('1 year');
		expect(countOf(1, 'stage')).toBe('1 stage');
		expect(countOf(0, 'stage')).toBe('0 stages');
		expect(countOf(1200, 'country', 'countries')).toBe('1,200 countries');
		expect(listOf([])).toBe('');
		expect(listOf(['a'])).toBe('a');
		expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
		expect(capitalise('one')).toBe('One');
	});
});
