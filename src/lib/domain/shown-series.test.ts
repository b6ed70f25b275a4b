import { describe, expect, it } from 'vitest';
import { KINDS } from './commitment.ts';
import { actualOf, baselineOf, orderOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { KIND_METHODS, LABEL_HISTORY, RULE_SOURCES, STATUS_MEANINGS, THRESHOLDS } from './method.ts';
import { expectedPath } from './path.ts';
import { assess } from './progress.ts';
import { shownSeries } from './shown-series.ts';
import { STATUS_KEYS } from './status.ts';

type Over = Parameters<typeof pledgeOf>[0];
const NOW = '2026-11-23';
const trade = (over: Over = {}) =>
	pledgeOf({
		occasionOn: '2022-10-15',
		indicator: { aggregation: 'annual_flow' },
		reporterOrders: [orderOf(['A', 'B'])],
		observations: [
			actualOf('90', '2023', { reporter: 'B' }),
			actualOf('100', '2023'),
			actualOf('110', '2024', { state: 'provisional', reporter: 'B' }),
			actualOf('70', '2025', { period: { start: '2025-01-01', end: '2025-09-30' }, partial: true })
		],
		...over
	});

describe('the series that a chart draws', () => {
	it('takes the highest-ranked figure of each period and draws provisional and part-year figures hollow', () => {
		const { headline, parts } = shownSeries(trade(), NOW);
		expect(headline.map(({ on, figure, hollow }) => [on, figure.value, figure.reporter, hollow])).toEqual([
			['2023-12-31', '100', 'A', false],
			['2024-12-31', '110', 'B', true]
		]);
		expect(parts).toMatchObject([{ on: '2025-09-30', hollow: true, partial: true, lowerBound: false }]);
		expect(headline.at(-1)?.figure.value).toBe(
			assess(trade({ targets: [targetOf('500', null)] }), NOW).figure?.value
		);
		expect(shownSeries(trade(), '2024-06-30').headline).toHaveLength(1);
	});

	it('adds up a cumulative pledge, with gaps marked, and expects it from zero', () => {
		const total = trade({
			kind: 'cumulative',
			indicator: { aggregation: 'cumulative' },
			targets: [targetOf('400', '2026', { start: '2023-01-01' })],
			observations: [actualOf('80', '2023'), actualOf('100', '2025')]
		});
		const { headline, parts } = shownSeries(total, NOW);
		expect(headline.map(({ on, figure, lowerBound }) => [on, figure.value, lowerBound])).toEqual([
			['2023-12-31', '80', false],
			['2025-12-31', '180', true]
		]);
		expect(parts).toEqual([]);
		expect(expectedPath(total, NOW)).toEqual({
			shape: 'linear',
			points: [
				{ on: '2022-12-31', value: 0 },
				{ on: '2026-12-31', value: 400 }
			]
		});
		const overlapping = { ...total, observations: [actualOf('80', '2023'), actualOf('10', '2023-Q4')] };
		expect(shownSeries(overlapping, NOW).headline).toEqual([]);
	});

	it('is empty where there is no indicator', () => {
		expect(shownSeries(pledgeOf({ kind: 'continuing', indicator: null }), NOW)).toEqual({
			headline: [],
			parts: []
		});
		expect(
			shownSeries(trade({ baselines: [baselineOf('1', '2021')], observations: [] }), NOW).headline
		).toEqual([]);
	});
});

describe('the method in words', () => {
	it('describes every kind and every status, and names only known sources', () => {
		expect(Object.keys(KIND_METHODS)).toEqual([...KINDS]);
		expect(Object.keys(STATUS_MEANINGS).sort()).toEqual([...STATUS_KEYS].sort());
		const sources = Object.values(KIND_METHODS).flatMap((method) => method.sources);
		expect(sources.every((source) => source in RULE_SOURCES)).toBe(true);
		expect(new Set(Object.values(KIND_METHODS).flatMap(({ statuses }) => statuses)).add('CLOSED').size).toBe(
			STATUS_KEYS.length
		);
	});

	it('follows the constants of the rules', () => {
		expect(STATUS_MEANINGS.ON_TRACK).toContain('95 %');
		expect(STATUS_MEANINGS.BEHIND).toContain('From 60 % to below 95 %');
		expect(STATUS_MEANINGS.AWAITING_FIGURE).toContain('365 days');
		expect(THRESHOLDS.join(' ')).toContain('within 0.05 of a border');
		expect(LABEL_HISTORY.finallyMet.map(({ share }) => share)).toEqual([0.94, 0.61, 0.22, 0.12, 0.08]);
	});
});
