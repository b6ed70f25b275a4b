import { describe, expect, it } from 'vitest';
import type { PledgeFacts } from './commitment.ts';
import {
	actualOf,
	baselineOf,
	checkOf,
	orderOf,
	pledgeOf,
	planPoint,
	scoreOf,
	stepOf,
	targetOf
} from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];
const flagsOf = (facts: PledgeFacts, asOf: string) => assess(facts, asOf).flags.map(({ flag }) => flag);

describe('no deadline', () => {
	const open = (value: string, over: Over = {}) =>
		pledgeOf({
			occasionOn: '2020-12-31',
			baselines: [baselineOf('100', '2020')],
			targets: [targetOf('200', null)],
			observations: [actualOf('110', '2022'), actualOf(value, '2024')],
			...over
		});

	it('has a direction and no ratio, whatever the figure says', () => {
		const words = ['110', '103', '101', '100', '99'].map((value) => {
			const { status, direction, ratio, path } = assess(open(value), '2026-01-31');
			return [status, direction, ratio, path];
		});
		expect(words.map(([status, , ratio, path]) => [status, ratio, path])).toEqual(
			Array(5).fill(['NO_DEADLINE', null, null])
		);
		expect(words.map(([, direction]) => direction)).toEqual([
			'toward',
			'slowly toward',
			'flat',
			'flat',
			'away'
		]);
		expect(assess(open('101'), '2026-01-31').statusText).toBe('No deadline, flat');
	});

	it('counts the years left from the figure’s own date, on both paths', () => {
		const result = assess(open('150'), '2026-11-23');
		expect(result.yearsLeft?.from).toBe('2024-12-31');
		expect(result.yearsLeft?.linear).toBe(4);
		expect(result.yearsLeft?.geometric).toBeCloseTo((Math.log(200 / 150) / Math.log(150 / 100)) * 4, 12);
		expect(result.sentence).toBe(
			'Goods trade turnover came to 150 t in 2024, 50 % of the way from 100 t in 2020 to at least 200 t, moving toward it; no deadline was stated; at the pace so far that leaves 2.9 to 4 years, counted from the end of 2024.'
		);
		expect(assess(open('90'), '2026-01-31').yearsLeft).toMatchObject({ geometric: null, linear: null });
		expect(assess(open('100'), '2026-01-31').sentence).not.toContain('years');
	});

	it('is met when the target is reached, and has a direction even without a target', () => {
		expect(assess(open('200'), '2026-01-31')).toMatchObject({ status: 'MET', direction: null });
		expect(assess(open('150', { targets: [] }), '2026-01-31')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			direction: 'toward'
		});
	});

	it('narrows the bands near a natural limit', () => {
		const share = (limit: string | null) =>
			open('', {
				indicator: { unit: '%', limit },
				baselines: [baselineOf('66.6', '2020')],
				targets: [targetOf('90', null)],
				observations: [actualOf('67.8', '2024')]
			});
		expect(assess(share('100'), '2026-01-31').direction).toBe('slowly toward');
		expect(assess(share(null), '2026-01-31').direction).toBe('flat');
	});

	it('falls back on the plain direction where growth does not exist', () => {
		const from = (b: string, x: string) =>
			assess(open(x, { baselines: [baselineOf(b, '2020')] }), '2026-01-31').direction;
		expect([from('0', '1'), from('-5', '3'), from('5', '-3'), from('0', '0')]).toEqual([
			'toward',
			'toward',
			'away',
			'flat'
		]);
	});
});

