import { describe, expect, it } from 'vitest';
import { actualOf, baselineOf, pledgeOf, scoreOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

const said = (values: Record<string, string>, asOf: string, over: Over = {}) =>
	assess(
		pledgeOf({
			occasionOn: '2020-12-31',
			baselines: [baselineOf('100', '2020')],
			targets: [targetOf('200', '2024')],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
			...over
		}),
		asOf
	).sentence;

describe('sentences a manager can read aloud', () => {
	it('say what it takes from here, in growth or in amounts', () => {
		expect(said({ '2022': '150' }, '2023-03-01')).toMatch(/from here it takes growth of 15.4 % a year\.$/);
		const share = { indicator: { title: 'Share of renewable power', unit: '%' }, path: 'linear' as const };
		expect(said({ '2022': '150' }, '2023-03-01', share)).toMatch(
			/from here it takes 25 percentage points a year\.$/
		);
		const cut = {
			indicator: { direction: 'decrease' as const },
			targets: [targetOf('50', '2024', { qualifier: 'up_to' })]
		};
		expect(said({ '2022': '80' }, '2023-03-01', cut)).toBe(
			'Goods trade turnover came to 80 t in 2022, 40 % of the way from 100 t in 2020 to 50 t by 2024: behind, at 66 % of the pace needed; from here it takes a fall of 20.9 % a year.'
		);
		expect(said({ '2022': '80' }, '2023-03-01', { ...cut, path: 'linear' })).toMatch(
			/takes a fall of 15 t a year\.$/
		);
		const band = { kind: 'band' as const, targets: [targetOf(null, '2024', { low: '150', high: '160' })] };
		expect(said({ '2022': '120' }, '2023-03-01', band)).toMatch(/takes 15 t a year\.$/);
		expect(
			said({ '2022': '101' }, '2023-03-01', { path: 'geometric', targets: [targetOf('100000', '2023')] })
		).toMatch(/takes 99,899 t a year\.$/);
	});

	it('say what the deadline decided', () => {
		expect(said({ '2023': '150' }, '2025-03-01')).toBe(
			'Goods trade turnover came to 150 t in 2023, 50 % of the way from 100 t in 2020 to at least 200 t by 2024; the deadline has passed and its final figure is awaited.'
		);
		expect(said({ '2024': '80' }, '2025-03-01')).toBe(
			'Goods trade turnover came to 80 t in 2024, further from the target of at least 200 t by 2024 than 100 t in 2020; the deadline has passed and the target was missed.'
		);
		expect(said({ '2024': '200' }, '2025-03-01')).toBe(
			'Goods trade turnover came to 200 t in 2024, which meets the target of at least 200 t by 2024.'
		);
	});

	it('write money and negative figures as people do', () => {
		const balance = {
			indicator: { title: 'Trade balance', unit: 'USD' },
			baselines: [baselineOf('-300000000', '2020')],
			targets: [targetOf('0', '2030')]
		};
		expect(said({ '2022': '-200000000' }, '2023-03-01', balance)).toBe(
			'Trade balance came to −US$200 million in 2022, 33 % of the way from −US$300 million in 2020 to at least US$0 by 2030: on track, at 166 % of the pace needed; from here it takes US$25 million a year.'
		);
	});

	it('name open bands by their one end', () => {
		const open = (over: object) =>
			said({ '2022': '120' }, '2023-03-01', { kind: 'band', targets: [targetOf(null, '2024', over)] });
		expect(open({ low: '150' })).toContain('to at least 150 t by 2024');
		expect(open({ high: '50' })).toContain('target of at most 50 t by 2024');
	});

	it('know one reader from many', () => {
		const words = (scores: (0 | 1)[]) =>
			said({}, '2025-03-01', {
				kind: 'qualitative',
				hasGuideline: true,
				scores: scores.map((score, at) => scoreOf(`R${at}`, score, '2024-12-01'))
			});
		expect(words([1])).toBe(
			'Due by 2024: 1 reader scored it 100 % of the way from not done to done, which reads as met.'
		);
		expect(words([1, 0])).toContain('2 readers scored it 75 % of the way');
	});
});
