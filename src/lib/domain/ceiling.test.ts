import { describe, expect, it } from 'vitest';
import { actualOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

const use = (value: string, most = '1.5') =>
	assess(
		pledgeOf({
			kind: 'annual_rate',
			indicator: { title: 'Gas imported', unit: 'bcm', aggregation: 'annual_flow' },
			targets: [targetOf(most, null, { per: 'year', qualifier: 'up_to' })],
			observations: [actualOf(value, '2025')]
		}),
		'2026-03-01'
	);

describe('up to X a year: status and share agree, rounded down and never across a border', () => {
	it('shows a decimal near the full use', () => {
		expect(
			['1.48', '1.49', '1.494', '1.4999', '1.5', '1.507', '1.508', '1.6'].map((x) => use(x).statusText)
		).toEqual([
			'In use, 98 %',
			'In use, 99.3 %',
			'Fully used, 99.6 %',
			'Fully used, 99.9 %',
			'Fully used, 100 %',
			'Fully used, 100.4 %',
			'Exceeded, 100.5 %',
			'Exceeded, 106 %'
		]);
		expect(use('1.508').arithmetic[0]?.result).toBe('100.5 %');
		expect(use('1.494').sentence).toBe(
			'Gas imported came to 1.494 bcm in 2025, 99.6 % of a ceiling of 1.5 bcm a year, which counts as fully used within the tolerance.'
		);
		expect(use('1.5').sentence).toContain('100 % of a ceiling of 1.5 bcm a year, which is fully used.');
		expect(use('0.001').statusText).toBe('In use, less than 1 %');
	});

	it('never calls an excess 100 %, however small', () => {
		const strict = assess(
			pledgeOf({
				kind: 'annual_rate',
				indicator: { aggregation: 'annual_flow' },
				targets: [targetOf('100000', null, { per: 'year', qualifier: 'up_to', tolerance: 0 })],
				observations: [actualOf('100001', '2025')]
			}),
			'2026-03-01'
		);
		expect(strict.statusText).toBe('Exceeded, 100.001 %');
	});

	it('speaks of a ceiling of nothing and of no use at all in whole sentences', () => {
		expect(use('1', '0')).toMatchObject({
			status: 'EXCEEDED',
			sentence:
				'Gas imported came to 1 bcm in 2025, above a ceiling of 0 bcm a year: more than was named, which is a fact and no verdict.'
		});
		expect(use('0', '0').sentence).toBe(
			'Gas imported came to 0 bcm in 2025, which keeps to a ceiling of 0 bcm a year.'
		);
		expect(use('0').sentence).toBe(
			'Gas imported came to 0 bcm in 2025, which leaves a ceiling of 1.5 bcm a year unused.'
		);
	});
});
