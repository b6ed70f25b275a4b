import { describe, expect, it } from 'vitest';
import type { Chain, Step, StepPlan, Version } from './commitment.ts';
import { isKnownOn, knownBy } from './eligible.ts';
import {
	actualOf,
	baselineOf,
	descriptionOf,
	guidelineOf,
	indicatorOf,
	pledgeOf,
	stepOf,
	stepPlanOf,
	targetOf
} from './facts.fixture.ts';
import { assess } from './progress.ts';

const OLD = { recordedOn: '2024-01-10', knownOn: '2022-10-15', seq: 10 };
const NEW = { recordedOn: '2025-06-01', knownOn: '2024-03-01', seq: 20 };

/** Two links of one chain: said first, and said instead. */
function twice<T>(make: (over: object) => Version<T>, first: object, second: object): Chain<Version<T>> {
	const old = make({ ...OLD, ...first });
	return [old, make({ ...NEW, ...second, supersedes: old.id })];
}

describe('a past day', () => {
	it('reads a pledge by the description of that day, on either basis and at either ledger number', () => {
		const facts = pledgeOf({
			descriptions: twice(descriptionOf, { title: 'Old', mode: 'reach' }, { title: 'New', mode: 'keep' })
		});
		expect(knownBy(facts, '2025-05-31')).toMatchObject({ title: 'Old', mode: 'reach' });
		expect(knownBy(facts, '2025-06-01')).toMatchObject({ title: 'New', mode: 'keep' });
		expect(knownBy(facts, '2024-03-01', { basis: 'public' }).title).toBe('New');
		expect(knownBy(facts, '2024-02-29', { basis: 'public' }).title).toBe('Old');
		expect(knownBy(facts, '2025-06-01', { at: 19 }).title).toBe('Old');
	});

	it('judges by the mode, the kind, the path and the intervals that stood then', () => {
		const held = {
			baselines: [baselineOf('100', '2020')],
			targets: [targetOf('200', '2023')],
			observations: [actualOf('210', '2023'), actualOf('150', '2024')]
		};
		const read = pledgeOf({
			...held,
			descriptions: twice(descriptionOf, { mode: 'reach' }, { mode: 'keep', checkIntervalDays: 30 })
		});
		expect(assess(read, '2025-05-31').status).toBe('MET');
		expect(assess(read, '2025-06-01').status).toBe('PARTLY_MET');
		const paths = pledgeOf({
			...held,
			targets: [targetOf('200', '2030')],
			descriptions: twice(descriptionOf, { path: 'linear' }, { path: 'geometric' })
		});
		expect([assess(paths, '2025-05-31').path, assess(paths, '2025-06-01').path]).toEqual([
			'linear',
			'geometric'
		]);
		const kinds = pledgeOf({
			indicator: null,
			steps: [stepOf('Forum', { type: 'event', done: '2023-05-05' })],
			targets: [targetOf(null, '2024')],
			descriptions: twice(descriptionOf, { kind: 'milestones' }, { kind: 'events_in_window' })
		});
		expect([assess(kinds, '2025-05-31').detail?.kind, assess(kinds, '2025-06-01').detail?.kind]).toEqual([
			'milestones',
			'events'
		]);
		const intervals = pledgeOf({
			occasionOn: '2025-01-01',
			descriptions: twice(descriptionOf, { checkIntervalDays: 400 }, { checkIntervalDays: 90 })
		});
		expect(assess(intervals, '2025-05-31').freshness).toMatchObject({ state: 'current' });
		expect(assess(intervals, '2025-06-01').freshness).toMatchObject({
			state: 'unverified',
			dueOn: '2025-04-01'
		});
		const counted = pledgeOf({
			descriptions: twice(descriptionOf, { strength: 'discussed' }, { strength: 'agreed' })
		});
		expect([assess(counted, '2025-05-31').counted, assess(counted, '2025-06-01').counted]).toEqual([
			false,
			true
		]);
	});

	it('measures by the indicator of that day', () => {
		const facts = pledgeOf({
			baselines: [baselineOf('100', '2020')],
			targets: [targetOf('50', null)],
			observations: [actualOf('120', '2023')],
			indicators: twice(indicatorOf, { direction: 'increase' }, { direction: 'decrease' })
		});
		expect(assess(facts, '2025-05-31').status).toBe('MET');
		expect(assess(facts, '2025-06-01').status).toBe('NO_DEADLINE');
	});

	it('takes the day of the visit that was on record then', () => {
		const occasions = twice<{ heldOn: string }>(
			(over) => ({ ...descriptionOf(over), heldOn: '2022-10-15', ...over }),
			{ heldOn: '2022-10-14' },
			{ heldOn: '2022-10-15' }
		);
		const facts = pledgeOf({ occasions });
		expect(knownBy(facts, '2025-05-31').occasionOn).toBe('2022-10-14');
		expect(knownBy(facts, '2025-06-01').occasionOn).toBe('2022-10-15');
	});

	it('believes the reporter of the baseline that stood then', () => {
		const old = baselineOf('100', '2020', { ...OLD, reporter: 'A' });
		const facts = pledgeOf({
			baselines: [old, baselineOf('100', '2020', { ...NEW, reporter: 'B', supersedes: old.id })],
			targets: [targetOf('200', '2030')],
			observations: ['A', 'B'].map((reporter) => actualOf('150', '2023', { reporter }))
		});
		expect(assess(facts, '2025-05-31').figure?.reporter).toBe('A');
		expect(assess(facts, '2025-06-01').figure?.reporter).toBe('B');
	});

	it('has a scoring guideline only from the day on which it was saved', () => {
		const facts = pledgeOf({
			kind: 'qualitative',
			indicator: null,
			guidelines: [guidelineOf({ recordedOn: '2024-01-10' })]
		});
		expect(assess(facts, '2024-01-09').statusText).toBe('Not assessable: no scoring guideline');
		expect(assess(facts, '2024-01-10').status).not.toBe('NOT_ASSESSABLE');
	});

	it('tells whether there was such a pledge at all, and still answers in whole', () => {
		const facts = pledgeOf({ descriptions: [descriptionOf({ ...OLD, title: 'First' })] });
		expect(isKnownOn(facts, '2024-01-09')).toBe(false);
		expect(isKnownOn(facts, '2024-01-10')).toBe(true);
		expect(isKnownOn(facts, '2024-01-10', { at: 9 })).toBe(false);
		expect(isKnownOn(facts, '2022-10-14', { basis: 'public' })).toBe(false);
		expect(isKnownOn(facts, '2022-10-15', { basis: 'public' })).toBe(true);
		expect(knownBy(facts, '2020-01-01').title).toBe('First');
		expect(assess(facts, '2020-01-01').status).toBe('NOT_ASSESSABLE');
	});
});