describe('annual rate', () => {
	const floor = (values: Record<string, string>, over: Over = {}) =>
		pledgeOf({
			kind: 'annual_rate',
			occasionOn: '2022-10-15',
			indicator: { title: 'Gas imported', unit: 'bcm', aggregation: 'annual_flow' },
			targets: [targetOf('1.5', null, { per: 'year' })],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
			...over
		});
	const part = (value: string, year: number, over = {}) =>
		actualOf(value, String(year), {
			period: { start: `${year}-01-01`, end: `${year}-09-30` },
			partial: true,
			...over
		});
	const ceiling = { targets: [targetOf('1.5', null, { per: 'year' as const, qualifier: 'up_to' as const })] };

	it('gives the verdict of the latest complete year and the years met', () => {
		const result = assess(floor({ '2023': '1.2', '2024': '1.6', '2025': '1.5' }), '2026-03-01');
		expect(result).toMatchObject({
			status: 'MET',
			statusText: 'Met in 2025, 2 of 3 years',
			tally: { done: 2, of: 3 },
			attainment: 1
		});
		expect(result.sentence).toBe(
			'Gas imported came to 1.5 bcm in 2025, which meets the target of at least 1.5 bcm a year; 2 of 3 complete years met it.'
		);
		expect(result.observationIds).toHaveLength(3);
		const missed = assess(floor({ '2023': '1.2' }), '2024-03-01');
		expect(missed).toMatchObject({ status: 'MISSED', statusText: 'Missed in 2023, 0 of 1 year' });
	});

	it('counts no year that began before the promise, or outside its window', () => {
		expect(assess(floor({ '2022': '2', '2023': '1' }), '2024-03-01').tally).toEqual({ done: 0, of: 1 });
		const window = { targets: [targetOf('1.5', '2024', { per: 'year', start: '2024-01-01' })] };
		expect(assess(floor({ '2023': '1', '2024': '2', '2025': '1' }, window), '2026-03-01')).toMatchObject({
			status: 'MET',
			tally: { done: 1, of: 1 }
		});
	});

	it('judges nothing while the first year runs, and never holds part of a year against the target', () => {
		const running = assess(floor({}, { observations: [part('2', 2023)] }), '2023-10-15');
		expect(running).toMatchObject({
			status: 'IN_PROGRESS',
			statusText: 'In progress, 2023 still runs',
			tally: { done: 0, of: 0 }
		});
		expect(running.sentence).toBe(
			'Gas imported came to 2 bcm in Jan–Sep 2023; the year still runs and no verdict is given before it ends.'
		);
		expect(running.observationIds).toEqual([running.figure?.id]);
		const rough = assess(
			floor({}, { observations: [part('2', 2023, { state: 'provisional' })] }),
			'2023-10-15'
		);
		expect(rough.sentence).toContain('in Jan–Sep 2023 (provisional);');
		expect(assess(floor({}, { observations: [part('2', 2023)] }), '2023-09-30').status).toBe('IN_PROGRESS');
		expect(assess(floor({}, { observations: [part('2', 2022)] }), '2023-09-30').statusText).toBe(
			'Not assessable: no complete year'
		);
		expect(assess(floor({}, { observations: [part('2', 2023)] }), '2023-09-29').statusText).toBe(
			'Not assessable: no figure'
		);
		expect(assess(floor({}, { observations: [part('2', 2023)] }), '2024-01-01')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: no complete year'
		});
		const later = assess(
			floor({ '2023': '1.6' }, { observations: [actualOf('1.6', '2023'), part('0.1', 2024)] }),
			'2024-10-15'
		);
		expect(later.status).toBe('MET');
		expect(later.detail).toMatchObject({ running: { figure: { value: '0.1' } } });
	});

	it('takes the year that its stated start opens', () => {
		const fiscal = { targets: [targetOf('1.5', null, { per: 'year' as const, start: '2023-04-01' })] };
		const half = actualOf('0.9', '2023', {
			period: { start: '2023-04-01', end: '2023-09-30' },
			partial: true
		});
		const running = assess(floor({}, { ...fiscal, observations: [half] }), '2023-10-15');
		expect(running).toMatchObject({
			status: 'IN_PROGRESS',
			statusText: 'In progress, Apr 2023 – Mar 2024 still runs'
		});
		expect(running.timeUsed).toBeCloseTo(198 / 366, 12);
		expect(assess(floor({}, { ...fiscal, observations: [half] }), '2024-03-31').status).toBe('IN_PROGRESS');
		expect(assess(floor({}, { ...fiscal, observations: [half] }), '2024-04-01').status).toBe(
			'NOT_ASSESSABLE'
		);
		const whole = actualOf('1.6', '2023', { period: { start: '2023-04-01', end: '2024-03-31' } });
		const complete = floor({}, { ...fiscal, observations: [whole, actualOf('9', '2024')] });
		expect(assess(complete, '2025-02-01')).toMatchObject({ status: 'MET', figure: { value: '1.6' } });
		const january = floor(
			{},
			{
				targets: [targetOf('1.5', null, { start: '2023-01-01' })],
				observations: [actualOf('1.6', '2023')]
			}
		);
		expect(assess(january, '2024-02-01').status).toBe('MET');
	});

	it('projects a running year by the median share of two or more earlier years, with the range', () => {
		const facts = floor(
			{},
			{
				observations: [
					...[
						['2023', '0.8', '1'],
						['2024', '0.5', '1'],
						['2025', '0.6', '1']
					].flatMap(([year, ytd, whole]) => [
						part(ytd as string, Number(year)),
						actualOf(whole as string, year as string)
					]),
					part('0.9', 2026)
				]
			}
		);
		const { detail } = assess(facts, '2026-10-31');
		expect(detail).toMatchObject({
			running: { sameMonthsBefore: { value: '0.6' }, projection: { method: 'seasonal' } }
		});
		const projection = detail?.kind === 'annual' ? detail.running?.projection : null;
		expect(projection?.value).toBeCloseTo(1.5, 12);
		expect(projection?.low).toBeCloseTo(1.125, 12);
		expect(projection?.high).toBeCloseTo(1.8, 12);
	});

	it('needs two earlier years for a projection by season, of the same months', () => {
		const years = (count: number) =>
			[2022, 2023].slice(0, count).flatMap((year) => [part('0.5', year), actualOf('1', String(year))]);
		const methodOf = (observations: ReturnType<typeof actualOf>[]) => {
			const { detail } = assess(floor({}, { observations }), '2024-10-31');
			return detail?.kind === 'annual' ? detail.running?.projection : null;
		};
		const whole = actualOf('1', '2023');
		expect(methodOf([...years(2), part('0.9', 2024)])).toEqual({
			method: 'seasonal',
			value: 1.8,
			low: 1.8,
			high: 1.8
		});
		expect(methodOf([...years(1), whole, part('0.9', 2024)])?.method).toBe('pro rata by days');
		const other = actualOf('0.2', '2023', {
			period: { start: '2023-01-01', end: '2023-06-30' },
			partial: true
		});
		expect(methodOf([...years(1), whole, other, part('0.9', 2024)])?.method).toBe('pro rata by days');
		const nothing = part('0', 2023);
		expect(methodOf([...years(1), whole, nothing, part('0.9', 2024)])?.method).toBe('pro rata by days');
	});

	it('projects pro rata by days with fewer, and says so', () => {
		const facts = floor({}, { observations: [actualOf('1', '2023'), part('0.8', 2023), part('0.9', 2024)] });
		const { detail } = assess(facts, '2024-10-31');
		const projection = detail?.kind === 'annual' ? detail.running?.projection : null;
		expect(projection).toMatchObject({ method: 'pro rata by days' });
		expect(projection?.value).toBeCloseTo((0.9 * 366) / 274, 12);
	});

	it('reports the use of a ceiling and never calls less a failure', () => {
		const use = (value: string, qualifier: 'exactly' | 'about' = 'exactly') => {
			const { status, statusText, group } = assess(
				floor({}, { ...ceiling, observations: [actualOf(value, '2024', { qualifier })] }),
				'2025-06-30'
			);
			return [status, statusText, group];
		};
		expect(use('0')).toEqual(['NOT_STARTED', 'Not started', 'in_progress']);
		expect(use('1.2')).toEqual(['IN_USE', 'In use, 80 %', 'in_progress']);
		expect(use('1.5')).toEqual(['FULLY_USED', 'Fully used, 100 %', 'met']);
		expect(use('1.6')).toEqual(['EXCEEDED', 'Exceeded, 106 %', 'in_progress']);
		expect(use('1.45', 'about')[0]).toBe('FULLY_USED');
		expect(use('1.45')[0]).toBe('IN_USE');
		expect(use('1.4925')[0]).toBe('FULLY_USED');
		expect(use('1.4924')[0]).toBe('IN_USE');
		expect(use('1.5075')[0]).toBe('FULLY_USED');
		expect(use('1.5076')[0]).toBe('EXCEEDED');
		const result = assess(floor({ '2024': '1.2' }, ceiling), '2025-06-30');
		expect(result.tally).toBe(null);
		expect(result.arithmetic).toMatchObject([
			{ label: 'Share of the ceiling', formula: '1.2 ÷ 1.5', result: '80 %' }
		]);
		expect(assess(floor({ '2024': '1.2' }), '2025-06-30').arithmetic[0]?.label).toBe(
			'Share of the year’s target'
		);
		expect(result.sentence).toBe(
			'Gas imported came to 1.2 bcm in 2024, 80 % of a ceiling of 1.5 bcm a year; less than a ceiling is no failure.'
		);
	});

	it('awaits the last year’s figure after the deadline, then decides on an older one', () => {
		const until = { targets: [targetOf('1.5', '2025', { per: 'year' })] };
		expect(assess(floor({ '2024': '1.6' }, until), '2025-12-31').status).toBe('MET');
		expect(assess(floor({ '2024': '1.6' }, until), '2026-01-01')).toMatchObject({
			status: 'AWAITING_FIGURE',
			statusText: 'Awaiting the figure for 2025'
		});
		const decided = floor({ '2024': '1.6' }, until);
		expect(assess(decided, '2026-12-31').status).toBe('AWAITING_FIGURE');
		expect(assess(decided, '2027-01-01').status).toBe('MET');
		expect(flagsOf(decided, '2027-01-01')).toContain('no_figure_at_deadline');
		expect(assess(floor({ '2024': '1.6', '2025': '1' }, until), '2026-01-31').status).toBe('MISSED');
		expect(flagsOf(floor({ '2025': '1' }, until), '2026-01-31')).not.toContain('no_figure_at_deadline');
		const rough = floor({}, { ...until, observations: [actualOf('1', '2025', { state: 'provisional' })] });
		expect(assess(rough, '2026-01-31').status).toBe('AWAITING_FIGURE');
		const enough = floor({}, { ...until, observations: [actualOf('2', '2025', { state: 'provisional' })] });
		expect(assess(enough, '2026-01-31').status).toBe('MET');
	});

	it('says when reporters disagree about the deciding year, and asks when none comes first', () => {
		const two = { observations: [actualOf('1.6', '2024'), actualOf('1.2', '2024', { reporter: 'B' })] };
		const result = assess(floor({}, { ...two, reporterOrders: [orderOf(['A', 'B'])] }), '2025-06-30');
		expect(result).toMatchObject({ status: 'MET', others: [{ status: 'MISSED' }] });
		expect(result.sentence).toContain(
			'reporters disagree: A states 1.6 bcm in 2024, B 1.2 bcm, which would be missed'
		);
		expect(assess(floor({}, two), '2025-06-30').statusText).toBe('Not assessable: choose a reporter');
	});

	it('needs a target and a figure', () => {
		expect(assess(floor({ '2024': '1' }, { targets: [] }), '2025-06-30').statusText).toBe(
			'Not assessable: no target'
		);
		expect(assess(floor({}), '2025-06-30').statusText).toBe('Not assessable: no figure');
	});
});

