import { describe, expect, test } from 'vitest';
import { toDayNumber, yearPeriod } from '#lib/domain/calendar.ts';
import { axisRange, axisTicks, commonSlot, placeOf } from './timeAxis.ts';

describe('slots', () => {
	test('whole years share slots of a year', () => {
		expect(commonSlot([yearPeriod(2011), yearPeriod(2024)])).toBe('year');
	});

	test('a year and a month have no slot in common', () => {
		expect(commonSlot([yearPeriod(2011), { start: '2024-01-01', end: '2024-01-31' }])).toBeNull();
	});

	test('dated days and arbitrary periods have their exact place', () => {
		expect(commonSlot([{ start: '2024-03-05', end: '2024-03-05' }])).toBeNull();
		expect(commonSlot([{ start: '2024-03-05', end: '2024-04-01' }])).toBeNull();
		expect(commonSlot([])).toBeNull();
	});

	test('a figure of a year stands in the middle of the year, wherever its period ends', () => {
		expect(placeOf('2023-12-31', 'year')).toBe(placeOf('2023-09-30', 'year'));
		expect(placeOf('2023-12-31', 'year')).toBe(toDayNumber('2023-07-02') + 0.5);
		expect(placeOf('2023-12-31', null)).toBe(toDayNumber('2023-12-31'));
	});
});

describe('the axis', () => {
	test('with slots it runs from the first to the last whole slot', () => {
		expect(axisRange(['2021-12-31', '2026-11-23'], 'year')).toEqual({
			min: toDayNumber('2021-01-01'),
			max: toDayNumber('2027-01-01')
		});
	});

	test('a single day still has an axis around it', () => {
		const { min, max } = axisRange(['2024-03-05'], null);
		expect(max - min).toBe(20);
	});

	test('with slots every slot is named once, silent years included', () => {
		const { min, max } = axisRange(['2011-12-31', '2014-12-31'], 'year');
		expect(axisTicks(min, max, 'year').map((tick) => tick.label)).toEqual(['2011', '2012', '2013', '2014']);
	});

	test('without slots a tick stands at the start of a year, a quarter or a month, by length', () => {
		const labels = (from: string, to: string) =>
			axisTicks(toDayNumber(from), toDayNumber(to), null).map((tick) => tick.label);
		expect(labels('2020-06-01', '2023-06-01')).toEqual(['2021', '2022', '2023']);
		expect(labels('2023-01-01', '2024-01-01')).toEqual(['Q1 2023', 'Q2 2023', 'Q3 2023', 'Q4 2023']);
		expect(labels('2023-01-15', '2023-03-15')).toEqual(['Feb 2023', 'Mar 2023']);
	});

	test('beside dated days, ticks of a chart stand where a period ends and say so', () => {
		const ticks = (from: string, to: string) =>
			axisTicks(toDayNumber(from), toDayNumber(to), null, 'ends').map(({ value, label }) => [value, label]);
		expect(ticks('2022-06-21', '2025-06-10')).toEqual([
			[toDayNumber('2022-12-31'), 'end 2022'],
			[toDayNumber('2023-12-31'), 'end 2023'],
			[toDayNumber('2024-12-31'), 'end 2024']
		]);
		expect(ticks('2023-01-01', '2023-12-20').map(([, label]) => label)).toEqual([
			'31 Mar 2023',
			'30 Jun 2023',
			'30 Sep 2023'
		]);
	});

	test('a very long axis has no more than 60 ticks', () => {
		expect(axisTicks(toDayNumber('1800-01-01'), toDayNumber('2100-01-01'), null).length).toBeLessThanOrEqual(
			60
		);
	});
});