describe('a step on a past day', () => {
	const stepWith = (first: Partial<StepPlan>, second: Partial<StepPlan>): Step => ({
		...stepOf('Bridge'),
		plans: twice((over) => stepPlanOf('Bridge', over), first, second)
	});
	const project = (...steps: Step[]) => pledgeOf({ kind: 'milestones', indicator: null, steps });

	it('is due as it was due then: a date moved later does not undo that it was overdue', () => {
		const facts = project(stepWith({ due: '2025-01-31' }, { due: '2027-12-31' }));
		expect(assess(facts, '2025-05-31').status).toBe('BEHIND');
		expect(assess(facts, '2025-06-01').status).toBe('NOT_DUE_YET');
		expect(assess(facts, '2025-02-01', { basis: 'public' }).status).toBe('NOT_DUE_YET');
		expect(assess(facts, '2025-06-01', { at: 19 }).status).toBe('BEHIND');
	});

	it('is named, weighted and ordered as it was then', () => {
		const moved = stepWith({ title: 'Survey', position: 0 }, { title: 'Design', position: 2, weight: '3' });
		const facts = project(moved, stepOf('Tender', { position: 1, ...OLD }));
		expect(knownBy(facts, '2025-05-31').steps.map(({ title }) => title)).toEqual(['Survey', 'Tender']);
		expect(knownBy(facts, '2025-06-01').steps).toMatchObject([
			{ title: 'Tender', weight: null },
			{ title: 'Design', weight: '3' }
		]);
	});

	it('counts until the day on which it was taken out', () => {
		const facts = project(stepWith({}, { dropped: true }), stepOf('Tender', OLD));
		expect(assess(facts, '2025-05-31').tally).toEqual({ done: 0, of: 2 });
		expect(assess(facts, '2025-06-01').tally).toEqual({ done: 0, of: 1 });
	});
});