describe('cumulative total', () => {
	const total = (values: Record<string, string>, over: Over = {}) =>
		pledgeOf({
			kind: 'cumulative',
			occasionOn: '2022-10-15',
			indicator: { title: 'Aid delivered', aggregation: 'cumulative' },
			targets: [targetOf('400', '2026', { start: '2023-01-01' })],
			observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
			...over
		});

	it('compares the sum with the share of the time, in whole periods', () => {
		const result = assess(total({ '2023': '80', '2024': '100' }), '2025-03-01');
		expect(result).toMatchObject({
			status: 'BEHIND',
			ratio: 0.9,
			progress: 0.45,
			path: 'linear',
			figure: { value: '180', id: null }
		});
		expect(result.sentence).toBe(
			'Aid delivered came to 180 t in 2023–2024, 45 % of at least 400 t by 2026: behind, at 90 % of the pace needed; from here it takes 110 t a year.'
		);
		expect(result.observationIds).toHaveLength(2);
		const quarters = assess(total({ '2023-Q1': '25', '2023-Q2': '25' }), '2023-09-01');
		expect(quarters.ratio).toBe(1);
	});

	it('measures days when the deadline is a day', () => {
		const facts = total(
			{ '2023': '100' },
			{ targets: [targetOf('400', '2026-12-31', { start: '2023-01-01' })] }
		);
		expect(assess(facts, '2024-03-01').ratio).toBeCloseTo(0.25 / (365 / 1461), 12);
	});

	it('starts after the baseline, or with the first figure since the pledge', () => {
		const since = total(
			{ '2022': '500', '2023': '100' },
			{ targets: [targetOf('400', '2026')], baselines: [baselineOf('7', '2022')] }
		);
		expect(assess(since, '2024-03-01')).toMatchObject({ ratio: 1, figure: { value: '100' } });
		const open = total({ '2022': '500', '2023': '100' }, { targets: [targetOf('400', '2026')] });
		expect(assess(open, '2024-03-01').figure?.value).toBe('100');
	});

	it('follows the plan where there is one', () => {
		const target = targetOf('400', '2026', { start: '2023-01-01' });
		const facts = total(
			{ '2023': '40', '2024': '40' },
			{
				targets: [target],
				trajectory: [planPoint(target, '2023-12-31', '50'), planPoint(target, '2024-12-31', '100')]
			}
		);
		const result = assess(facts, '2025-03-01');
		expect(result.ratio).toBe(0.8);
		expect(result.arithmetic.map(({ rule }) => rule)).toContain('R = S ÷ planned');
	});

	it('falls back on the share of the time where nothing was planned yet', () => {
		const target = targetOf('400', '2026', { start: '2023-01-01' });
		const facts = total(
			{ '2023': '50' },
			{ targets: [target], trajectory: [planPoint(target, '2023-12-31', '0')] }
		);
		expect(assess(facts, '2024-03-01').ratio).toBe(0.5);
		const small = total(
			{ '2023': '50' },
			{ targets: [target], trajectory: [planPoint(target, '2023-12-31', '0.2')] }
		);
		expect(assess(small, '2024-03-01').ratio).toBe(250);
	});

	it('has only a lower bound with a sub-period missing', () => {
		const gap = total({ '2023': '80', '2025': '100' });
		expect(assess(gap, '2026-03-01')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: sub-periods missing',
			detail: { missing: [{ start: '2024-01-01', end: '2024-12-31' }] }
		});
		expect(assess(gap, '2026-03-01').sentence).toContain(
			'came to at least 180 t in 2023–2025; figures are missing for 2024'
		);
		expect(assess(total({ '2023': '200', '2025': '150' }), '2026-03-01').status).toBe('ON_TRACK');
		expect(assess(total({ '2023': '200', '2025': '250' }), '2026-03-01').status).toBe('MET');
		expect(assess(total({ '2024': '100' }), '2025-03-01').statusText).toBe(
			'Not assessable: sub-periods missing'
		);
		expect(assess(total({ '2023': '-10', '2025': '500' }), '2026-03-01').statusText).toBe(
			'Not assessable: sub-periods missing'
		);
	});

	it('refuses overlapping periods of one reporter and never sums quarter and year', () => {
		const both = total({ '2023': '100', '2023-Q4': '30' });
		expect(assess(both, '2024-03-01')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: periods overlap'
		});
		const ranked = total(
			{},
			{
				reporterOrders: [orderOf(['A', 'B'])],
				observations: [
					actualOf('100', '2023'),
					actualOf('30', '2023-Q4', { reporter: 'B' }),
					actualOf('90', '2024', { reporter: 'B' })
				]
			}
		);
		expect(assess(ranked, '2025-03-01').figure?.value).toBe('190');
		const early = total(
			{},
			{
				reporterOrders: [orderOf(['A', 'B'])],
				observations: [actualOf('30', '2023-Q1', { reporter: 'B' }), actualOf('100', '2023')]
			}
		);
		expect(assess(early, '2025-03-01').figure?.value).toBe('100');
		const turned = { ...ranked, observations: [...ranked.observations].reverse() };
		expect(assess(turned, '2025-03-01').figure?.value).toBe('190');
		expect(assess(ranked, '2025-03-01').flags.map(({ flag }) => flag)).toContain('single_source');
		const part = actualOf('70', '2023', {
			period: { start: '2023-01-01', end: '2023-09-30' },
			partial: true
		});
		const whole = total({}, { observations: [part, actualOf('100', '2023')] });
		expect(assess(whole, '2024-03-01').figure?.value).toBe('100');
		expect(assess(total({}, { observations: [part] }), '2023-11-01').figure?.value).toBe('70');
	});

	it('awaits the last sub-period after the deadline', () => {
		const three = { '2023': '100', '2024': '100', '2025': '100' };
		expect(assess(total(three), '2027-01-01').status).toBe('AWAITING_FIGURE');
		expect(assess(total({ ...three, '2026': '50' }), '2027-01-01')).toMatchObject({
			status: 'PARTLY_MET',
			progress: 0.875
		});
		expect(assess(total({ ...three, '2026': '100' }), '2027-01-01').status).toBe('MET');
		expect(assess(total({ ...three, '2026': '50', '2027': '50' }), '2028-01-31').statusText).toBe(
			'Met, 365 days late'
		);
		expect(assess(total(three), '2028-01-01').status).toBe('PARTLY_MET');
	});

	it('reads a total that was promised as a most as a ceiling', () => {
		const most = { targets: [targetOf('400', '2026', { start: '2023-01-01', qualifier: 'up_to' })] };
		expect(assess(total({ '2023': '80' }, most), '2024-03-01')).toMatchObject({
			status: 'IN_USE',
			statusText: 'In use, 20 %'
		});
		expect(assess(total({ '2023': '500' }, most), '2024-03-01').status).toBe('EXCEEDED');
		const after = total({ '2023': '80', '2024': '100', '2025': '100', '2026': '100', '2027': '500' }, most);
		expect(assess(after, '2028-03-01').statusText).toBe('In use, 95 %');
		const open = { targets: [targetOf('400', null, { start: '2023-01-01', qualifier: 'up_to' })] };
		expect(assess(total({ '2023': '80' }, open), '2024-03-01').status).toBe('IN_USE');
		const nothing = { targets: [targetOf('0', '2026', { start: '2023-01-01', qualifier: 'up_to' })] };
		expect(assess(total({ '2023': '5' }, nothing), '2024-03-01')).toMatchObject({
			status: 'EXCEEDED',
			statusText: 'Exceeded',
			arithmetic: []
		});
	});

	it('has no deadline where none was stated', () => {
		const open = total(
			{ '2023': '80', '2024': '100' },
			{ targets: [targetOf('400', null, { start: '2023-01-01' })] }
		);
		expect(assess(open, '2025-03-01')).toMatchObject({
			status: 'NO_DEADLINE',
			direction: 'toward',
			yearsLeft: { geometric: null }
		});
	});

	it('marks a total with a provisional part', () => {
		const facts = total(
			{},
			{ observations: [actualOf('80', '2023', { state: 'provisional' }), actualOf('100', '2024')] }
		);
		expect(flagsOf(facts, '2025-03-01')).toContain('provisional');
		const last = total(
			{},
			{ observations: [actualOf('80', '2023'), actualOf('100', '2024', { state: 'provisional' })] }
		);
		expect(assess(last, '2025-03-01')).toMatchObject({
			figure: { state: 'provisional', qualifier: 'exactly' }
		});
		expect(flagsOf(last, '2025-03-01')).toContain('provisional');
		const rough = total(
			{},
			{ observations: [actualOf('80', '2023', { qualifier: 'more_than' }), actualOf('100', '2024')] }
		);
		expect(assess(rough, '2025-03-01').figure?.qualifier).toBe('about');
	});
});

