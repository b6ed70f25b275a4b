import { describe, expect, test } from 'vitest';
import type { Compared } from '#lib/domain/comparison.ts';
import { comparisonCsv, comparisonOf, type ComparedPledge } from './comparison.ts';

const TODAY = '2026-11-23';
const shown = (
	unit: string,
	points: [string, string, number | null][],
	more: Partial<Compared> = {}
): Compared => ({
	unit,
	points: points.map(([year, value, scaled]) => ({
		period: { start: `${year}-01-01`, end: `${year}-12-31` },
		...{ value, scaled, qualifier: 'exactly', provisional: false, reporter: 'QazStat', observation: year }
	})),
	start: { value: '100', on: '2020-12-31', scaled: 0 },
	target: { value: '200', qualifier: 'at_least', standing: 'stated', scaled: 1 },
	...more
});
const trade = shown('USD', [
	['2021', '90', -0.1],
	['2024', '175', 0.75]
]);
const freight = shown('Mt', [['2024', '110', 0.1]], {
	start: { value: '1', on: '2018-12-31', scaled: 0 },
	target: { value: '500', qualifier: 'at_least', standing: 'interpretation', scaled: 1 }
});
const pledges: ComparedPledge[] = [
	{ code: 'A-1', title: 'Trade', stands: 'No deadline, up', shown: trade },
	{ code: 'A-2', title: 'Freight', stands: 'No deadline, up', shown: freight },
	{ code: 'A-3', title: 'A road', stands: '2 of 4 stages', shown: { why: 'nothing is measured of it' } }
];

const csvOf = (only?: string) =>
	comparisonCsv(
		pledges,
		'share',
		(year) => ({ title: `Table of ${year}`, publisher: null, publishedOn: null, url: null }),
		only
	);

describe('pledges side by side', () => {
	const share = comparisonOf(pledges, 'share', TODAY);

	test('the title names the furthest and the least far of those that have a place', () => {
		expect(share.title).toBe(
			'Of the 2 of 3 pledges that can be shown on this scale, furthest is “Trade”, 75 % of the way in 2024; the least far is “Freight”, 10 % of the way in 2024'
		);
		expect(comparisonOf(pledges.slice(0, 2), 'index', TODAY).title).toMatch(
			/^Highest against its baseline is “Trade”, .+; the lowest is “Freight”, /
		);
		expect(comparisonOf(pledges.slice(2), 'share', TODAY).title).toBe(
			'The one pledge cannot be shown on this scale'
		);
	});

	test('what has no place is listed with its reason and its status in words', () => {
		expect(share.left).toEqual([
			{ code: 'A-3', title: 'A road', why: 'nothing is measured of it', stands: '2 of 4 stages' }
		]);
	});

	test('all share one axis of time and, on a common scale, one axis of values', () => {
		const [one, other] = share.panels.map(({ chart }) => chart.configuration.options.scales);
		expect(one).toEqual(other);
		expect(share.panels[0]?.chart.configuration.data.datasets[0]?.data.map(({ y }) => y)).toEqual([
			0, -10, 75
		]);
	});

	test('years without a figure are not drawn as if they had been measured', () => {
		const points: [string, string, number][] = ['2011', '2012', '2021', '2022', '2023'].map((year, at) => [
			year,
			'150',
			at / 10
		]);
		const gap = {
			code: 'A-4',
			title: 'Gap',
			stands: 'No deadline',
			shown: shown('USD', points, { start: null })
		};
		const [panel] = comparisonOf([gap], 'share', TODAY).panels;
		const { data = [], dottedOver = 0 } = panel?.chart.configuration.data.datasets[0] ?? {};
		const far = data.slice(1).map(({ x }, at) => x - (data[at]?.x ?? x) > dottedOver);
		expect(far).toEqual([false, true, false, false]);
	});

	test('a target that no source states says so at its line', () => {
		const lines = (scale: 'share' | 'own') =>
			comparisonOf(pledges, scale, TODAY).panels.flatMap(({ chart }) =>
				(chart.configuration.options.plugins.marks?.lines ?? []).map(({ text }) => text)
			);
		expect(lines('share')).toEqual(['Target', 'Target (the analyst’s reading)']);
		expect(lines('own')[1]).toBe('Target 500 Mt (the analyst’s reading)');
	});

	test('in their own units each has its own axis and its unit beside it, and nothing is ranked', () => {
		const own = comparisonOf(pledges, 'own', TODAY);
		const [one, other] = own.panels.map(({ chart }) => chart.configuration.options.scales);
		expect(one?.x).toEqual(other?.x);
		expect(one?.y).not.toEqual(other?.y);
		expect(own.panels.map(({ chart }) => chart.unit)).toEqual(['US$', 'Mt']);
		expect(own.title).toBe(
			'2 pledges side by side, each in its own unit; 1 of 3 pledges cannot be shown on this scale'
		);
	});

	test('the table holds every figure in its own unit, beside its place on the scale', () => {
		expect(share.table.rows.map((row) => row.join(' | '))).toEqual([
			'A-1 | 2024 | US$175 | 75 % | final',
			'A-1 | 2021 | US$90 | −10 % | final',
			'A-2 | 2024 | 110 Mt | 10 % | final'
		]);
	});

	test('in the file every figure names its own reporter and its own source', () => {
		const [latest, earlier] = csvOf().rows.map((row) => row.join());
		expect(latest).toBe(
			'A-1,Trade,2024-01-01,2024-12-31,175,USD,exactly,QazStat,final,100,200,share,0.75,Table of 2024,,,'
		);
		expect(earlier).toContain('Table of 2021');
	});

	test('the file of one drawing holds its pledge alone', () => {
		const codes = csvOf('A-2').rows.map(([code]) => code);
		expect(codes).toEqual(['A-2']);
	});

	test('yearly figures stand above the name of their year, others at the end of one', () => {
		const days = shown('Mt', [], {
			points: [
				{
					period: { start: '2023-06-30', end: '2023-06-30' },
					value: '3',
					scaled: 0.2,
					qualifier: 'exactly',
					provisional: false,
					...{ reporter: 'QazStat', observation: '7' }
				}
			]
		});
		const two = [...pledges, { code: 'A-5', title: 'Stock', stands: 'No deadline', shown: days }];
		const [yearly, , daily] = comparisonOf(two, 'share', TODAY).panels.map(
			({ chart }) => chart.configuration
		);
		const nameAt = (chart: typeof yearly, at: number) => {
			const x = chart?.data.datasets[0]?.data.at(at)?.x;
			return chart?.options.scales.x.marks.find(({ value }) => value === x)?.label;
		};
		expect([0, 1, 2].map((at) => nameAt(yearly, at))).toEqual(['2020', '2021', '2024']);
		expect(daily?.options.scales.x.marks.map(({ label }) => label)).toContain('end 2023');
		expect(daily?.options.scales.x.min).toBe(yearly?.options.scales.x.min);
	});

	test('every point is reached and said with its figure', () => {
		expect(share.panels[0]?.chart.stops.map(({ text }) => text)).toEqual([
			'Baseline, 31 Dec 2020: US$100',
			'2021: US$90, −10 % of the way in 2021',
			'2024: US$175, 75 % of the way in 2024'
		]);
	});
});
