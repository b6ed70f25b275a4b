import { describe, expect, it } from 'vitest';
import { daysBetween } from './calendar.ts';
import type { PledgeFacts } from './commitment.ts';
import { doneOn, knownBy, standing } from './eligible.ts';
import {
	actualOf,
	baselineOf,
	checkOf,
	lifecycleOf,
	pledgeOf,
	planPoint,
	stepOf,
	targetOf
} from './facts.fixture.ts';
import { isHealthy } from './freshness.ts';
import { expectedOn, expectedPath } from './path.ts';
import { RULE_VERSION, assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

const rising = (values: Record<string, string>, over: Over = {}): PledgeFacts =>
	pledgeOf({
		occasionOn: '2020-12-31',
		path: 'linear',
		baselines: [baselineOf('100', '2020')],
		targets: [targetOf('200', '2030')],
		observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
		...over
	});

describe('what other tools get wrong', () => {
	it('a cut from 100 to 40 that stands at 70 is 50 % done', () => {
		const facts = pledgeOf({
			occasionOn: '2019-12-31',
			indicator: { direction: 'decrease' },
			baselines: [baselineOf('100', '2019')],
			targets: [targetOf('40', '2029')],
			observations: [actualOf('70', '2024')]
		});
		const result = assess(facts, '2025-01-31');
		expect(result.progress).toBe(0.5);
		expect(result.sentence).toContain('50 % of the way from 100 t in 2019 to at least 40 t by 2029');
		expect(result.ratios.linear).toBe(1);
	});

	it('from zero, 1 of 80 is 1.25 %', () => {
		const facts = rising(
			{ '2025': '1' },
			{ baselines: [baselineOf('0', '2020')], targets: [targetOf('80', '2030')] }
		);
		expect(assess(facts, '2026-01-31')).toMatchObject({
			progress: 0.0125,
			status: 'FAR_BEHIND',
			path: 'linear'
		});
	});

	it('falling below the baseline is visible', () => {
		const result = assess(rising({ '2025': '80' }), '2026-01-31');
		expect(result).toMatchObject({ progress: -0.2, status: 'WRONG_WAY', statusText: 'Wrong way' });
		expect(result.sentence).toBe(
			'Goods trade turnover came to 80 t in 2025, further from the target of at least 200 t by 2030 than 100 t in 2020: it moves the wrong way; from here it takes 24 t a year.'
		);
	});

	it('a series that stopped reads unverified, leaves the healthy count, and is missed once its deadline passes', () => {
		const facts = rising({ '2022': '120' }, { checkIns: [checkOf('2023-01-31')] });
		const early = assess(facts, '2023-02-01');
		expect(early).toMatchObject({ status: 'ON_TRACK', freshness: { state: 'current' } });
		expect(isHealthy(early)).toBe(true);
		const silent = assess(facts, '2025-01-01');
		expect(silent).toMatchObject({
			status: 'ON_TRACK',
			freshness: { state: 'unverified', dueOn: '2023-07-30' }
		});
		expect(isHealthy(silent)).toBe(false);
		expect(assess(facts, '2031-01-01')).toMatchObject({
			status: 'AWAITING_FIGURE',
			freshness: { state: 'unverified' }
		});
		expect(assess(facts, '2032-01-01')).toMatchObject({
			status: 'PARTLY_MET',
			group: 'missed',
			freshness: { state: 'none' }
		});
	});

	it('over-delivery is not clamped', () => {
		expect(assess(rising({ '2025': '350' }), '2026-01-31')).toMatchObject({
			status: 'MET',
			progress: 2.5,
			attainment: 1.75
		});
	});

	it('equal baseline and target: met while it holds, else not assessable and never divided by zero', () => {
		const equal = { targets: [targetOf('100', '2030')] };
		expect(assess(rising({ '2025': '100' }, equal), '2026-01-31')).toMatchObject({
			status: 'MET',
			ratio: null,
			progress: null
		});
		expect(assess(rising({ '2025': '99' }, equal), '2026-01-31')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			ratio: null,
			progress: null
		});
	});

	it('a target lost after it was met shows both the first date and the loss', () => {
		const result = assess(rising({ '2023': '201', '2025': '150' }, { mode: 'keep' }), '2026-01-31');
		expect(result.status).toBe('ON_TRACK');
		expect(result.sentence).toContain('it was first met in 2023 and lost again: 150 t in 2025');
	});

	it('averages nothing and clamps nothing: a regression in one pledge stays its own', () => {
		const low = assess(rising({ '2025': '-300' }), '2026-01-31');
		expect(low.progress).toBe(-4);
		expect(low.ratio).toBe(-8);
	});
});