describe('milestones', () => {
	const project = (steps: ReturnType<typeof stepOf>[], over: Over = {}) =>
		pledgeOf({ kind: 'milestones', occasionOn: '2022-10-15', indicator: null, steps, ...over });

	it('is met when all are done, with the days late', () => {
		const late = project([
			stepOf('A', { due: '2024-06-30', done: '2024-08-01' }),
			stepOf('B', { due: '2025-06-30', done: '2025-07-10' })
		]);
		const result = assess(late, '2025-12-31');
		expect(result).toMatchObject({
			status: 'MET',
			statusText: 'Met, 10 days late',
			tally: { done: 2, of: 2 },
			detail: { daysLate: 10 }
		});
		expect(result.flags.map(({ flag }) => flag)).toEqual(['met_late']);
		expect(result.sentence).toBe(
			'Both stages are done, the last on 10 Jul 2025; “A” came 32 days late and “B” came 10 days late.'
		);
		const intime = project([stepOf('A', { due: '2024-06-30', done: '2024-06-30' })]);
		expect(assess(intime, '2025-12-31')).toMatchObject({
			status: 'MET',
			statusText: 'Met, 1 of 1 stage',
			flags: []
		});
		const whole = project([stepOf('A', { done: '2025-01-10' })], { targets: [targetOf(null, '2024')] });
		expect(assess(whole, '2025-12-31').detail).toMatchObject({ daysLate: 10 });
	});

	it('is behind from the day after something fell due, with the days', () => {
		const facts = project([stepOf('A', { due: '2024-06-30' }), stepOf('B', { done: '2023-01-01' })]);
		expect(assess(facts, '2024-06-30').status).toBe('NOT_DUE_YET');
		const result = assess(facts, '2024-07-10');
		expect(result).toMatchObject({
			status: 'BEHIND',
			statusText: 'Behind, 1 of 2 stages',
			detail: { overdueDays: 10 }
		});
		expect(result.reasons).toContain('“A” was due on 30 Jun 2024, 10 days ago.');
		expect(result.sentence).toBe('1 of 2 stages is done; “A” was due on 30 Jun 2024 and is 10 days overdue.');
	});

	it('is overdue since the earliest open date', () => {
		const facts = project([
			stepOf('B', { due: '2024-06-30' }),
			stepOf('A', { due: '2024-01-31' }),
			stepOf('C', { done: '2023-01-01' })
		]);
		const result = assess(facts, '2024-07-31');
		expect(result).toMatchObject({
			status: 'BEHIND',
			detail: { overdueDays: 182, nextDue: null, daysLate: null }
		});
		expect(result.sentence).toContain('the longest “A”, due on 31 Jan 2024, by 182 days');
		expect(result.reasons).toHaveLength(2);
		expect(result.observationIds).toEqual([facts.steps[2]?.done[0]?.id]);
		expect(assess(facts, '2024-01-31').detail).toMatchObject({ nextDue: '2024-01-31', overdueDays: null });
	});

	it('counts k of n while undated stages are open, with the next date and what came late', () => {
		const facts = project([
			stepOf('Bridge', { due: '2024-06-30', done: '2025-11-02' }),
			stepOf('Section', { done: '2025-11-02' }),
			stepOf('Border', { due: '2026-12-31' }),
			stepOf('Highway')
		]);
		const result = assess(facts, '2026-11-23');
		expect(result).toMatchObject({
			status: 'IN_PROGRESS',
			statusText: '2 of 4 stages',
			nextChangeOn: expect.any(String),
			detail: {
				nextDue: '2026-12-31',
				cameLate: [{ title: 'Bridge', days: 490 }],
				planned: 0.25,
				earned: 0.25,
				spi: 1
			}
		});
		expect(result.sentence).toBe(
			'2 of 4 stages are done; 1 open stage has no stated date; the next date is 31 Dec 2026; “Bridge” came 490 days late.'
		);
		expect(assess(facts, '2027-01-01').status).toBe('BEHIND');
	});

	it('is not due yet, then on track, when every stage has a date', () => {
		const facts = project([
			stepOf('A', { due: '2024-06-30', done: '2024-06-30' }),
			stepOf('B', { due: '2025-06-30' })
		]);
		expect(assess(facts, '2024-06-29')).toMatchObject({ status: 'NOT_DUE_YET', tally: { done: 0, of: 2 } });
		expect(assess(facts, '2024-06-30')).toMatchObject({
			status: 'ON_TRACK',
			statusText: 'On track, 1 of 2 stages'
		});
		expect(assess(facts, '2025-06-30').status).toBe('ON_TRACK');
		expect(assess(facts, '2025-07-01').status).toBe('BEHIND');
		const early = project([
			stepOf('A', { due: '2024-06-30', done: '2024-01-31' }),
			stepOf('B', { due: '2025-06-30' })
		]);
		expect(assess(early, '2024-03-01')).toMatchObject({
			status: 'NOT_DUE_YET',
			detail: { planned: 0, earned: 0.5, spi: null }
		});
	});

	it('earns credit by weight, scaled to 1, or equally where a weight is missing', () => {
		const weighed = (second: string | null) =>
			project([
				stepOf('A', { weight: '30', due: '2024-01-31', done: '2024-01-31' }),
				stepOf('B', { weight: second, due: '2024-06-30' }),
				stepOf('C', { weight: '60', due: '2025-06-30' })
			]);
		expect(assess(weighed('10'), '2024-07-01').detail).toMatchObject({
			planned: 0.4,
			earned: 0.3,
			spi: 0.3 / 0.4
		});
		expect(assess(weighed(null), '2024-07-01').detail).toMatchObject({ earned: 1 / 3, spi: 0.5 });
		expect(
			assess(project([stepOf('A', { weight: '0', due: '2024-01-31' })]), '2024-02-01').detail
		).toMatchObject({ planned: 1 });
	});

	it('does not count what was done before the occasion', () => {
		const facts = project([stepOf('Planned', { done: '2022-07-04' }), stepOf('Signed'), stepOf('Built')]);
		expect(assess(facts, '2026-11-23')).toMatchObject({ status: 'IN_PROGRESS', statusText: '0 of 2 stages' });
		expect(assess(facts, '2026-11-23').reasons).toContain('1 stage done before the pledge does not count.');
		expect(assess(project([stepOf('Signed', { done: '2022-10-15' })]), '2026-11-23').status).toBe('MET');
		expect(assess(project([stepOf('Planned', { done: '2022-07-04' })]), '2026-11-23').status).toBe(
			'NOT_ASSESSABLE'
		);
		expect(assess(project([]), '2026-11-23').statusText).toBe('Not assessable: no stages');
	});

	it('is overdue as a whole when the pledge’s own date has passed', () => {
		const facts = project([stepOf('A'), stepOf('B', { done: '2023-01-01' })], {
			targets: [targetOf(null, '2024')]
		});
		expect(assess(facts, '2024-12-31')).toMatchObject({
			status: 'IN_PROGRESS',
			detail: { nextDue: '2024-12-31' }
		});
		expect(assess(facts, '2025-01-02')).toMatchObject({ status: 'BEHIND', detail: { overdueDays: 2 } });
		expect(assess(facts, '2025-01-02').sentence).toContain(
			'the pledge was due by 2024 and is 2 days overdue'
		);
	});

	it('takes back a step that was corrected to “not done”', () => {
		const step = stepOf('A', { done: '2023-01-01' });
		const wrong = step.done[0];
		if (!wrong) throw new Error('The step has no record.');
		const undone = {
			...wrong,
			id: 'undo',
			seq: wrong.seq + 1,
			supersedes: wrong.id,
			undone: true,
			recordedOn: '2023-06-01'
		};
		const facts = project([{ ...step, done: [wrong, undone] }]);
		expect(assess(facts, '2023-05-31').status).toBe('MET');
		expect(assess(facts, '2023-06-01')).toMatchObject({ status: 'IN_PROGRESS', statusText: '0 of 1 stage' });
		expect(assess(facts, '2023-06-01').sentence).toBe(
			'The one stage is not done; 1 open stage has no stated date.'
		);
	});
});

