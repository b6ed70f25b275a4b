import { describe, expect, it } from 'vitest';
import type { Observation } from './commitment.ts';
import { actualOf, baselineOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';
import { withApproved } from './review.ts';

const pledge = (...observations: Observation[]) =>
	pledgeOf({ baselines: [baselineOf('100', '2020')], targets: [targetOf('200', '2030')], observations });
const TODAY = '2026-11-23';
const valueOf = (observations: Observation[], asOf = TODAY, options = {}) =>
	assess(pledge(...observations), asOf, options).figure?.value ?? null;

const first = actualOf('120', '2024', { seq: 10, recordedOn: '2025-02-01', knownOn: '2025-01-20' });
const correction = (over: Partial<Observation>) =>
	actualOf('150', '2024', {
		...{ seq: 20, supersedes: first.id, recordedOn: '2025-06-01', knownOn: '2025-05-01' },
		...over
	});

describe('a figure that needs a review', () => {
	it('does not replace the approved one while it waits, nor after it was returned', () => {
		expect(valueOf([first, correction({ approval: null })])).toBe('120');
		expect(valueOf([actualOf('150', '2024', { approval: null })])).toBe(null);
	});

	it('counts from the day and the ledger number of its approval, not from its own', () => {
		const approved = correction({ approval: { seq: 30, recordedOn: '2025-07-01' } });
		expect(valueOf([first, approved])).toBe('150');
		expect(valueOf([first, approved], '2025-06-30')).toBe('120');
		expect(valueOf([first, approved], '2025-07-01')).toBe('150');
		expect(valueOf([first, approved], TODAY, { at: 29 })).toBe('120');
		expect(valueOf([first, approved], TODAY, { at: 30 })).toBe('150');
	});

	it('was public when its source was, whenever it was approved here', () => {
		const approved = correction({ approval: { seq: 30, recordedOn: '2025-07-01' } });
		expect(valueOf([first, approved], '2025-05-15', { basis: 'public' })).toBe('150');
		expect(valueOf([first, approved], '2025-04-30', { basis: 'public' })).toBe('120');
		expect(valueOf([first, approved], '2025-05-15', { basis: 'public', at: 29 })).toBe('120');
		expect(valueOf([first, correction({ approval: null })], '2025-05-15', { basis: 'public' })).toBe('120');
	});

	it('that is approved replaces all that it corrects, through figures that were returned', () => {
		const returned = correction({ id: 'returned', approval: null });
		const again = correction({ seq: 40, supersedes: 'returned', value: '140', recordedOn: '2025-08-01' });
		expect(valueOf([first, returned, { ...again, approval: null }])).toBe('120');
		expect(valueOf([first, returned, again])).toBe('140');
	});

	it('shows beforehand what approving it would come to, and changes nothing', () => {
		const facts = pledge(first, correction({ approval: null }));
		expect(assess(withApproved(facts, 20), TODAY)).toMatchObject({
			status: 'ON_TRACK',
			figure: { value: '150' }
		});
		expect(assess(facts, TODAY)).toMatchObject({ figure: { value: '120' } });
		expect(assess(withApproved(facts, 21), TODAY)).toEqual(assess(facts, TODAY));
	});
});
