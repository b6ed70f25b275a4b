import { describe, expect, it } from 'vitest';
import type { PledgeFacts } from './commitment.ts';
import { actualOf, baselineOf, indicatorOf, orderOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];
const NOW = '2026-01-31';

/** From 100 in 2020 to 200 by 2030 on a straight path; 2024 keeps the series long enough. */
const rising = (value: string, over: Over = {}): PledgeFacts =>
	pledgeOf({
		occasionOn: '2020-12-31',
		path: 'linear',
		baselines: [baselineOf('100', '2020')],
		targets: [targetOf('200', '2030')],
		observations: [actualOf('120', '2024'), actualOf(value, '2025')],
		...over
	});
const noteOf = (facts: PledgeFacts, flag: string, asOf = NOW) =>
	assess(facts, asOf).flags.find((one) => one.flag === flag)?.note ?? null;

describe('borderline', () => {
	it('is a ratio within 0.05 of a cut', () => {
		const wide = { baselines: [baselineOf('10', '2020')], targets: [targetOf('1010', '2030')] };
		const border = (value: string) => noteOf(rising(value, wide), 'borderline');
		expect(border('510')).toBe('The ratio of 1.00 lies within 0.05 of the border at 0.95.');
		expect(border('510.1')).toBe(null);
		expect(border('460')).toBe('The ratio of 0.90 lies within 0.05 of the border at 0.95.');
		expect(border('459.9')).toBe(null);
		expect(border('335')).toContain('at 0.6.');
		expect(border('285')).toContain('at 0.6.');
		expect(border('35')).toContain('at 0.');
		expect(border('35.1')).toBe(null);
		expect(border('-15')).toContain('The ratio of −0.05 lies within');
	});

	it('is a class that 2 % of the figure would move', () => {
		const tight = { baselines: [baselineOf('190', '2020')] };
		expect(noteOf(rising('197', tight), 'borderline')).toBe(
			'A change of the figure by 2 % would make it behind.'
		);
		const away = noteOf(rising('160', { targets: [targetOf('163', '2030')] }), 'borderline');
		expect(away).toBe('A change of the figure by 2 % would make it met.');
	});

	it('is never raised for a verdict that is no ratio class', () => {
		expect(noteOf(rising('200'), 'borderline')).toBe(null);
		expect(noteOf(rising('150', { targets: [targetOf('200', null)] }), 'borderline')).toBe(null);
	});
});

describe('path sensitive', () => {
	it('is raised when the two paths give different classes, with both ratios', () => {
		const facts = rising('142');
		expect(noteOf(facts, 'path_sensitive')).toBe(
			'On constant growth the ratio is 1.01 (on track), on a straight path 0.84 (behind).'
		);
		expect(noteOf(rising('170'), 'path_sensitive')).toBe(null);
	});
});

describe('a baseline that is only a bound', () => {
	const bound = (qualifier: 'more_than' | 'less_than' | 'about', value: string) =>
		noteOf(rising(value, { baselines: [baselineOf('100', '2020', { qualifier })] }), 'baseline_bound');

	it('is computed with the bound and again 10 % out, and says if the class moves', () => {
		expect(bound('more_than', '131')).toBe(
			'The baseline is a bound; with 110 t the pledge would be far behind.'
		);
		expect(bound('more_than', '165')).toBe(
			'The baseline is a bound; with 110 t the status stays the same, at 61 % of the way.'
		);
		expect(bound('less_than', '128')).toBe('The baseline is a bound; with 90 t the pledge would be behind.');
		expect(bound('about', '131')).toBe(null);
	});
});

describe('how the target was set', () => {
	it('marks an assumed deadline and leaves it out of headline totals', () => {
		const assumed = rising('150', { targets: [targetOf('200', '2030', { assumedDue: true })] });
		expect(noteOf(assumed, 'assumed_deadline')).toContain('analyst’s assumption');
		expect(assess(assumed, NOW)).toMatchObject({ counted: false, status: 'ON_TRACK' });
		expect(assess(assumed, NOW).sentence).toContain('by 2030 (assumed)');
		const standing = rising('150', { targets: [targetOf('200', '2030', { standing: 'assumption' })] });
		expect(assess(standing, NOW).counted).toBe(false);
	});

	it('marks a target that is the analyst’s reading and says so in the sentence', () => {
		const facts = rising('150', { targets: [targetOf('200', null, { standing: 'interpretation' })] });
		expect(noteOf(facts, 'interpreted_target')).toContain('analyst’s reading');
		expect(assess(facts, NOW).sentence).toContain('at least 200 t (the analyst’s reading)');
		expect(assess(facts, NOW).counted).toBe(true);
	});

	it('counts only what was agreed or declared ready', () => {
		const counted = (
			['agreed', 'declared ready', 'proposed', 'noted as potential', 'discussed'] as const
		).map((strength) => assess(rising('150', { strength }), NOW).counted);
		expect(counted).toEqual([true, true, false, false, false]);
	});
});