describe('events in a window', () => {
	const events = (done: (string | [string, string] | null)[], over: Over = {}) =>
		pledgeOf({
			kind: 'events_in_window',
			occasionOn: '2022-10-15',
			indicator: null,
			targets: [targetOf(null, '2024', { start: '2023-01-01' })],
			steps: done.map((on, at) => stepOf(`Event ${at + 1}`, { type: 'event', ...(on ? { done: on } : {}) })),
			...over
		});
	const statusOf = (facts: PledgeFacts, asOf: string) => assess(facts, asOf).status;

	it('opens and closes with its first and last day', () => {
		const facts = events([null, null]);
		expect(statusOf(facts, '2022-12-31')).toBe('NOT_OPEN');
		expect(statusOf(facts, '2023-01-01')).toBe('OPEN');
		expect(statusOf(facts, '2024-12-31')).toBe('OPEN');
		expect(statusOf(facts, '2025-01-01')).toBe('MISSED');
		expect(assess(facts, '2022-12-31').statusText).toBe('Window opens on 1 Jan 2023');
	});

	it('is k of m with the share of the time gone, never on or off track', () => {
		const result = assess(events(['2024-03-01', null]), '2024-06-30');
		expect(result).toMatchObject({
			status: 'OPEN',
			statusText: '1 of 2 held, window open',
			tally: { done: 1, of: 2 },
			ratio: null
		});
		expect(result.timeUsed).toBeCloseTo(547 / 731, 12);
		expect(result.arithmetic.map(({ formula, result: value }) => [formula, value])).toEqual([
			['1 of 2', '1 of 2'],
			['547 ÷ 731 days', '74 %']
		]);
		expect(assess(events([null]), '2022-12-31').arithmetic[1]?.formula).toBe('0 ÷ 731 days');
		expect(assess(events([null]), '2025-06-30').arithmetic[1]?.formula).toBe('731 ÷ 731 days');
		expect(assess(events([null]), '2024-06-30').sentence).toMatch(
			/^The one event is not recorded as held by 30 Jun 2024/
		);
		expect(result.sentence).toBe(
			'1 of 2 events was held by 30 Jun 2024, with 74 % of the window 2023–2024 gone.'
		);
	});

	it('is met when all are held, and partly met when some are and the window has closed', () => {
		expect(statusOf(events(['2023-01-01', '2024-12-31']), '2024-12-31')).toBe('MET');
		expect(assess(events(['2023-05-05', null]), '2025-01-01')).toMatchObject({
			status: 'PARTLY_MET',
			statusText: 'Partly met, 1 of 2 held'
		});
		expect(assess(events([['2024-06-25', '2024-06-27'], '2024-10-09']), '2024-10-09').sentence).toBe(
			'Both events were held within 2023–2024, the last on 9 Oct 2024.'
		);
	});

	it('does not count what was held outside, and shows it', () => {
		const late = assess(events(['2023-05-05', '2025-01-01']), '2025-06-30');
		expect(late).toMatchObject({
			status: 'PARTLY_MET',
			detail: { heldOutside: [{ title: 'Event 2', on: '2025-01-01' }] }
		});
		expect(late.sentence).toContain('“Event 2” was held late, on 1 Jan 2025');
		expect(statusOf(events(['2022-12-31']), '2025-01-01')).toBe('MISSED');
		expect(statusOf(events([['2024-12-30', '2025-01-01']]), '2025-01-02')).toBe('MISSED');
		expect(statusOf(events([['2024-12-30', '2024-12-31']]), '2024-12-30')).toBe('OPEN');
	});

	it('takes the number that was promised where one was', () => {
		const three = events(['2023-05-05', '2023-06-06'], {
			targets: [targetOf('3', '2024', { start: '2023-01-01' })]
		});
		expect(assess(three, '2025-01-01')).toMatchObject({ status: 'PARTLY_MET', tally: { done: 2, of: 3 } });
	});

	it('needs a window and an event', () => {
		expect(assess(events([null], { targets: [] }), '2025-01-01').statusText).toBe(
			'Not assessable: no window'
		);
		expect(assess(events([]), '2025-01-01').statusText).toBe('Not assessable: no events');
		const open = events(['2022-10-14', '2022-10-15'], { targets: [targetOf(null, '2024')] });
		expect(assess(open, '2025-01-01').tally).toEqual({ done: 1, of: 2 });
	});
});