describe('as of any day', () => {
	const first = actualOf('120', '2023', { recordedOn: '2024-03-01', knownOn: '2024-02-01', seq: 10 });
	const revised = actualOf('150', '2023', {
		recordedOn: '2025-03-01',
		knownOn: '2024-09-01',
		seq: 20,
		supersedes: first.id
	});
	const facts = rising({}, { observations: [first, revised] });
	const valueAt = (asOf: string, options = {}) => assess(facts, asOf, options).figure?.value ?? null;

	it('looks only at what was recorded by then', () => {
		expect(valueAt('2024-02-29')).toBe(null);
		expect(valueAt('2024-03-01')).toBe('120');
		expect(valueAt('2025-02-28')).toBe('120');
		expect(valueAt('2025-03-01')).toBe('150');
	});

	it('or, on request, at what was public by then, or up to a ledger number', () => {
		expect(valueAt('2024-02-01', { basis: 'public' })).toBe('120');
		expect(valueAt('2024-09-01', { basis: 'public' })).toBe('150');
		expect(valueAt('2026-01-01', { at: 19 })).toBe('120');
		expect(valueAt('2026-01-01', { at: 20 })).toBe('150');
		expect(valueAt('2026-01-01', { at: 9 })).toBe(null);
	});

	it('knows nothing of a period that still runs', () => {
		const early = rising(
			{},
			{ observations: [actualOf('120', '2023'), actualOf('190', '2024', { recordedOn: '2023-01-01' })] }
		);
		expect(assess(early, '2024-12-30').figure?.value).toBe('120');
		expect(assess(early, '2024-12-31').figure?.value).toBe('190');
	});

	it('follows chains of corrections through links that are not known themselves', () => {
		const waiting = actualOf('999', '2023', { id: 'w', supersedes: first.id, review: [], seq: 15 });
		const last = actualOf('130', '2023', { supersedes: 'w', seq: 30 });
		const chain = rising({}, { observations: [last, waiting, first] });
		expect(assess(chain, '2026-01-01')).toMatchObject({
			figure: { value: '130' },
			observationIds: [last.id]
		});
		const unapproved = rising({}, { observations: [first, waiting] });
		expect(assess(unapproved, '2026-01-01').figure?.value).toBe('120');
	});

	it('takes the fact recorded last where two stand side by side', () => {
		const [early, late] = [baselineOf('50', '2020'), baselineOf('100', '2020')];
		for (const baselines of [
			[early, late],
			[late, early]
		]) {
			expect(assess(rising({ '2025': '150' }, { baselines }), '2026-01-31').progress).toBe(0.5);
		}
	});

	it('survives a chain that bites its tail', () => {
		const one = actualOf('1', '2023', { id: 'one', supersedes: 'two' });
		const two = actualOf('2', '2023', { id: 'two', supersedes: 'one' });
		expect(standing([one, two], [one, two])).toEqual([]);
		const self = actualOf('1', '2023', { id: 'self', supersedes: 'self' });
		expect(standing([self], [self])).toEqual([self]);
	});

	it('uses the target in force on the day, with its own plan', () => {
		const old = targetOf('200', '2030', { recordedOn: '2021-01-01' });
		const updated = targetOf('300', '2030', { recordedOn: '2024-01-01', supersedes: old.id });
		const plan = [planPoint(old, '2025-12-31', '160'), planPoint(updated, '2025-12-31', '210')];
		const changed = rising({ '2022': '120' }, { targets: [updated, old], trajectory: plan });
		expect(assess(changed, '2023-12-31').sentence).toContain('at least 200 t');
		expect(assess(changed, '2024-01-01').sentence).toContain('at least 300 t');
		expect(expectedPath(changed, '2023-12-31')?.points.map(({ value }) => value)).toEqual([100, 160, 200]);
		expect(expectedPath(changed, '2024-01-01')?.points.map(({ value }) => value)).toEqual([100, 210, 300]);
	});

	it('tells when a step was done and when that was known', () => {
		const step = stepOf('A', { done: ['2024-06-25', '2024-06-27'] });
		const known = knownBy(pledgeOf({ kind: 'milestones', steps: [step] }), '2024-12-31');
		expect(known.steps.map(doneOn)).toEqual(['2024-06-27']);
		const later = stepOf('A', { done: '2024-06-25', recordedOn: '2025-01-01' });
		expect(knownBy(pledgeOf({ steps: [later] }), '2024-12-31').steps).toEqual([]);
	});
});