describe('few points', () => {
	it('is raised below three dated values, the baseline included', () => {
		expect(noteOf(rising('150'), 'few_points')).toBe(null);
		expect(noteOf(rising('150', { observations: [actualOf('150', '2025')] }), 'few_points')).toBe(
			'2 dated values only, the baseline included.'
		);
		const old = rising('150', {
			observations: [actualOf('90', '2019'), actualOf('100', '2020'), actualOf('150', '2025')]
		});
		expect(noteOf(old, 'few_points')).toContain('2 dated values');
		const without = rising('201', { baselines: [], observations: [actualOf('201', '2025')] });
		expect(noteOf(without, 'few_points')).toBe('1 dated value only, and no baseline.');
	});

	it('names what a count or a total starts from, which is no baseline', () => {
		const from = (kind: 'count' | 'cumulative') =>
			rising('20', { kind, baselines: [], observations: [actualOf('20', '2025')] });
		expect(noteOf(from('count'), 'few_points')).toBe('2 dated values only, the start from zero included.');
		expect(noteOf(from('cumulative'), 'few_points')).toBe(
			'2 dated values only, the start from zero included.'
		);
		const under = from('count');
		under.targets = [targetOf('50', '2030', { qualifier: 'up_to' })];
		under.indicators = [indicatorOf({ direction: 'decrease' })];
		expect(noteOf(under, 'trivially_met')).toBe('The start from zero already satisfied the target.');
	});
});

describe('the state of the deciding figure', () => {
	it('prefers final to provisional, and flags what is only provisional, derived or estimated', () => {
		const state = (over: object) => rising('', { observations: [actualOf('150', '2025', over)] });
		expect(noteOf(state({ state: 'provisional' }), 'provisional')).toContain(
			'The figure for 2025 is provisional'
		);
		expect(noteOf(state({ derived: '+28 % on 2024' }), 'provisional')).not.toBe(null);
		expect(assess(state({ derived: '+28 % on 2024' }), NOW).figure?.state).toBe('provisional');
		expect(assess(state({ derived: '+28 % on 2024' }), NOW).sentence).toContain('in 2025 (provisional)');
		expect(noteOf(state({ state: 'revised' }), 'provisional')).toBe(null);
		const orders = (one: ReturnType<typeof actualOf>, other: ReturnType<typeof actualOf>) =>
			[
				[one, other],
				[other, one]
			].map((observations) => assess(rising('', { observations }), NOW));
		const final = actualOf('150', '2025');
		for (const result of orders(final, actualOf('199', '2025', { state: 'provisional' }))) {
			expect(result.figure?.value).toBe('150');
			expect(result.flags.map(({ flag }) => flag)).not.toContain('provisional');
		}
		for (const result of orders(final, actualOf('160', '2025', { seq: final.seq + 1000 }))) {
			expect(result.figure?.value).toBe('160');
		}
		for (const result of orders(actualOf('199', '2025', { state: 'provisional' }), actualOf('150', '2025'))) {
			expect(result.figure?.value).toBe('150');
		}
		for (const result of orders(actualOf('160', '2025-Q4'), actualOf('150', '2025'))) {
			expect(result.figure?.value).toBe('160');
		}
		for (const result of orders(actualOf('150', '2025'), actualOf('160', '2025-Q4'))) {
			expect(result.figure?.value).toBe('160');
		}
	});

	it('never counts a figure that waits for review', () => {
		const facts = rising('120', {
			observations: [actualOf('120', '2024'), actualOf('199', '2025', { review: [] })]
		});
		expect(assess(facts, NOW).figure?.value).toBe('120');
	});
});