describe('qualitative', () => {
	const words = (over: Over = {}) =>
		pledgeOf({
			kind: 'qualitative',
			occasionOn: '2022-10-15',
			indicator: null,
			hasGuideline: true,
			targets: [targetOf(null, '2024')],
			...over
		});

	it('needs a saved guideline first', () => {
		const facts = words({ hasGuideline: false, scores: [scoreOf('R', 1, '2023-01-01')] });
		expect(assess(facts, '2025-01-01').statusText).toBe('Not assessable: no scoring guideline');
	});

	it('is in progress with evidence, and stalled without any for the check interval', () => {
		const facts = words({
			checkIns: [checkOf('2023-02-01', { outcome: 'activity', evidenceOn: '2023-01-01' })]
		});
		expect(assess(facts, '2023-06-29')).toMatchObject({ status: 'IN_PROGRESS', statusText: 'In progress' });
		expect(assess(facts, '2023-06-30')).toMatchObject({
			status: 'STALLED',
			statusText: 'Stalled, no evidence since 1 Jan 2023'
		});
		expect(assess(words(), '2023-04-12').status).toBe('IN_PROGRESS');
		expect(assess(words(), '2023-04-13').status).toBe('STALLED');
		const empty = words({ checkIns: [checkOf('2023-03-01', { evidenceOn: '2023-03-01' })] });
		expect(assess(empty, '2023-04-13').status).toBe('STALLED');
	});

	it('is decided by its readers once it is due', () => {
		const scored = (...values: (-1 | 0 | 1)[]) =>
			assess(
				words({ scores: values.map((value, at) => scoreOf(`R${at}`, value, '2024-12-31')) }),
				'2025-01-01'
			);
		expect(scored(1, 1)).toMatchObject({
			status: 'MET',
			statusText: 'Met, scored 100 %',
			progress: null,
			ratio: null
		});
		expect(scored(1, 1, 0, -1)).toMatchObject({
			status: 'PARTLY_MET',
			statusText: 'Partly met, scored 62 %',
			detail: { mean: 0.25, percent: 62.5, readers: 4 }
		});
		expect(scored(-1, -1)).toMatchObject({ status: 'MISSED' });
		expect(scored(1, 1, 0).arithmetic).toMatchObject([{ formula: '(1 + 1 + 0) ÷ 3', result: '0.667' }]);
		expect(scored(1, 0).reasons).toEqual(['The pledge is due and the mean score of its readers decides.']);
		expect(assess(words({ scores: [scoreOf('R', 1, '2024-12-31')] }), '2024-12-31').status).toBe('STALLED');
		expect(assess(words(), '2025-01-01').statusText).toBe('Not assessable: not scored');
	});

	it('takes the latest score of every reader', () => {
		const scores = [
			scoreOf('R', -1, '2023-01-01'),
			scoreOf('R', 1, '2024-01-01'),
			scoreOf('S', 1, '2023-01-01')
		];
		expect(assess(words({ scores }), '2025-01-01').status).toBe('MET');
		expect(assess(words({ scores: [...scores].reverse() }), '2025-01-01').status).toBe('MET');
		expect(assess(words({ scores: [...scores, scoreOf('S', -1, '2025-02-01')] }), '2025-01-01').status).toBe(
			'MET'
		);
	});
});

