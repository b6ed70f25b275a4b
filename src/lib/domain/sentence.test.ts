import { describe, expect, it } from 'vitest';
import type { Qualifier } from './commitment.ts';
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

describe('sentences that say no more and no less than the figures', () => {
	it('does not call a target lost that the latest figure still meets while the deadline’s own is awaited', () => {
		const facts = pledgeOf({
			baselines: [baselineOf('250', '2020')],
			targets: [targetOf('200', '2024')],
			observations: [actualOf('260', '2023')]
		});
		const { status, sentence } = assess(facts, '2025-06-30');
		expect(status).toBe('AWAITING_FIGURE');
		expect(sentence).not.toContain('lost');
	});

	const ten = (target: string, over: Over = {}): Over => ({ targets: [targetOf(target, '2030')], ...over });

	it('call a small remainder small, and never nothing (required pace)', () => {
		expect(said({ '2025': '199.9' }, '2026-03-01', ten('200'))).toMatch(
			/from here it takes growth of less than 0\.1 % a year\.$/
		);
	});

	it('say that a strict target is not met by being equal to it', () => {
		const less = {
			indicator: { direction: 'decrease' as const },
			targets: [targetOf('50', '2030', { qualifier: 'less_than' as const })]
		};
		expect(said({ '2025': '50' }, '2026-03-01', less)).toBe(
			'Goods trade turnover came to 50 t in 2025, which equals and so just misses the target of less than 50 t by 2030: on track, at 193 % of the pace needed; from here any further fall is enough.'
		);
		const more = { path: 'linear' as const, targets: [targetOf('150', '2030', { qualifier: 'more_than' })] };
		expect(said({ '2025': '150' }, '2026-03-01', more)).toMatch(/; from here any further rise is enough\.$/);
	});

	it('speak of amounts where negative figures shrink or grow (one sign)', () => {
		const balance = {
			baselines: [baselineOf('-300', '2020')],
			targets: [targetOf('-100', '2030')],
			path: 'geometric' as const
		};
		expect(said({ '2025': '-200' }, '2026-03-01', balance)).toMatch(/; from here it takes 20 t a year\.$/);
		const cut = {
			indicator: { direction: 'decrease' as const },
			baselines: [baselineOf('-100', '2020')],
			targets: [targetOf('-300', '2030')],
			path: 'geometric' as const
		};
		expect(said({ '2025': '-200' }, '2026-03-01', cut)).toMatch(
			/; from here it takes a fall of 20 t a year\.$/
		);
	});

	it('name no baseline where nothing but zero was before (cumulative, count)', () => {
		const aid = {
			kind: 'cumulative' as const,
			baselines: [],
			targets: [targetOf('100', '2024', { start: '2021-01-01' })]
		};
		expect(said({ '2021': '0' }, '2022-03-01', aid)).toContain(': far behind, with nothing so far;');
		expect(said({ '2022': '100' }, '2023-03-01')).toContain('with no change since the baseline');
	});

	it('say that a figure fell short of a target that the baseline had met', () => {
		const lost = { baselines: [baselineOf('58', '2020')], targets: [targetOf('55', '2030')] };
		expect(said({ '2025': '53' }, '2026-03-01', lost)).toMatch(
			/^Goods trade turnover came to 53 t in 2025, below the target of at least 55 t by 2030 that 58 t in 2020 had met: it moves the wrong way; .* a year\.$/
		);
		const less = {
			indicator: { direction: 'decrease' as const },
			baselines: [baselineOf('50', '2020')],
			targets: [targetOf('55', '2030', { qualifier: 'up_to' as const })]
		};
		expect(said({ '2025': '57' }, '2026-03-01', less)).toContain(
			'above the target of 55 t by 2030 that 50 t in 2020 had met'
		);
	});

	it('join a lower bound with the qualifier of the source', () => {
		const bound = (qualifier: Qualifier) =>
			said({}, '2026-03-01', {
				kind: 'cumulative',
				baselines: [],
				targets: [targetOf('100', '2030', { start: '2020-01-01' })],
				observations: ['2020', '2022'].map((on) => actualOf('10', on, { qualifier }))
			});
		expect(bound('exactly')).toContain('came to at least 20 t in');
		expect(bound('about')).toContain('came to about 20 t or more in');
		expect(bound('more_than')).toContain('came to more than 20 t in');
		expect(bound('at_least')).toContain('came to at least 20 t in');
		expect(bound('up_to')).toContain('came to up to 20 t without the missing parts in');
	});
});