describe('figures that end on one day', () => {
	const of = (...observations: ReturnType<typeof actualOf>[]) =>
		assess(rising('', { observations }), NOW).figure?.value;

	it('are final before provisional, and then the narrower one counts (overlapping periods)', () => {
		const rough = actualOf('190', '2025-Q4', { state: 'provisional' });
		expect(of(rough, actualOf('150', '2025'))).toBe('150');
		expect(of(actualOf('150', '2025'), rough)).toBe('150');
		expect(of(actualOf('190', '2025-Q4', { derived: '+28 %' }), actualOf('150', '2025'))).toBe('150');
		expect(of(actualOf('190', '2025-Q4'), actualOf('150', '2025'))).toBe('190');
		expect(of(rough, actualOf('150', '2025', { state: 'provisional' }))).toBe('190');
		expect(of(rough, actualOf('150', '2025-Q3'))).toBe('190');
	});
});

describe('few points', () => {
	const yearly = (years: string[], over: Over = {}) =>
		pledgeOf({
			kind: 'annual_rate',
			occasionOn: '2020-12-31',
			indicator: { aggregation: 'annual_flow' },
			targets: [targetOf('100', null, { per: 'year' })],
			observations: years.map((year) => actualOf('120', year)),
			...over
		});

	it('are fewer than three dated values of a yearly promise too, the baseline included', () => {
		expect(noteOf(yearly(['2025']), 'few_points')).toBe('1 dated value only, and no baseline.');
		expect(noteOf(yearly(['2024', '2025']), 'few_points')).toBe('2 dated values only, and no baseline.');
		expect(noteOf(yearly(['2023', '2024', '2025']), 'few_points')).toBe(null);
		const based = { baselines: [baselineOf('100', '2020')] };
		expect(noteOf(yearly(['2024', '2025'], based), 'few_points')).toBe(null);
	});
});

describe('the baseline already satisfied the target', () => {
	const above = (values: Record<string, string>) =>
		rising('', {
			baselines: [baselineOf('250', '2020')],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on))
		});

	it('is a loss only where the figure no longer satisfies it (met_then_lost)', () => {
		expect(noteOf(above({ '2028': '240' }), 'met_then_lost', '2031-06-01')).toBe(null);
		expect(noteOf(above({ '2028': '190' }), 'met_then_lost', '2031-06-01')).toContain(
			'The baseline of 2020 already satisfied the target'
		);
	});
});

