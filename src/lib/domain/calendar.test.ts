import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	addYears,
	contains,
	dayPeriod,
	daysBetween,
	daysIn,
	earlierOf,
	fromDayNumber,
	isIsoDate,
	isWholePeriodOf,
	laterOf,
	monthPeriod,
	monthsEnding,
	monthsOf,
	overlaps,
	parseIsoDate,
	parsePartialDate,
	period,
	periodAfter,
	periodAround,
	periodEnding,
	precisionOf,
	quarterPeriod,
	timeBetween,
	toDayNumber,
	windowUsed,
	yearPeriod,
	yearsBetween
} from './calendar.ts';
import { isDomainError } from './errors.ts';

const codeOf = (act: () => unknown) => {
	try {
		act();
	} catch (thrown) {
		return isDomainError(thrown) ? [thrown.code, thrown.field] : thrown;
	}
	return 'nothing was thrown';
};

const day = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2199-12-31') }).map(fromDayNumber);

describe('days', () => {
	it('accepts real calendar days only', () => {
		expect(['2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'].map(isIsoDate)).toEqual(
			Array(4).fill(true)
		);
		const unreal = [
			'2023-02-29',
			'1900-02-29',
			'2024-13-01',
			'2024-00-10',
			'2024-04-31',
			'2024-4-3',
			'0999-01-01'
		];
		expect(unreal.map(isIsoDate)).toEqual(unreal.map(() => false));
		expect(isIsoDate(20240101)).toBe(false);
		expect(isIsoDate('2024-02-29x')).toBe(false);
		expect(isIsoDate('x2024-02-29')).toBe(false);
	});

	it('says what to write when a day cannot be read', () => {
		expect(parseIsoDate(' 2024-02-29 ')).toBe('2024-02-29');
		expect(codeOf(() => parseIsoDate('29.02.2024', 'due'))).toEqual(['date_invalid', 'due']);
		expect(() => parseIsoDate('soon')).toThrow(
			'“soon” is not a day. Write year, month and day, such as 2026-11-23.'
		);
	});

	it('counts days and years across leap years', () => {
		expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
		expect(daysBetween('2023-02-28', '2023-03-01')).toBe(1);
		expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2);
		expect(yearsBetween('2021-12-31', '2024-12-31')).toBeCloseTo(1096 / 365.2425, 12);
		expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
		expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
		expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
		expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
		expect(addYears('2024-06-30', -2)).toBe('2022-06-30');
	});

	it('adds and counts days consistently', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, count) => {
				const to = addDays(from, count);
				expect(isIsoDate(to)).toBe(true);
				expect(daysBetween(from, to)).toBe(count);
				expect(fromDayNumber(toDayNumber(from))).toBe(from);
			})
		);
	});

	it('picks the earlier and the later day', () => {
		expect(earlierOf('2024-01-02', '2024-01-01')).toBe('2024-01-01');
		expect(laterOf('2024-01-02', '2024-01-01')).toBe('2024-01-02');
		expect(laterOf('2024-01-01', '2024-01-02')).toBe('2024-01-02');
	});
});

describe('periods', () => {
	it('knows years, quarters and months with their last days', () => {
		expect(yearPeriod(2024)).toEqual({ start: '2024-01-01', end: '2024-12-31' });
		expect(quarterPeriod(2026, 3)).toEqual({ start: '2026-07-01', end: '2026-09-30' });
		expect(monthPeriod(2024, 2)).toEqual({ start: '2024-02-01', end: '2024-02-29' });
		expect(monthPeriod(2023, 12)).toEqual({ start: '2023-12-01', end: '2023-12-31' });
	});

	it('refuses a period that ends before it starts', () => {
		expect(period('2024-01-01', '2024-01-01')).toEqual(dayPeriod('2024-01-01'));
		expect(codeOf(() => period('2024-01-02', '2024-01-01', 'period'))).toEqual(['period_reversed', 'period']);
	});

	it('reads dates as precisely as they are given', () => {
		expect(parsePartialDate('2030')).toEqual({ start: '2030-01-01', end: '2030-12-31', precision: 'year' });
		expect(parsePartialDate('2026-Q3')).toEqual({
			start: '2026-07-01',
			end: '2026-09-30',
			precision: 'quarter'
		});
		expect(parsePartialDate('2026-q1').precision).toBe('quarter');
		expect(parsePartialDate('2024-06')).toEqual({
			start: '2024-06-01',
			end: '2024-06-30',
			precision: 'month'
		});
		expect(parsePartialDate('2024-06-25').precision).toBe('day');
		for (const wrong of ['2024-13', '2026-Q5', '24', '', '2024-06-31', '2024/06', 'Q3 2026']) {
			expect(codeOf(() => parsePartialDate(wrong, 'due'))).toEqual(['date_invalid', 'due']);
		}
	});

	it('tells a whole period from an arbitrary one', () => {
		expect(isWholePeriodOf(yearPeriod(2024), 'year')).toBe(true);
		expect(isWholePeriodOf({ start: '2024-01-01', end: '2024-12-30' }, 'year')).toBe(false);
		expect(isWholePeriodOf({ start: '2024-01-02', end: '2024-12-31' }, 'year')).toBe(false);
		expect(precisionOf(quarterPeriod(2024, 2))).toBe('quarter');
		expect(precisionOf(dayPeriod('2024-05-05'))).toBe('day');
		expect(precisionOf({ start: '2024-01-01', end: '2024-09-30' })).toBe(null);
		expect(monthsOf({ start: '2024-01-01', end: '2024-09-30' })).toBe(9);
		expect(monthsOf({ start: '2023-07-01', end: '2024-06-30' })).toBe(12);
		expect(monthsOf({ start: '2024-01-01', end: '2024-09-29' })).toBe(null);
		expect(monthsOf({ start: '2024-01-02', end: '2024-09-30' })).toBe(null);
	});

	it('finds the period that a day lies in or ends', () => {
		expect(periodAround('2024-05-05', 'quarter')).toEqual(quarterPeriod(2024, 2));
		expect(periodAround('2024-05-05', 'day')).toEqual(dayPeriod('2024-05-05'));
		expect(periodEnding('2030-12-31', 'year')).toEqual(yearPeriod(2030));
		expect(periodEnding('2031-03-31', 'year')).toEqual({ start: '2030-04-01', end: '2031-03-31' });
		expect(periodEnding('2031-03-30', 'year')).toEqual(dayPeriod('2031-03-30'));
		expect(periodEnding('2030-12-31', 'day')).toEqual(dayPeriod('2030-12-31'));
		expect(monthsEnding('2024-02-29', 2)).toEqual({ start: '2024-01-01', end: '2024-02-29' });
		expect(monthsEnding('2024-02-28', 2)).toBe(null);
	});

	it('holds both its end days', () => {
		const span = quarterPeriod(2024, 1);
		expect(['2024-01-01', '2024-03-31'].map((on) => contains(span, on))).toEqual([true, true]);
		expect(['2023-12-31', '2024-04-01'].map((on) => contains(span, on))).toEqual([false, false]);
		expect(overlaps(span, { start: '2024-03-31', end: '2024-05-01' })).toBe(true);
		expect(overlaps(span, { start: '2024-04-01', end: '2024-05-01' })).toBe(false);
		expect(overlaps({ start: '2023-01-01', end: '2023-12-31' }, span)).toBe(false);
		expect(daysIn(span)).toBe(91);
	});
});