describe('the life of a pledge', () => {
	const facts = (lifecycle: ReturnType<typeof lifecycleOf>[], over: Over = {}) =>
		rising({ '2023': '150' }, { lifecycle, targets: [targetOf('200', '2024')], ...over });

	it('is closed when its parties withdraw or supersede it, with the reason and no clock', () => {
		const withdrawn = facts([lifecycleOf('withdrawn', '2024-06-01', 'joint statement of 1 June')]);
		expect(assess(withdrawn, '2024-05-31').status).toBe('BEHIND');
		const result = assess(withdrawn, '2024-06-01');
		expect(result).toMatchObject({
			status: 'CLOSED',
			group: 'closed',
			statusText: 'Closed, withdrawn on 1 Jun 2024',
			freshness: { state: 'none', dueOn: null },
			nextChangeOn: null
		});
		expect(result.sentence).toBe(
			'The parties have withdrawn the pledge on 1 Jun 2024: joint statement of 1 June.'
		);
		expect(result.reasons).toEqual(['Withdrawn by its parties on 1 Jun 2024: joint statement of 1 June.']);
		const [said] = assess(
			facts([lifecycleOf('withdrawn', '2024-06-01', 'Both “agreed.”')]),
			'2024-06-01'
		).reasons;
		expect(said).toBe('Withdrawn by its parties on 1 Jun 2024: Both “agreed.”');

		const superseded = assess(facts([lifecycleOf('superseded', '2024-06-01')]), '2030-01-01');
		expect(superseded).toMatchObject({ status: 'CLOSED', statusText: 'Closed, superseded on 1 Jun 2024' });
		expect(superseded.reasons[0]).toMatch(/^Superseded by/);
		expect(superseded.sentence).toContain('replaced the pledge with another');
	});

	it('keeps the status of the day it was concluded, and no clock runs', () => {
		const concluded = facts([lifecycleOf('concluded', '2024-06-01', 'its time is over')]);
		const result = assess(concluded, '2030-01-01');
		expect(result).toMatchObject({ status: 'BEHIND', freshness: { state: 'none' }, nextChangeOn: null });
		expect(result.reasons.at(-1)).toBe(
			'Concluded on 1 Jun 2024: its time is over. No clock runs; the status is that of this day.'
		);
		const late = facts([lifecycleOf('concluded', '2024-06-01')], {
			observations: [actualOf('201', '2023', { recordedOn: '2025-01-01' })]
		});
		expect(assess(late, '2024-12-31').status).toBe('NOT_ASSESSABLE');
		expect(assess(late, '2025-01-01').status).toBe('MET');
	});

	it('runs again once it is reopened', () => {
		const reopened = facts([lifecycleOf('withdrawn', '2023-06-01'), lifecycleOf('reopened', '2024-02-01')]);
		expect(assess(reopened, '2024-01-31')).toMatchObject({ status: 'CLOSED', nextChangeOn: '2024-02-01' });
		expect(assess(reopened, '2024-02-01').status).toBe('BEHIND');
		expect(assess(reopened, '2026-01-01').status).toBe('PARTLY_MET');
		const sameDay = facts([lifecycleOf('concluded', '2023-06-01'), lifecycleOf('reopened', '2023-06-01')]);
		expect(assess(sameDay, '2026-01-01').status).toBe('PARTLY_MET');
		const listedLast = facts([...sameDay.lifecycle].reverse());
		expect(assess(listedLast, '2026-01-01').status).toBe('PARTLY_MET');
		const outOfOrder = facts([lifecycleOf('reopened', '2024-02-01'), lifecycleOf('withdrawn', '2023-06-01')]);
		expect(assess(outOfOrder, '2026-01-01').status).toBe('PARTLY_MET');
		expect(assess(outOfOrder, '2024-01-31').status).toBe('CLOSED');
	});
});