describe('continuing', () => {
	const going = (checkIns: ReturnType<typeof checkOf>[]) =>
		pledgeOf({ kind: 'continuing', occasionOn: '2022-10-15', indicator: null, checkIns });
	const seen = checkOf('2024-10-20', { outcome: 'activity', evidenceOn: '2024-10-11' });

	it('is ongoing by the date of the evidence, until the day on which the interval runs out', () => {
		expect(assess(going([seen]), '2025-10-10')).toMatchObject({
			status: 'ONGOING',
			statusText: 'Ongoing, last evidence 11 Oct 2024'
		});
		expect(assess(going([seen]), '2025-10-11')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: no evidence since 11 Oct 2024'
		});
	});

	it('is stalled only when a later check found nothing and the evidence is old', () => {
		const empty = checkOf('2025-04-22', { evidenceOn: '2025-04-22' });
		expect(assess(going([seen, empty]), '2025-10-10').status).toBe('ONGOING');
		expect(assess(going([seen, empty]), '2025-10-11').status).toBe('STALLED');
		const before = checkOf('2024-10-01');
		expect(assess(going([before, seen]), '2025-10-12').status).toBe('NOT_ASSESSABLE');
	});

	it('counts evidence of the day itself, and only checks made after the evidence and by the day', () => {
		expect(assess(going([seen]), '2024-10-11')).toMatchObject({ status: 'ONGOING' });
		const sameDay = checkOf('2024-10-11');
		expect(assess(going([seen, sameDay]), '2025-10-12').status).toBe('NOT_ASSESSABLE');
		const onTheDay = checkOf('2025-10-12');
		expect(assess(going([seen, onTheDay]), '2025-10-12').status).toBe('STALLED');
		expect(assess(going([seen, checkOf('2025-10-13')]), '2025-10-12').status).toBe('NOT_ASSESSABLE');
		const named = assess(
			going([seen, checkOf('2024-10-12', { outcome: 'activity', evidenceOn: '2023-01-01' })]),
			'2024-12-31'
		);
		expect(named.observationIds).toEqual([seen.id]);
	});

	it('counts from the pledge where there was never any evidence', () => {
		expect(assess(going([]), '2026-11-23')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: no evidence since 15 Oct 2022'
		});
		expect(assess(going([checkOf('2023-03-01')]), '2023-10-14').status).toBe('NOT_ASSESSABLE');
		expect(assess(going([checkOf('2023-03-01')]), '2023-10-15').status).toBe('STALLED');
	});

	it('dates activity without a date of evidence by the check, and is never overdue', () => {
		const undated = checkOf('2024-10-20', { outcome: 'activity' });
		expect(assess(going([undated]), '2025-10-19').status).toBe('ONGOING');
		const due = { ...going([seen]), targets: [targetOf(null, '2024')] };
		expect(assess(due, '2025-06-30').status).toBe('ONGOING');
	});
});