describe('time between', () => {
	it('counts periods of one length', () => {
		const years = timeBetween(yearPeriod(2021), yearPeriod(2024), yearPeriod(2030));
		expect(years).toEqual({ elapsed: 3, total: 9, counted: 12, steps: { elapsed: 3, total: 9 } });
		const quarters = timeBetween(quarterPeriod(2021, 4), quarterPeriod(2022, 3), quarterPeriod(2023, 4));
		expect(quarters).toEqual({ elapsed: 0.75, total: 2, counted: 3, steps: { elapsed: 3, total: 8 } });
		expect(timeBetween(yearPeriod(2021), yearPeriod(2024), null)).toMatchObject({
			elapsed: 3,
			total: null,
			counted: 12
		});
	});

	it('measures days when any of them is a dated day, and never ages a January value by a year', () => {
		const dated = timeBetween(yearPeriod(2021), dayPeriod('2024-01-15'), yearPeriod(2030));
		expect(dated.counted).toBe(null);
		expect(dated.elapsed).toBeCloseTo(daysBetween('2021-12-31', '2024-01-15') / 365.2425, 12);
		expect(dated.steps).toEqual({ elapsed: 745, total: 3287 });
		expect(timeBetween(yearPeriod(2021), yearPeriod(2024), dayPeriod('2030-12-31')).counted).toBe(null);
		expect(timeBetween(yearPeriod(2021), quarterPeriod(2024, 4), yearPeriod(2030)).counted).toBe(null);
	});

	it('measures days between years that end in different months', () => {
		const fiscal = { start: '2023-07-01', end: '2024-06-30' };
		expect(timeBetween(yearPeriod(2021), fiscal, null).counted).toBe(null);
		expect(timeBetween({ start: '2021-07-01', end: '2022-06-30' }, fiscal, null).elapsed).toBe(2);
	});

	it('says how much of a window is gone, both end days included', () => {
		const window = { start: '2023-01-01', end: '2024-12-31' };
		expect(windowUsed(window, '2024-06-30')).toBeCloseTo(547 / 731, 12);
		expect(windowUsed(window, '2022-12-31')).toBe(0);
		expect(windowUsed(window, '2022-06-01')).toBe(0);
		expect(windowUsed(window, '2024-12-31')).toBe(1);
		expect(windowUsed(window, '2030-01-01')).toBe(1);
		const reversed = { start: '2024-01-01', end: '2023-12-31' };
		expect(['2023-12-31', '2024-01-01'].map((on) => windowUsed(reversed, on))).toEqual([0, 1]);
		const oneDay = { start: '2024-01-01', end: '2024-01-01' };
		expect(['2023-12-31', '2024-01-01'].map((on) => windowUsed(oneDay, on))).toEqual([0, 1]);
	});
});

describe('the period after one', () => {
	it('is the next year, quarter or month, and nothing after what is none of them', () => {
		expect(periodAfter(yearPeriod(2023))).toEqual(yearPeriod(2024));
		expect(periodAfter(quarterPeriod(2023, 4))).toEqual(quarterPeriod(2024, 1));
		expect(periodAfter(monthPeriod(2024, 1))).toEqual(monthPeriod(2024, 2));
		expect(periodAfter(dayPeriod('2024-01-01'))).toBe(null);
		expect(periodAfter({ start: '2024-01-01', end: '2024-05-31' })).toBe(null);
	});
});