describe('freshness', () => {
	const stateOn = (asOf: string, over: Over = {}) => assess(rising({ '2022': '120' }, over), asOf).freshness;

	it('runs from the last check, falls due in its last 30 days, and is unverified from the day it runs out', () => {
		const checked = { checkIns: [checkOf('2022-06-01'), checkOf('2023-01-01')] };
		expect(stateOn('2023-01-01', checked)).toEqual({
			state: 'current',
			lastCheckedOn: '2023-01-01',
			dueOn: '2023-06-30'
		});
		expect(stateOn('2023-05-30', checked).state).toBe('current');
		expect(stateOn('2023-05-31', checked).state).toBe('due');
		expect(stateOn('2023-06-29', checked).state).toBe('due');
		expect(stateOn('2023-06-30', checked).state).toBe('unverified');
		expect(stateOn('2022-12-31', checked).lastCheckedOn).toBe('2022-06-01');
	});

	it('runs from the occasion when it was never checked', () => {
		expect(stateOn('2021-01-31')).toEqual({ state: 'current', lastCheckedOn: null, dueOn: '2021-06-29' });
		expect(stateOn('2021-06-29').state).toBe('unverified');
	});

	it('goes on for what is met and can be lost again, until its deadline', () => {
		const stateOf = (facts: PledgeFacts, asOf: string) => assess(facts, asOf).freshness.state;
		for (const kind of ['level', 'count'] as const) {
			const met = rising({ '2022': '200', '2030': '200' }, { kind });
			expect(assess(met, '2030-12-31')).toMatchObject({ status: 'MET', freshness: { state: 'unverified' } });
			expect(stateOf(met, '2031-01-01')).toBe('none');
			const lost = rising({ '2022': '200', '2025': '150' }, { kind });
			expect(assess(lost, '2026-01-01').status).not.toBe('MET');
			const open = rising({ '2022': '200' }, { kind, targets: [targetOf('200', null)] });
			expect(assess(open, '2035-01-01')).toMatchObject({ status: 'MET', freshness: { state: 'unverified' } });
			const concluded = { ...open, lifecycle: [lifecycleOf('concluded', '2024-01-01')] };
			expect(stateOf(concluded, '2035-01-01')).toBe('none');
		}
		const total = {
			kind: 'cumulative' as const,
			targets: [targetOf('100', '2030', { start: '2021-01-01' })]
		};
		expect(assess(rising({ '2021': '100' }, total), '2024-06-01')).toMatchObject({
			status: 'MET',
			freshness: { state: 'none' }
		});
	});

	it('calls a pledge stalled from the day on which the same interval makes it unverified', () => {
		const silent = pledgeOf({
			kind: 'qualitative',
			indicator: null,
			hasGuideline: true,
			occasionOn: '2022-10-15',
			checkIntervalDays: 180
		});
		const on = (day: string) => {
			const { status, freshness } = assess(silent, day);
			return [status, freshness.state];
		};
		expect(on('2023-04-12')).toEqual(['IN_PROGRESS', 'due']);
		expect(on('2023-04-13')).toEqual(['STALLED', 'unverified']);
		expect(assess(silent, '2023-04-12').nextChangeOn).toBe('2023-04-13');
	});

	it('runs no clock for what is finished or missed, and goes on for what must be kept or comes every year', () => {
		const stateOf = (facts: PledgeFacts, asOf: string) => assess(facts, asOf).freshness.state;
		expect(stateOf(rising({ '2022': '200' }, { mode: 'keep' }), '2026-01-01')).toBe('unverified');
		expect(stateOf(rising({ '2030': '150' }), '2031-01-01')).toBe('none');
		expect(stateOf(rising({ '2030': '100' }), '2031-01-01')).toBe('none');
		const band = { kind: 'band' as const, targets: [targetOf(null, '2030', { low: '150', high: '250' })] };
		expect(stateOf(rising({ '2022': '200' }, band), '2026-01-01')).toBe('unverified');
		expect(stateOf(rising({ '2030': '200' }, band), '2031-01-01')).toBe('none');
		const yearly = { kind: 'annual_rate' as const, targets: [targetOf('150', '2025', { per: 'year' })] };
		expect(stateOf(rising({ '2022': '200' }, yearly), '2024-01-01')).toBe('unverified');
		expect(stateOf(rising({ '2022': '120' }, yearly), '2024-01-01')).toBe('unverified');
		expect(stateOf(rising({ '2022': '120' }, yearly), '2026-06-01')).toBe('unverified');
		expect(stateOf(rising({ '2025': '120' }, yearly), '2026-06-01')).toBe('none');
		expect(stateOf(rising({ '2025': '120' }, yearly), '2025-12-31')).toBe('unverified');
		expect(stateOf(rising({ '2022': '200' }, { kind: 'count', mode: 'keep' }), '2026-01-01')).toBe(
			'unverified'
		);
		expect(stateOf(rising({ '2022': '200' }, { ...band, mode: 'keep' }), '2031-01-01')).toBe('unverified');
		expect(stateOf(rising({}, yearly), '2026-06-01')).toBe('unverified');
		const stages = {
			kind: 'milestones' as const,
			mode: 'keep' as const,
			steps: [stepOf('A', { done: '2021-05-05' })]
		};
		expect(stateOf(rising({}, stages), '2026-06-01')).toBe('none');
		const total = {
			kind: 'cumulative' as const,
			targets: [targetOf('100', '2025', { qualifier: 'up_to', start: '2021-01-01' })]
		};
		expect(stateOf(rising({ '2021': '100' }, total), '2024-06-01')).toBe('unverified');
		expect(stateOf(rising({ '2021': '100' }, total), '2026-06-01')).toBe('none');
	});

	it('never changes the status', () => {
		const facts = rising({ '2022': '120' });
		expect(assess(facts, '2021-06-28').status).toBe(assess(facts, '2021-06-30').status);
		expect(isHealthy({ group: 'behind', freshness: stateOn('2021-01-31') })).toBe(false);
		expect(isHealthy({ group: 'in_progress', freshness: stateOn('2021-01-31') })).toBe(true);
	});
});