describe('reporters', () => {
	const two = (a: string, b: string, over: Over = {}) =>
		rising('', {
			observations: [
				actualOf('120', '2024', { reporter: 'A' }),
				actualOf(a, '2025', { reporter: 'A' }),
				actualOf(b, '2025', { reporter: 'B' })
			],
			reporterOrders: [orderOf(['A', 'B'])],
			...over
		});

	it('gives the status from the one ranked first, for each period', () => {
		expect(assess(two('150', '110'), NOW)).toMatchObject({
			status: 'ON_TRACK',
			figure: { reporter: 'A', value: '150' }
		});
		const reversed = two('150', '110', { reporterOrders: [orderOf(['B', 'A'])] });
		expect(assess(reversed, NOW)).toMatchObject({ status: 'FAR_BEHIND', figure: { reporter: 'B' } });
		const listed = two('150', '110');
		expect(
			assess({ ...listed, observations: [...listed.observations].reverse() }, NOW).figure?.reporter
		).toBe('A');
		const three = two('150', '110', {
			observations: [
				actualOf('110', '2025', { reporter: 'C' }),
				actualOf('130', '2025', { reporter: 'B' }),
				actualOf('150', '2025', { reporter: 'A' })
			],
			reporterOrders: [orderOf(['B', 'A', 'C'])]
		});
		expect(assess(three, NOW)).toMatchObject({
			figure: { reporter: 'B' },
			others: [{ figure: { reporter: 'A' } }, { figure: { reporter: 'C' } }]
		});
		const emptyOrder = two('150', '110', {
			reporterOrders: [orderOf([])],
			baselines: [baselineOf('100', '2020', { reporter: 'B' })]
		});
		expect(assess(emptyOrder, NOW).figure?.reporter).toBe('B');
		const later = two('150', '110', {
			observations: [actualOf('150', '2024', { reporter: 'A' }), actualOf('130', '2025', { reporter: 'B' })]
		});
		expect(assess(later, NOW).figure?.reporter).toBe('B');
	});

	it('assesses each and says both figures when they disagree', () => {
		const result = assess(two('150', '110'), NOW);
		expect(result.others).toMatchObject([
			{ figure: { reporter: 'B', value: '110' }, status: 'FAR_BEHIND', ratio: 0.2, progress: 0.1 }
		]);
		expect(noteOf(two('150', '110'), 'reporters_disagree')).toBe(
			'A states 150 t in 2025, B 110 t, which would be far behind.'
		);
		expect(result.reasons).toContain(
			'The figure of A for 2025 decides; A and B have figures for this period.'
		);
		expect(result.reasons).toContain('Reporters are ranked: the statistics office first.');
		expect(result.sentence).toContain('reporters disagree: A states 150 t in 2025, B 110 t');
	});

	it('disagree by class, or by more than 5 %', () => {
		expect(noteOf(two('170', '161.5'), 'reporters_disagree')).toBe(null);
		expect(noteOf(two('170', '161.4'), 'reporters_disagree')).toBe('A states 170 t in 2025, B 161.4 t.');
		expect(noteOf(two('148', '147'), 'reporters_disagree')).toContain('which would be behind');
		expect(noteOf(two('0', '1'), 'reporters_disagree')).not.toBe(null);
	});

	it('are never both a single source and in disagreement (which figure counts)', () => {
		const years = (reporter: string, values: Record<string, string>) =>
			Object.entries(values).map(([on, value]) => actualOf(value, on, { reporter }));
		const facts = pledgeOf({
			kind: 'cumulative',
			occasionOn: '2020-12-31',
			indicator: { aggregation: 'cumulative' },
			targets: [targetOf('1000', '2030', { start: '2021-01-01' })],
			observations: [
				...years('A', { '2021': '100', '2023': '100' }),
				...years('B', { '2021': '50', '2022': '50', '2023': '10' })
			],
			reporterOrders: [orderOf(['A', 'B'])]
		});
		const flags = assess(facts, NOW).flags.map(({ flag }) => flag);
		expect(flags).toContain('reporters_disagree');
		expect(flags).not.toContain('single_source');
	});

	it('flags a period with one reporter', () => {
		expect(noteOf(rising('150'), 'single_source')).toBe('Only A has a figure for 2025.');
		expect(noteOf(two('150', '150'), 'single_source')).toBe(null);
	});

	it('puts the baseline’s reporter first where there is no ranking, and asks for a choice where there is none', () => {
		expect(
			assess(
				two('150', '110', { reporterOrders: [], baselines: [baselineOf('100', '2020', { reporter: 'B' })] }),
				NOW
			).figure?.reporter
		).toBe('B');
		const neither = assess(two('150', '110', { reporterOrders: [] }), NOW);
		expect(neither).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: choose a reporter',
			figure: null
		});
		const stranger = assess(
			two('150', '110', { reporterOrders: [], baselines: [baselineOf('100', '2020', { reporter: 'C' })] }),
			NOW
		);
		expect(stranger.statusText).toBe('Not assessable: choose a reporter');
		expect(assess(rising('150'), NOW).status).toBe('ON_TRACK');
	});

	it('puts reporters outside the ranking last, and asks when two of them are left alone', () => {
		const unranked = { reporterOrders: [orderOf(['A'])] };
		expect(assess(two('150', '110', unranked), NOW).figure?.reporter).toBe('A');
		const left = two('150', '110', {
			...unranked,
			observations: [
				actualOf('120', '2024'),
				actualOf('150', '2025', { reporter: 'B' }),
				actualOf('110', '2025', { reporter: 'C' })
			]
		});
		expect(assess(left, NOW).statusText).toBe('Not assessable: choose a reporter');
	});

	it('follows the newest order, as it was known on the day', () => {
		const first = orderOf(['A', 'B'], { recordedOn: '2026-01-01' });
		const second = orderOf(['B', 'A'], { recordedOn: '2026-02-01', supersedes: first.id });
		const facts = two('150', '110', { reporterOrders: [first, second] });
		expect(assess(facts, '2026-01-31').figure?.reporter).toBe('A');
		expect(assess(facts, '2026-02-01').figure?.reporter).toBe('B');
	});
});
