import { describe, expect, it } from 'vitest';
import type { PledgeFacts } from './commitment.ts';
import { actualOf, baselineOf, indicatorOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

/** From 100 in 2020 to 200 by 2030. */
const rising = (values: Record<string, string>, over: Over = {}): PledgeFacts =>
	pledgeOf({
		occasionOn: '2020-12-31',
		path: 'linear',
		baselines: [baselineOf('100', '2020')],
		targets: [targetOf('200', '2030')],
		observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
		...over
	});
const flagsOf = (facts: PledgeFacts, asOf: string) => assess(facts, asOf).flags.map(({ flag }) => flag);

describe('ratio classes', () => {
	it('cuts at 0.95, 0.60 and 0, on the unrounded ratio', () => {
		const classOf = (value: string) => assess(rising({ '2025': value }), '2026-01-31').status;
		expect(['147.5', '147.4999', '130', '129.9999', '100', '99.9999'].map(classOf)).toEqual([
			'ON_TRACK',
			'BEHIND',
			'BEHIND',
			'FAR_BEHIND',
			'FAR_BEHIND',
			'WRONG_WAY'
		]);
	});

	it('reads a ratio of exactly zero as no change', () => {
		const result = assess(rising({ '2025': '100' }), '2026-01-31');
		expect(result).toMatchObject({ ratio: 0, statusText: 'Far behind, no change' });
		expect(result.sentence).toContain('far behind, with no change since the baseline');
	});

	it('takes the ratio at the figure’s own date: lag is not lateness', () => {
		const facts = rising({ '2023': '130' });
		const [early, late] = [assess(facts, '2024-01-31'), assess(facts, '2029-12-31')];
		expect(late.ratio).toBe(early.ratio);
		expect(late.ratio).toBe(1);
		expect(late.timeUsed).toBeGreaterThan(early.timeUsed ?? 1);
	});

	it('gives every number a manager asks for', () => {
		const result = assess(rising({ '2024': '130', '2025': '140' }), '2026-01-31');
		expect(result).toMatchObject({
			status: 'BEHIND',
			group: 'behind',
			statusText: 'Behind, 80 % of the pace',
			path: 'linear',
			ratio: 0.8,
			progress: 0.4,
			attainment: 0.7,
			counted: true,
			direction: null,
			yearsLeft: null,
			requiredPace: { amount: 12 }
		});
		expect(result.requiredPace?.growth).toBeCloseTo((200 / 140) ** (1 / 5) - 1, 12);
		expect(result.timeUsed).toBeCloseTo(1857 / 3652, 12);
		expect(result.expectedToday).toBeCloseTo(100 + (100 * 1857) / 3652, 9);
		expect(result.observationIds).toEqual([result.figure?.id]);
		expect(result.sentence).toBe(
			'Goods trade turnover came to 140 t in 2025, 40 % of the way from 100 t in 2020 to at least 200 t by 2030: behind, at 80 % of the pace needed; from here it takes 12 t a year.'
		);
		expect(result.reasons).toEqual([
			'The figure of A for 2025 decides.',
			'The pace is compared on a straight path.'
		]);
		expect(result.arithmetic).toEqual([
			{
				label: 'Share of the distance',
				formula: '(140 − 100) ÷ (200 − 100)',
				result: '40 %',
				rule: 'progress = d·(x − b) ÷ |T − b|',
				source: 'ours'
			},
			{
				label: 'Time at the figure’s date',
				formula: '5 ÷ 10 years',
				result: '50 %',
				rule: 'equal periods are counted',
				source: 'ours'
			},
			{
				label: 'Ratio on a straight path',
				formula: '(140 − 100) ÷ ((200 − 100) × 5 ÷ 10)',
				result: '0.80',
				rule: 'R = d·(x − b) ÷ (|T − b|·τ)',
				source: 'ours'
			},
			{
				label: 'Ratio on constant growth',
				formula: '((140 ÷ 100)^(1 ÷ 5) − 1) ÷ |((200 ÷ 100)^(1 ÷ 10) − 1)|',
				result: '0.96',
				rule: 'R = s·d·g(b→x) ÷ |g(b→T)|',
				source: 'StatCan'
			}
		]);
	});
});

describe('the path', () => {
	const pathOf = (b: string, x: string, t: string, over: Over = {}) =>
		assess(
			rising(
				{ '2025': x },
				{ path: null, baselines: [baselineOf(b, '2020')], targets: [targetOf(t, '2030')], ...over }
			),
			'2026-01-31'
		).path;

	it('is constant growth up to three times the baseline, straight beyond', () => {
		expect(pathOf('100', '120', '300')).toBe('geometric');
		expect(pathOf('100', '120', '300.01')).toBe('linear');
		const less = { indicator: { direction: 'decrease' as const } };
		expect(pathOf('300', '250', '100', less)).toBe('geometric');
		expect(pathOf('300.01', '250', '100', less)).toBe('linear');
	});

	it('is straight for zero, and where the values change sign', () => {
		expect(pathOf('0', '1', '80')).toBe('linear');
		expect(pathOf('-5', '1', '10')).toBe('linear');
		expect(pathOf('100', '-1', '200')).toBe('linear');
		expect(pathOf('100', '50', '0', { indicator: { direction: 'decrease' } })).toBe('linear');
	});

	it('may be fixed by the analyst, where it exists', () => {
		expect(pathOf('1', '5', '30', { path: 'geometric' })).toBe('geometric');
		expect(pathOf('100', '120', '200', { path: 'linear' })).toBe('linear');
		const facts = rising({ '2025': '0' }, { path: 'geometric' });
		const result = assess(facts, '2026-01-31');
		expect(result.path).toBe('linear');
		expect(result.reasons).toContain('The chosen path of constant growth does not exist for these values.');
	});

	it('works with negative values throughout: less negative is growth in the wanted direction', () => {
		const facts = rising(
			{ '2025': '-70' },
			{
				path: null,
				baselines: [baselineOf('-100', '2020')],
				targets: [targetOf('-50', '2030')]
			}
		);
		const result = assess(facts, '2026-01-31');
		expect(result.path).toBe('geometric');
		expect(result.status).toBe('ON_TRACK');
		expect(result.ratio).toBeCloseTo((1 - 0.7 ** 0.2) / (1 - 0.5 ** 0.1), 12);
	});
});

describe('what cannot be assessed', () => {
	const reasonOf = (facts: PledgeFacts, asOf = '2026-01-31') => {
		const { status, statusText } = assess(facts, asOf);
		return [status, statusText];
	};

	it('names the missing thing', () => {
		const na = (reason: string) => ['NOT_ASSESSABLE', `Not assessable: ${reason}`];
		expect(reasonOf(rising({ '2025': '140' }, { targets: [] }))).toEqual(na('no target'));
		expect(reasonOf(rising({}))).toEqual(na('no figure'));
		expect(reasonOf(rising({ '2025': '140' }, { baselines: [] }))).toEqual(na('no baseline'));
		expect(reasonOf(rising({ '2020': '100' }))).toEqual(na('only the baseline'));
		expect(reasonOf(rising({ '2019': '90' }))).toEqual(na('only the baseline'));
		expect(
			reasonOf(rising({ '2025': '140' }, { targets: [targetOf('100', '2030', { qualifier: 'more_than' })] }))
		).toEqual(['MET', 'Met in 2025']);
		const equal = rising({ '2025': '90' }, { targets: [targetOf('100', '2030')] });
		expect(reasonOf(equal)).toEqual(na('baseline equals the target'));
		const before = rising({ '2025': '140' }, { targets: [targetOf('200', '2019')] });
		expect(reasonOf(before)).toEqual(na('deadline before the baseline'));
		const same = rising({ '2025': '140' }, { targets: [targetOf('200', '2020')] });
		expect(reasonOf(same)).toEqual(na('deadline before the baseline'));
		const open = rising({ '2020': '120' }, { targets: [targetOf('200', null)] });
		expect(reasonOf(open)).toEqual(na('only the baseline'));
	});

	it('says so in a sentence that names what would help', () => {
		expect(assess(rising({ '2025': '140' }, { baselines: [] }), '2026-01-31').sentence).toBe(
			'Goods trade turnover came to 140 t in 2025, which does not meet the target; without a baseline no progress can be measured.'
		);
		expect(assess(rising({}), '2026-01-31').sentence).toBe(
			'No figure for “Goods trade turnover” has been recorded, so nothing can be judged yet.'
		);
	});

	it('names no baseline where a count starts from zero on the day of the pledge', () => {
		const counted = (years: Record<string, string>, over: Partial<PledgeFacts> = {}) =>
			rising(years, { kind: 'count', baselines: [], ...over });
		const old = assess(counted({ '2018': '3', '2019': '5' }), '2026-01-31');
		expect(old.statusText).toBe('Not assessable: no figure since the pledge');
		expect(old.sentence).not.toContain('baseline');
		const late = assess(counted({ '2025': '3' }, { targets: [targetOf('9', '2018')] }), '2018-06-30');
		expect(late.statusText).toBe('Not assessable: no figure');
		const ended = assess(counted({ '2025': '3' }, { targets: [targetOf('9', '2018')] }), '2026-01-31');
		expect(ended.statusText).toBe('Not assessable: deadline before the pledge');
		expect(ended.sentence).not.toContain('baseline');
		const none = {
			indicators: [indicatorOf({ direction: 'decrease' })],
			targets: [targetOf('0', '2030', { qualifier: 'up_to' })]
		};
		const zero = assess(counted({ '2025': '3' }, none), '2026-01-31');
		expect(zero.statusText).toBe('Not assessable: target of zero');
		expect(zero.sentence).not.toContain('baseline');
	});

	it('can still be met without a baseline', () => {
		expect(assess(rising({ '2025': '201' }, { baselines: [] }), '2026-01-31').status).toBe('MET');
	});

	it('accepts a first figure as a declared stand-in for the baseline, and says so', () => {
		const result = assess(
			rising({ '2025': '140' }, { baselines: [baselineOf('100', '2020', { proxy: true })] }),
			'2026-01-31'
		);
		expect(result.status).toBe('BEHIND');
		expect(result.reasons.join(' ')).toContain('stand in for a missing one');
	});

	it('compares only complete years of an annual flow', () => {
		const flow = { indicator: { aggregation: 'annual_flow' as const } };
		const part = actualOf('190', '2025', {
			period: { start: '2025-01-01', end: '2025-09-30' },
			partial: true
		});
		const quarter = actualOf('199', '2025-Q4');
		const only = rising({}, { ...flow, observations: [part, quarter] });
		expect(reasonOf(only)).toEqual(['NOT_ASSESSABLE', 'Not assessable: no complete period']);
		const both = rising({}, { ...flow, observations: [actualOf('120', '2024'), part, quarter] });
		expect(assess(both, '2026-01-31').figure?.value).toBe('120');
		const level = rising({}, { observations: [actualOf('120', '2024'), quarter] });
		expect(assess(level, '2026-01-31').figure?.value).toBe('199');
	});

	it('takes the year of the baseline as its year where that ends in another month', () => {
		const fiscal = (year: number) => ({ start: `${year - 1}-07-01`, end: `${year}-06-30` });
		const facts = pledgeOf({
			occasionOn: '2020-12-31',
			indicator: { aggregation: 'annual_flow' },
			baselines: [baselineOf('100', '2020', { period: fiscal(2020) })],
			targets: [targetOf('200', '2030-06', { duePrecision: 'year' })],
			observations: [actualOf('150', '2025', { period: fiscal(2025) }), actualOf('500', '2025')]
		});
		const result = assess(facts, '2026-01-31');
		expect(result.figure?.value).toBe('150');
		expect(result.ratios.linear).toBe(1);
	});

	it('counts a day that was given as a year in years, and an arbitrary period in days', () => {
		const span = (period: { start: string; end: string }, precision: 'year' | 'day') =>
			assess(
				rising({ '2025': '150' }, { baselines: [baselineOf('100', '2020', { period, precision })] }),
				'2026-01-31'
			).ratio;
		expect(span({ start: '2020-12-31', end: '2020-12-31' }, 'year')).toBe(1);
		expect(span({ start: '2020-12-31', end: '2020-12-31' }, 'day')).toBeCloseTo(3652 / 2 / 1826, 12);
		expect(span({ start: '2020-03-05', end: '2020-12-31' }, 'day')).toBeCloseTo(3652 / 2 / 1826, 12);
		expect(span({ start: '2020-01-01', end: '2020-12-31' }, 'day')).toBe(1);
	});

	it('prefers the later-ending, then the narrower figure of a level', () => {
		const facts = rising(
			{},
			{ observations: [actualOf('110', '2025'), actualOf('120', '2025-Q4'), actualOf('130', '2025-Q3')] }
		);
		expect(assess(facts, '2026-01-31').figure?.value).toBe('120');
	});
});

describe('meeting the target', () => {
	const statusAt = (
		value: string,
		qualifier: 'exactly' | 'about' | 'more_than' | 'at_least' | 'up_to',
		over = {}
	) =>
		assess(
			rising({ '2025': value }, { targets: [targetOf('200', '2030', { qualifier, ...over })] }),
			'2026-01-31'
		).status;

	it('allows 0.5 % on a plain number and 5 % on a rough one, and nothing on a strict bound', () => {
		expect(statusAt('199', 'exactly')).toBe('MET');
		expect(statusAt('198.99', 'exactly')).toBe('ON_TRACK');
		expect(statusAt('190', 'about')).toBe('MET');
		expect(statusAt('189.99', 'about')).toBe('ON_TRACK');
		expect(statusAt('200', 'at_least')).toBe('MET');
		expect(statusAt('199.99', 'at_least')).toBe('ON_TRACK');
		expect(statusAt('200', 'more_than')).toBe('ON_TRACK');
		expect(statusAt('200.01', 'more_than')).toBe('MET');
		expect(statusAt('200', 'up_to')).toBe('MET');
	});

	it('uses the tolerance of the reading where there is one', () => {
		expect(statusAt('180', 'at_least', { tolerance: 0.1 })).toBe('MET');
		expect(statusAt('179', 'at_least', { tolerance: 0.1 })).toBe('ON_TRACK');
		expect(statusAt('198', 'exactly', { tolerance: 0 })).toBe('ON_TRACK');
		expect(statusAt('200', 'more_than', { tolerance: 0.1 })).toBe('ON_TRACK');
	});

	it('is not undone by doing more than was promised', () => {
		const result = assess(
			rising({ '2025': '260' }, { targets: [targetOf('200', '2030', { qualifier: 'exactly' })] }),
			'2026-01-31'
		);
		expect(result).toMatchObject({ status: 'MET', progress: 1.6, attainment: 1.3 });
	});

	it('takes “more than 200” as more than 200', () => {
		const target = { targets: [targetOf('200', '2030', { qualifier: 'more_than' })] };
		const over = rising(
			{},
			{ ...target, observations: [actualOf('200', '2025', { qualifier: 'more_than' })] }
		);
		expect(assess(over, '2026-01-31').status).toBe('MET');
		const under = rising({}, { observations: [actualOf('200', '2025', { qualifier: 'less_than' })] });
		expect(assess(under, '2026-01-31').status).toBe('ON_TRACK');
	});

	it('counts a fall to the target when less is better', () => {
		const cut = (value: string) =>
			assess(
				pledgeOf({
					occasionOn: '2020-12-31',
					indicator: { direction: 'decrease' },
					baselines: [baselineOf('100', '2020')],
					targets: [targetOf('40', '2030', { qualifier: 'about' })],
					observations: [actualOf(value, '2025')]
				}),
				'2026-01-31'
			).status;
		expect([cut('42'), cut('42.01'), cut('20'), cut('101')]).toEqual(['MET', 'ON_TRACK', 'MET', 'WRONG_WAY']);
	});

	it('says that the baseline already satisfied the target', () => {
		const facts = rising({ '2025': '95' }, { targets: [targetOf('90', '2030')] });
		expect(flagsOf(facts, '2026-01-31')).toContain('trivially_met');
		expect(assess(facts, '2026-01-31').sentence).toContain('; the baseline already met it.');
	});
});

describe('once met, then lost', () => {
	const up = { '2023': '205', '2024': '190' };

	it('is judged by the latest figure, with the first date it was met beside it (target met, then lost)', () => {
		const result = assess(rising(up), '2025-01-31');
		expect(result).toMatchObject({ status: 'ON_TRACK', figure: { value: '190' } });
		expect(result.flags).toContainEqual({
			flag: 'met_then_lost',
			note: 'The target was first met in 2023 and not by the figure of 2024.'
		});
		expect(result.sentence).toContain('it was first met in 2023 and lost again: 190 t in 2024');
		expect(result.observationIds).toHaveLength(2);
		const open = assess(rising(up, { targets: [targetOf('200', null)] }), '2025-01-31');
		expect(open.status).toBe('NO_DEADLINE');
		expect(open.flags.map(({ flag }) => flag)).toContain('met_then_lost');
		expect(open.sentence).toContain('it was first met in 2023 and lost again: 190 t in 2024');
		const regained = assess(rising({ ...up, '2025': '203' }), '2026-01-31');
		expect(regained.statusText).toBe('Met in 2025');
		expect(regained.flags.map(({ flag }) => flag)).not.toContain('met_then_lost');
	});

	it('is judged by the latest figure for “keep” as well', () => {
		const result = assess(rising(up, { mode: 'keep' }), '2025-01-31');
		expect(result.status).toBe('ON_TRACK');
		expect(result.flags.map(({ flag }) => flag)).toContain('met_then_lost');
		expect(assess(rising({ ...up, '2024': '201' }, { mode: 'keep' }), '2025-01-31').status).toBe('MET');
	});

	it('does not count what was met before the pledge was made', () => {
		const facts = rising({ '2021': '210', '2024': '120' }, { occasionOn: '2022-10-15' });
		expect(assess(facts, '2025-01-31').status).toBe('FAR_BEHIND');
		expect(flagsOf(facts, '2025-01-31')).not.toContain('met_then_lost');
	});

	it('counts nothing measured up to the baseline or before the day of the pledge as met since', () => {
		const sameYear = rising({ '2020': '205', '2024': '120' }, { occasionOn: '2019-12-31' });
		expect(assess(sameYear, '2025-01-31').status).toBe('FAR_BEHIND');
		expect(flagsOf(sameYear, '2025-01-31')).not.toContain('met_then_lost');
		const before = rising({ '2022': '205', '2024': '120' }, { occasionOn: '2023-01-01' });
		expect(flagsOf(before, '2025-01-31')).not.toContain('met_then_lost');
		const sameDay = rising({ '2022': '205', '2024': '120' }, { occasionOn: '2022-12-31' });
		expect(flagsOf(sameDay, '2025-01-31')).toContain('met_then_lost');
	});

	it('reads a baseline better than the target and later lost as the wrong way', () => {
		const facts = rising({ '2024': '80' }, { targets: [targetOf('90', '2030')] });
		const result = assess(facts, '2025-01-31');
		expect(result.status).toBe('WRONG_WAY');
		expect(result.flags.map(({ flag }) => flag)).toContain('met_then_lost');
		expect(result.sentence).toContain('below the target of at least 90 t by 2030 that 100 t in 2020 had met');
	});
});

describe('figures from before the pledge', () => {
	const statuses = (facts: PledgeFacts) =>
		['2021-06-01', '2029-01-31', '2031-06-01', '2032-06-01'].map((asOf) => assess(facts, asOf).statusText);
	const always = (text: string) => [text, text, text, text];

	it('decide nothing on any day: only figures later than the baseline do (4: only the baseline)', () => {
		expect(statuses(rising({ '2015': '250' }))).toEqual(always('Not assessable: only the baseline'));
		expect(statuses(rising({ '2015': '250' }, { mode: 'keep' }))).toEqual(
			always('Not assessable: only the baseline')
		);
		const above = { baselines: [baselineOf('250', '2020')] };
		expect(statuses(rising({ '2020': '250' }, above))).toEqual(always('Not assessable: only the baseline'));
		const open = { targets: [targetOf('200', null)] };
		expect(statuses(rising({ '2015': '250' }, open))).toEqual(always('Not assessable: only the baseline'));
		expect(flagsOf(rising({ '2015': '250' }), '2032-06-01')).not.toContain('no_figure_at_deadline');
		expect(statuses(rising({ '2015': '250', '2021': '150' }))).toEqual([
			'Not assessable: only the baseline',
			'On track, 500 % of the pace',
			'Awaiting the figure for 2030',
			'Partly met, 50 %'
		]);
	});

	it('decide nothing without a baseline either, up to the day of the pledge', () => {
		const bare = { baselines: [], occasionOn: '2020-10-15' };
		const result = assess(rising({ '2015': '250' }, bare), '2029-01-31');
		expect(statuses(rising({ '2015': '250' }, bare))).toEqual(
			always('Not assessable: no figure since the pledge')
		);
		expect(result.sentence).toBe(
			'Goods trade turnover came to 250 t in 2015, before the pledge could be fulfilled; nothing can be judged before a later figure.'
		);
		expect(assess(rising({ '2020-10-14': '250' }, bare), '2021-01-31').status).toBe('NOT_ASSESSABLE');
		expect(assess(rising({ '2020-10-15': '250' }, bare), '2021-01-31').status).toBe('MET');
		expect(assess(rising({ '2020': '250' }, bare), '2021-01-31').status).toBe('MET');
	});

	it('leave a target met that the baseline met and a later figure still meets', () => {
		const above = { baselines: [baselineOf('250', '2020')] };
		expect(statuses(rising({ '2020': '250', '2021': '240' }, above))[1]).toBe('Met in 2021');
	});
});

describe('years left of a pledge without a deadline', () => {
	const open = rising({ '2022': '150' }, { targets: [targetOf('200', null)] });
	const said = (asOf: string) => assess(open, asOf).sentence;

	it('count from the figure’s date and say so when that is past (no deadline)', () => {
		expect(said('2024-05-31')).toMatch(/to 2 years, counted from the end of 2022\.$/);
		expect(said('2024-06-30')).toMatch(
			/of 2022; on the quicker path the target would have been reached by Jun 2024\.$/
		);
		expect(said('2024-12-31')).toContain('on the quicker path');
		expect(said('2025-01-01')).toMatch(/; at that pace the target would have been reached by Dec 2024\.$/);
		const flat = rising({ '2022': '100' }, { targets: [targetOf('200', null)] });
		expect(assess(flat, '2040-01-01').sentence).not.toContain('would have been reached');
		const slow = rising({ '2022': '100.0000000001' }, { targets: [targetOf('200', null)] });
		expect(assess(slow, '2040-01-01').sentence).not.toContain('would have been reached');
	});
});

describe('a target that can be fulfilled from a stated day on', () => {
	const from2023 = (values: Record<string, string>, by: string | null, over: Over = {}) =>
		rising(values, { targets: [targetOf('200', by, { start: '2023-01-01' })], ...over });

	it('is not met by a figure of a period that ended before, which still counts for the ratio (target start)', () => {
		const early = from2023({ '2022': '205' }, '2025');
		expect(assess(early, '2023-01-31')).toMatchObject({ status: 'ON_TRACK', progress: 1.05, ratio: 2.625 });
		expect(flagsOf(early, '2023-01-31')).not.toContain('borderline');
		expect(['2026-01-01', '2027-01-01'].map((asOf) => assess(early, asOf).status)).toEqual([
			'AWAITING_FIGURE',
			'MISSED'
		]);
		expect(assess(from2023({ '2022': '205' }, null), '2023-01-31').status).toBe('NO_DEADLINE');
		const later = from2023({ '2022': '205', '2023': '190' }, '2025');
		expect(flagsOf(later, '2024-01-31')).not.toContain('met_then_lost');
		expect(assess(from2023({ '2022': '150', '2023': '205' }, '2025'), '2024-01-31').status).toBe('MET');
		expect(assess(from2023({ '2023-01-01': '205' }, '2025'), '2024-01-31').status).toBe('MET');
	});

	it('has nothing to be judged by before that day, where there is no baseline', () => {
		const result = assess(from2023({ '2022': '205' }, '2025', { baselines: [] }), '2023-01-31');
		expect(result.statusText).toBe('Not assessable: no figure since the pledge');
		expect(result.sentence).toContain('205 t in 2022, before the pledge could be fulfilled');
	});
});

describe('after the deadline', () => {
	const by2024 = (values: Record<string, string>, over: Over = {}) =>
		rising(values, { targets: [targetOf('200', '2024')], ...over });

	it('holds through the last day and passes on the next', () => {
		const facts = by2024({ '2023': '150' });
		expect(assess(facts, '2024-12-31').status).toBe('BEHIND');
		expect(assess(facts, '2025-01-01').status).toBe('AWAITING_FIGURE');
		expect([assess(facts, '2024-12-31').timeUsed, assess(facts, '2025-06-30').timeUsed]).toEqual([1, 1]);
		expect(assess(facts, '2024-12-30').timeUsed).toBeCloseTo(1460 / 1461, 12);
		expect(assess(facts, '2025-01-01').requiredPace).toBe(null);
		expect(assess(facts, '2020-06-30').timeUsed).toBe(0);
	});

	it('awaits the deadline period’s final figure for the grace, then decides on an older one and says so', () => {
		const facts = by2024({ '2023': '150' });
		expect(assess(facts, '2025-12-31')).toMatchObject({
			status: 'AWAITING_FIGURE',
			statusText: 'Awaiting the figure for 2024'
		});
		const decided = assess(facts, '2026-01-01');
		expect(decided).toMatchObject({ status: 'PARTLY_MET', statusText: 'Partly met, 50 %' });
		expect(decided.flags.map(({ flag }) => flag)).toContain('no_figure_at_deadline');
		const short = by2024({ '2023': '150' }, { targets: [targetOf('200', '2024', { graceDays: 30 })] });
		expect(assess(short, '2025-01-30').status).toBe('AWAITING_FIGURE');
		expect(assess(short, '2025-01-31').status).toBe('PARTLY_MET');
	});

	it('decides at once on a final figure of the deadline’s own period', () => {
		const facts = by2024({ '2023': '150', '2024': '180' });
		const result = assess(facts, '2025-01-01');
		expect(result.status).toBe('PARTLY_MET');
		expect(result.progress).toBe(0.8);
		expect(result.flags.map(({ flag }) => flag)).not.toContain('no_figure_at_deadline');
		expect(result.sentence).toContain('the deadline has passed and the target was partly met');
	});

	it('waits while that figure is provisional, unless it already satisfies the target', () => {
		const figure = (value: string) =>
			by2024(
				{},
				{ observations: [actualOf('150', '2023'), actualOf(value, '2024', { state: 'provisional' })] }
			);
		expect(assess(figure('180'), '2025-06-30').status).toBe('AWAITING_FIGURE');
		expect(assess(figure('180'), '2026-01-01').status).toBe('PARTLY_MET');
		expect(assess(figure('201'), '2025-06-30').status).toBe('MET');
		expect(flagsOf(figure('180'), '2026-01-01')).not.toContain('no_figure_at_deadline');
	});

	it('is missed without progress, or when the baseline had already satisfied the target', () => {
		expect(assess(by2024({ '2024': '100' }), '2025-01-01')).toMatchObject({
			status: 'MISSED',
			statusText: 'Missed'
		});
		expect(assess(by2024({ '2024': '90' }), '2025-01-01').status).toBe('MISSED');
		const lost = by2024({ '2024': '80' }, { targets: [targetOf('90', '2024')] });
		expect(assess(lost, '2025-01-01').status).toBe('MISSED');
		const strict = by2024(
			{ '2024': '200' },
			{ targets: [targetOf('200', '2024', { qualifier: 'more_than' })] }
		);
		expect(assess(strict, '2025-01-01').status).toBe('MISSED');
	});

	it('is met late when first satisfied later, with the days', () => {
		const result = assess(by2024({ '2024': '180', '2025': '200' }), '2026-01-31');
		expect(result).toMatchObject({ status: 'MET', statusText: 'Met, 365 days late' });
		expect(result.flags).toContainEqual({
			flag: 'met_late',
			note: 'The target was met 365 days after its deadline.'
		});
		expect(result.sentence).toContain(
			'which meets the target of at least 200 t by 2024, 365 days after the deadline'
		);
	});

	it('lets the deadline’s figure stand although a later one falls back', () => {
		const facts = by2024({ '2024': '205', '2025': '150' });
		const result = assess(facts, '2026-01-31');
		expect(result).toMatchObject({ status: 'MET', statusText: 'Met in 2024' });
		expect(result.flags.map(({ flag }) => flag)).toContain('met_then_lost');
		expect(result.flags.map(({ flag }) => flag)).not.toContain('met_late');
	});

	it('goes on judging a “keep” pledge', () => {
		const keep = { mode: 'keep' as const };
		expect(assess(by2024({ '2024': '205', '2025': '150' }, keep), '2026-01-31').status).toBe('PARTLY_MET');
		expect(assess(by2024({ '2024': '205', '2025': '150', '2026': '210' }, keep), '2027-01-31')).toMatchObject(
			{
				status: 'MET',
				statusText: 'Met in 2026'
			}
		);
		expect(
			assess(by2024({ '2024': '150', '2025': '150', '2026': '210' }, keep), '2027-01-31').statusText
		).toBe('Met, 730 days late');
		expect(assess(by2024({ '2023': '205' }, keep), '2025-06-30').status).toBe('AWAITING_FIGURE');
		const older = assess(by2024({ '2023': '205' }, keep), '2026-06-30');
		expect(older.status).toBe('MET');
		expect(older.flags.map(({ flag }) => flag)).toContain('no_figure_at_deadline');
	});

	it('awaits the figure although an older one satisfies the target and no progress can be measured', () => {
		const words = (facts: PledgeFacts) =>
			['2030-12-31', '2031-06-01', '2032-01-01'].map((asOf) => assess(facts, asOf).status);
		const held = ['MET', 'AWAITING_FIGURE', 'MET'];
		const keep = { mode: 'keep' as const };
		const bare = rising({ '2028': '250' }, { ...keep, baselines: [] });
		expect(words(bare)).toEqual(held);
		expect(assess(bare, '2031-06-01').sentence).toBe(
			'Goods trade turnover came to 250 t in 2028, against a target of at least 200 t by 2030; the deadline has passed and its final figure is awaited.'
		);
		const band = { kind: 'band' as const, targets: [targetOf(null, '2030', { low: '90', high: '110' })] };
		expect(words(rising({ '2028': '95' }, { ...band, baselines: [] }))).toEqual(held);
		expect(words(rising({ '2028': '100' }, { ...keep, targets: [targetOf('100', '2030')] }))).toEqual(held);
		const unmet = 'NOT_ASSESSABLE';
		expect(words(rising({ '2028': '150' }, { ...keep, baselines: [] }))).toEqual([unmet, unmet, unmet]);
	});

	it('does not call a “keep” pledge late that held before the deadline and after it', () => {
		const keep = { mode: 'keep' as const };
		const held = by2024({ '2021': '150', '2022': '205', '2025': '206' }, keep);
		expect(assess(held, '2026-01-31')).toMatchObject({ status: 'MET', statusText: 'Met in 2025' });
		const never = by2024({ '2022': '150', '2025': '206' }, keep);
		expect(assess(never, '2026-01-31').statusText).toBe('Met, 365 days late');
		const before = by2024({ '2022': '205', '2025': '206' }, { ...keep, occasionOn: '2023-03-03' });
		expect(assess(before, '2026-01-31').statusText).toBe('Met, 365 days late');
	});

	it('waits for the final figure of a “keep” pledge, unless a later figure has spoken', () => {
		const rough = (later: Record<string, string>) =>
			by2024(
				{},
				{
					mode: 'keep',
					observations: [
						actualOf('180', '2024', { state: 'provisional' }),
						...Object.entries(later).map(([on, value]) => actualOf(value, on))
					]
				}
			);
		expect(assess(rough({}), '2025-03-31').status).toBe('AWAITING_FIGURE');
		expect(assess(rough({ '2025-Q1': '170' }), '2025-03-31').status).toBe('PARTLY_MET');
		expect(assess(by2024({ '2024': '180' }, { mode: 'keep' }), '2025-03-31').status).toBe('PARTLY_MET');
	});

	it('lets the deadline’s figure decide “reach” once and for all, whatever was met before (3)', () => {
		const lost = by2024({ '2022': '205', '2024': '190' });
		expect(assess(lost, '2024-12-30').status).toBe('MET');
		for (const asOf of ['2025-01-01', '2025-06-30', '2029-01-01']) {
			expect(assess(lost, asOf).statusText).toBe('Partly met, 90 %');
			expect(flagsOf(lost, asOf)).toContain('met_then_lost');
		}
		expect(assess(lost, '2025-06-30').sentence).toContain(
			'the target was partly met; it was first met in 2022 and lost again: 190 t in 2024'
		);
		expect(assess(by2024({ '2022': '205', '2024': '95' }), '2025-06-30').status).toBe('MISSED');
		const late = by2024({ '2024': '190', '2025': '205', '2026': '150' });
		expect(assess(late, '2027-06-30').statusText).toBe('Met, 365 days late');
		expect(flagsOf(late, '2027-06-30')).toEqual(expect.arrayContaining(['met_late', 'met_then_lost']));
		const kept = assess(by2024({ '2024': '205', '2025': '150' }), '2026-06-30');
		expect(kept.reasons).toContain(
			'The pledge is read as “reach”: it is judged at its deadline, and a later loss is only said beside it.'
		);
	});

	it('waits for the deadline’s figure of a “reach” pledge that an older one satisfied (6)', () => {
		const early = by2024({ '2023': '205' });
		expect(assess(early, '2025-06-30').status).toBe('AWAITING_FIGURE');
		const decided = assess(early, '2026-01-01');
		expect(decided.statusText).toBe('Met in 2023');
		expect(decided.flags.map(({ flag }) => flag)).toContain('no_figure_at_deadline');
		const gap = by2024({ '2022': '205', '2023': '190' });
		expect(assess(gap, '2026-01-01').status).toBe('PARTLY_MET');
		expect(flagsOf(gap, '2026-01-01')).toContain('met_then_lost');
		for (const asOf of ['2025-12-31', '2026-01-01']) {
			const held = by2024({ '2023': '205', '2025-Q1': '206' });
			expect(assess(held, asOf).statusText).toBe('Met in Q1 2025');
			expect(flagsOf(held, asOf)).not.toContain('met_late');
		}
	});

	it('accepts a single day measured within the year that was stated', () => {
		const facts = by2024({ '2024-06-30': '180' });
		expect(assess(facts, '2025-01-01').status).toBe('PARTLY_MET');
		const quarter = by2024({ '2024-Q1': '180' });
		expect(assess(quarter, '2025-01-01').status).toBe('AWAITING_FIGURE');
		const year = rising({ '2024': '180' }, { targets: [targetOf('200', '2024-06-15')] });
		expect(assess(year, '2025-01-01').status).toBe('PARTLY_MET');
	});
});

describe('a band', () => {
	const inBand = (values: Record<string, string>, over: Over = {}) =>
		pledgeOf({
			kind: 'band',
			occasionOn: '2020-12-31',
			baselines: [baselineOf('70', '2020')],
			targets: [targetOf(null, '2028', { low: '90', high: '110' })],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
			...over
		});

	it('is met inside, both ends included', () => {
		const statuses = ['90', '110', '89.99', '110.01'].map(
			(value) => assess(inBand({ '2024': value }), '2025-01-31').status
		);
		expect(statuses).toEqual(['MET', 'MET', 'ON_TRACK', 'ON_TRACK']);
	});

	it('reads overshoot as a gap again', () => {
		const result = assess(inBand({ '2023': '100', '2024': '126' }), '2025-01-31');
		expect(result).toMatchObject({
			status: 'FAR_BEHIND',
			progress: 0.2,
			path: 'linear',
			ratios: { geometric: null }
		});
		expect(result.flags.map(({ flag }) => flag)).toContain('met_then_lost');
		expect(result.arithmetic[0]).toMatchObject({ formula: 'max(90 − 126; 0; 126 − 110)', result: '16 t' });
		expect(result.sentence).toContain('to between 90 and 110 t by 2028');
	});

	it('has gone the wrong way when it was left from inside', () => {
		const inside = { baselines: [baselineOf('100', '2020')] };
		expect(assess(inBand({ '2024': '120' }, inside), '2025-01-31')).toMatchObject({
			status: 'WRONG_WAY',
			ratio: null
		});
		expect(assess(inBand({ '2028': '120' }, inside), '2029-01-31').status).toBe('MISSED');
	});

	it('has a direction by its gap where no deadline was stated', () => {
		const open = { targets: [targetOf(null, null, { low: '90', high: '110' })], indicator: { limit: '20' } };
		expect(assess(inBand({ '2024': '75' }, open), '2025-01-31')).toMatchObject({
			status: 'NO_DEADLINE',
			direction: 'toward'
		});
		expect(assess(inBand({ '2024': '69.5' }, open), '2025-01-31').direction).toBe('away');
		expect(assess(inBand({ '2024': '70.9' }, open), '2025-01-31').direction).toBe('slowly toward');
		expect(assess(inBand({ '2024': '75' }, open), '2025-01-31').yearsLeft).toMatchObject({
			geometric: null,
			linear: 12
		});
	});

	it('may be open on one side or a single value', () => {
		const open = { targets: [targetOf(null, '2028', { low: '90' })] };
		expect(assess(inBand({ '2024': '500' }, open), '2025-01-31').status).toBe('MET');
		const top = { targets: [targetOf(null, '2028', { high: '60' })] };
		expect(assess(inBand({ '2024': '65' }, top), '2025-01-31').progress).toBe(0.5);
		const single = { targets: [targetOf('100', '2028')] };
		expect(assess(inBand({ '2024': '85' }, single), '2025-01-31').progress).toBe(0.5);
		expect(assess(inBand({ '2024': '85' }, { targets: [targetOf(null, '2028')] }), '2025-01-31').status).toBe(
			'NOT_ASSESSABLE'
		);
	});
});

describe('counting from zero', () => {
	const items = (values: Record<string, string>, over: Over = {}) =>
		pledgeOf({
			kind: 'count',
			occasionOn: '2020-12-31',
			indicator: { unit: 'items', title: 'Items exported', aggregation: 'count' },
			targets: [targetOf('80', '2030-12-31')],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
			...over
		});

	it('starts at nothing on the day of the pledge', () => {
		const result = assess(items({ '2021-12-31': '1' }), '2022-01-31');
		expect(result).toMatchObject({
			status: 'FAR_BEHIND',
			progress: 0.0125,
			path: 'linear',
			requiredPace: { growth: null }
		});
		expect(result.reasons).toContain('Counted from zero on the day of the pledge.');
		expect(result.sentence).toContain(
			'Items exported came to 1 item on 31 Dec 2021, 1 % of at least 80 items by 31 Dec 2030'
		);
	});

	it('is straight whatever path was fixed', () => {
		const facts = items(
			{ '2025-12-31': '60' },
			{ path: 'geometric', baselines: [baselineOf('40', '2020-12-31')] }
		);
		expect(assess(facts, '2026-01-31')).toMatchObject({ path: 'linear', ratios: { geometric: null } });
	});
});