describe('the next day on which something changes', () => {
	it('is the next step of the check clock, a deadline, the end of a grace, a window or a due date', () => {
		const facts = rising(
			{ '2023': '130' },
			{ targets: [targetOf('200', '2024')], checkIns: [checkOf('2024-12-01')] }
		);
		const days: string[] = [];
		let on: string | null = '2024-12-31';
		while (on && days.length < 20) {
			on = assess(facts, on).nextChangeOn;
			if (on) days.push(on);
		}
		expect(days).toEqual(['2025-01-01', '2025-04-30', '2025-05-30', '2026-01-01']);
	});

	it('is null once nothing can change by itself', () => {
		expect(assess(rising({ '2030': '200' }), '2031-01-01').nextChangeOn).toBe(null);
	});

	it('is the end of the deadline for what is met before it, since its own figure will decide', () => {
		expect(assess(rising({ '2022': '200' }), '2030-12-01').nextChangeOn).toBe('2031-01-01');
	});

	it('includes what is already recorded for a later day', () => {
		const facts = pledgeOf({
			kind: 'events_in_window',
			indicator: null,
			targets: [targetOf(null, '2024', { start: '2023-01-01' })],
			steps: [stepOf('A', { type: 'event', done: ['2024-06-25', '2024-06-27'] })],
			checkIns: [checkOf('2024-06-01')]
		});
		expect(assess(facts, '2024-06-01').nextChangeOn).toBe('2024-06-27');
		const withdrawn = rising({ '2022': '200' }, { lifecycle: [lifecycleOf('withdrawn', '2027-05-05')] });
		expect(assess(withdrawn, '2026-01-01').nextChangeOn).toBe('2027-05-05');
	});
});

