import { describe, expect, it } from 'vitest';
import type { Observation } from './commitment.ts';
import { actualOf, baselineOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';
import { withApproved } from './eligible.ts';
import { submittedWords } from './review.ts';
import type { Review, ReviewAct } from './review.ts';

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
		expect(valueOf([first, correction({ review: [] })])).toBe('120');
		expect(valueOf([actualOf('150', '2024', { review: [] })])).toBe(null);
	});

	it('counts from the day and the ledger number of its approval, not from its own', () => {
		const approved = correction({ review: [{ state: 'approved', seq: 30, recordedOn: '2025-07-01' }] });
		expect(valueOf([first, approved])).toBe('150');
		expect(valueOf([first, approved], '2025-06-30')).toBe('120');
		expect(valueOf([first, approved], '2025-07-01')).toBe('150');
		expect(valueOf([first, approved], TODAY, { at: 29 })).toBe('120');
		expect(valueOf([first, approved], TODAY, { at: 30 })).toBe('150');
	});

	it('was public when its source was, whenever it was approved here', () => {
		const approved = correction({ review: [{ state: 'approved', seq: 30, recordedOn: '2025-07-01' }] });
		expect(valueOf([first, approved], '2025-05-15', { basis: 'public' })).toBe('150');
		expect(valueOf([first, approved], '2025-04-30', { basis: 'public' })).toBe('120');
		expect(valueOf([first, approved], '2025-05-15', { basis: 'public', at: 29 })).toBe('120');
		expect(valueOf([first, correction({ review: [] })], '2025-05-15', { basis: 'public' })).toBe('120');
	});

	it('that is approved replaces all that it corrects, through figures that were returned', () => {
		const returned = correction({ id: 'returned', review: [] });
		const again = correction({ seq: 40, supersedes: 'returned', value: '140', recordedOn: '2025-08-01' });
		expect(valueOf([first, returned, { ...again, review: [] }])).toBe('120');
		expect(valueOf([first, returned, again])).toBe('140');
	});

	it('shows beforehand what approving it would come to, and changes nothing', () => {
		const facts = pledge(first, correction({ review: [] }));
		expect(assess(withApproved(facts, 20), TODAY)).toMatchObject({
			status: 'ON_TRACK',
			figure: { value: '150' }
		});
		expect(assess(facts, TODAY)).toMatchObject({ figure: { value: '120' } });
		expect(assess(withApproved(facts, 21), TODAY)).toEqual(assess(facts, TODAY));
	});
});

describe('what waits or was returned', () => {
	const act = (state: ReviewAct['state'], seq = 900_030, recordedOn = '2025-07-01'): Review => [
		{ state, seq, recordedOn }
	];
	const figure = (review: Review, on = '2024', over: Partial<Observation> = {}) =>
		actualOf('150', on, { seq: 900_020, recordedOn: '2025-06-01', review, ...over });
	const said = (observations: Observation[], over = {}, asOf = TODAY, options = {}) => {
		const { statusText, sentence, reasons } = assess({ ...pledge(...observations), ...over }, asOf, options);
		return { statusText, sentence, last: reasons.at(-1) };
	};

	it.each([
		[0, 0, null],
		[1, 0, 'one figure waits for review'],
		[3, 0, '3 figures wait for review'],
		[0, 1, 'one figure was returned'],
		[0, 2, '2 figures were returned'],
		[1, 1, 'one figure waits for review and one was returned'],
		[2, 3, '2 figures wait for review and 3 were returned']
	])('of %i and %i figures it says “%s”', (waiting, returned, words) => {
		expect(submittedWords({ waiting, returned })).toBe(words);
	});

	it('is said where nothing counts, and not that no figure has been recorded', () => {
		expect(said([figure([])], { baselines: [] })).toMatchObject({
			statusText: 'Not assessable: one figure waits for review',
			sentence:
				'No figure for “Goods trade turnover” counts yet, so nothing can be judged: one figure waits for review.'
		});
		expect(said([figure(act('returned'))], { baselines: [] })).toMatchObject({
			statusText: 'Not assessable: one figure was returned'
		});
		expect(said([figure([]), actualOf('90', '2019')]).sentence).toBe(
			'No figure later than the baseline counts yet for “Goods trade turnover”, so no movement can be seen: one figure waits for review.'
		);
		expect(said([figure(act('withdrawn'))], { baselines: [] })).toMatchObject({
			statusText: 'Not assessable: no figure'
		});
	});

	it('is a reason beside a status that stands on other figures', () => {
		expect(said([first, figure([], '2025')]).last).toBe('One figure waits for review; it does not count.');
		expect(said([first, figure([], '2025'), figure(act('returned'), '2023')]).last).toBe(
			'One figure waits for review and one was returned; they do not count.'
		);
		expect(said([first]).last).not.toContain('review');
	});

	it('is what stood on the day and at the ledger number that is asked for', () => {
		const one = [figure(act('returned'))];
		const text = (asOf: string, options = {}) => said(one, { baselines: [] }, asOf, options).statusText;
		expect(text('2025-05-31')).toBe('Not assessable: no figure');
		expect(text('2025-06-30')).toBe('Not assessable: one figure waits for review');
		expect(text('2025-07-01')).toBe('Not assessable: one figure was returned');
		expect(text(TODAY, { at: 900_029 })).toBe('Not assessable: one figure waits for review');
		expect(text(TODAY, { at: 900_019 })).toBe('Not assessable: no figure');
	});

	it('counts a figure once, however often it was corrected meanwhile', () => {
		const returned = figure(act('returned'), '2025', { id: 'returned' });
		const again = figure([], '2025', { supersedes: 'returned', seq: 900_040, recordedOn: '2025-08-01' });
		expect(said([first, returned, again]).last).toBe('One figure waits for review; it does not count.');
	});
});
