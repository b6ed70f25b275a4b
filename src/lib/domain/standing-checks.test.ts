import { describe, expect, it } from 'vitest';
import { knownBy } from './eligible.ts';
import { actualOf, checkOf, pledgeOf, stepOf } from './facts.fixture.ts';
import { assess } from './progress.ts';
import type { Review, ReviewAct } from './review.ts';

const DAY = '2026-11-23';
const act = (state: ReviewAct['state']): Review => [{ state, seq: 900_000, recordedOn: '2026-07-01' }];

describe('a check that was made with a figure', () => {
	const facts = (review: Review) => {
		const figure = actualOf('150', '2025', { review });
		const seen = { outcome: 'activity', evidenceOn: '2026-05-02', made: { figure: figure.id } } as const;
		return pledgeOf({ observations: [figure], checkIns: [checkOf('2026-06-01', { ...seen, review })] });
	};
	const checked = (review: Review, asOf = DAY) => assess(facts(review), asOf).freshness.lastCheckedOn;

	it('is none once the figure was returned or withdrawn, and was one before', () => {
		expect(checked('not needed')).toBe('2026-06-01');
		expect(checked([])).toBe('2026-06-01');
		expect(checked(act('approved'))).toBe('2026-06-01');
		expect(checked(act('returned'))).toBe(null);
		expect(checked(act('withdrawn'))).toBe(null);
		expect(checked(act('returned'), '2026-06-30')).toBe('2026-06-01');
	});

	it('has the evidence of what took its place, where that could be seen then', () => {
		const first = actualOf('150', '2025', { id: 'first' });
		const seen = { outcome: 'activity', evidenceOn: '2026-05-02', made: { figure: 'first' } } as const;
		const after = (knownOn: string) => {
			const later = actualOf('140', '2025', { supersedes: 'first', knownOn, recordedOn: '2026-10-01' });
			const checkIns = [checkOf('2026-06-01', seen)];
			const [check] = knownBy(pledgeOf({ observations: [first, later], checkIns }), DAY).checkIns;
			return [check?.outcome, check?.evidenceOn];
		};
		expect(after('2026-04-30')).toEqual(['activity', '2026-04-30']);
		expect(after('2026-09-30')).toEqual(['no_change', null]);
		// A source without a date: the figure is evidence of its period.
		expect(after('2026-10-01')).toEqual(['activity', '2025-12-31']);
	});
});

describe('a check that was made with the record of a step', () => {
	const step = stepOf('Designed', { done: '2026-05-01' });
	const [first] = step.done;
	if (!first) throw new Error('The step is not done.');
	const seen = { outcome: 'activity', evidenceOn: '2026-05-01', made: { record: first.id } } as const;
	const known = (...done: Partial<typeof first>[]) => {
		const records = done.map((over, at) => ({ ...first, id: `later ${at}`, supersedes: first.id, ...over }));
		const steps = [{ ...step, done: [first, ...records] }];
		const [check] = knownBy(
			pledgeOf({ kind: 'continuing', steps, checkIns: [checkOf('2026-06-01', seen)] }),
			DAY
		).checkIns;
		return [check?.checkedOn, check?.outcome, check?.evidenceOn];
	};

	it('found nothing that stands once the step was not done after all', () => {
		expect(known()).toEqual(['2026-06-01', 'activity', '2026-05-01']);
		expect(known({ undone: true })).toEqual(['2026-06-01', 'no_change', null]);
	});

	it('has the day of the corrected record as its evidence', () => {
		expect(known({ from: '2026-03-01', knownOn: '2026-03-01' })).toEqual([
			'2026-06-01',
			'activity',
			'2026-03-01'
		]);
	});

	it('leaves a pledge that has to go on without its evidence', () => {
		const steps = [
			{ ...step, done: [first, { ...first, id: 'undone', supersedes: first.id, undone: true }] }
		];
		const facts = pledgeOf({ kind: 'continuing', steps, checkIns: [checkOf('2026-06-01', seen)] });
		expect(assess({ ...facts, steps: [step] }, '2026-06-30').status).toBe('ONGOING');
		expect(assess(facts, '2026-06-30').status).not.toBe('ONGOING');
	});
});