describe('the expected path', () => {
	it('is straight, of constant growth, or as planned, from the baseline to the deadline', () => {
		const straight = expectedPath(rising({}), '2026-01-01');
		expect(straight).toEqual({
			shape: 'linear',
			points: [
				{ on: '2020-12-31', value: 100 },
				{ on: '2030-12-31', value: 200 }
			]
		});
		expect(expectedOn(straight, '2020-12-30')).toBe(null);
		expect(expectedOn(straight, '2020-12-31')).toBe(100);
		expect(expectedOn(straight, '2040-12-31')).toBe(200);
		expect(expectedOn(null, '2026-01-01')).toBe(null);
		const curve = expectedPath(rising({}, { path: null }), '2026-01-01');
		expect(curve?.shape).toBe('geometric');
		expect(curve?.points).toHaveLength(11);
		expect(expectedOn(curve, '2025-12-31')).toBeCloseTo(
			100 * 2 ** (daysBetween('2020-12-31', '2025-12-31') / 3652),
			9
		);
		expect(expectedOn(curve, '2040-01-01')).toBe(200);
		expect(expectedPath(rising({}), '2026-01-01', { path: 'geometric' })?.shape).toBe('geometric');
	});

	it('aims at the nearer edge of a band and is never bent for a band or a count', () => {
		const band = {
			kind: 'band' as const,
			path: 'geometric' as const,
			targets: [targetOf(null, '2030', { low: '150', high: '170' })]
		};
		expect(expectedPath(rising({}, band), '2026-01-01')).toMatchObject({
			shape: 'linear',
			points: [{ value: 100 }, { value: 150 }]
		});
		const above = { ...band, baselines: [baselineOf('200', '2020')] };
		expect(expectedPath(rising({}, above), '2026-01-01')?.points.at(-1)?.value).toBe(170);
		const open = { ...band, targets: [targetOf(null, '2030', { high: '170' })] };
		expect(expectedPath(rising({}, open), '2026-01-01')?.points.at(-1)?.value).toBe(100);
		expect(expectedPath(rising({}, { kind: 'count', path: 'geometric' }), '2026-01-01')?.shape).toBe(
			'linear'
		);
	});

	it('does not exist without both ends, and for kinds without an indicator', () => {
		expect(expectedPath(rising({}, { baselines: [] }), '2026-01-01')).toBe(null);
		expect(expectedPath(rising({}, { targets: [targetOf('200', null)] }), '2026-01-01')).toBe(null);
		expect(expectedPath(rising({}, { targets: [targetOf('200', '2020')] }), '2026-01-01')).toBe(null);
		expect(expectedPath(rising({}, { targets: [] }), '2026-01-01')).toBe(null);
		expect(expectedPath(pledgeOf({ kind: 'continuing' }), '2026-01-01')).toBe(null);
	});

	it('holds the plan’s own ends where it states them', () => {
		const target = targetOf('200', '2030');
		const facts = rising(
			{},
			{
				targets: [target],
				trajectory: [
					planPoint(target, '2030-12-31', '210'),
					planPoint(target, '2020-12-31', '90'),
					planPoint(target, '2025-12-31', '120')
				]
			}
		);
		const path = expectedPath(facts, '2026-01-01');
		expect(path).toMatchObject({ shape: 'planned' });
		expect(path?.points.map(({ value }) => value)).toEqual([90, 120, 210]);
		expect(assess(facts, '2025-12-31').expectedToday).toBe(120);
	});
});

describe('every assessment', () => {
	it('names the rules it was made by and the day it is of', () => {
		expect(assess(rising({ '2025': '150' }), '2026-01-31')).toMatchObject({
			ruleVersion: RULE_VERSION,
			asOf: '2026-01-31'
		});
	});
});
