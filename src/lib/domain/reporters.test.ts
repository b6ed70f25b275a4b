import { describe, expect, it } from 'vitest';
import { actualOf, baselineOf, orderOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';
import { assessBy, needsReporter, otherWords } from './reporters.ts';

const TODAY = '2025-06-30';
const two = pledgeOf({
	baselines: [baselineOf('100', '2020')],
	targets: [targetOf('200', '2030')],
	observations: [actualOf('150', '2024'), actualOf('95', '2024', { reporter: 'B' })]
});

describe('two reporters of one period', () => {
	it('need a choice where nobody is ranked, and none once somebody is', () => {
		expect(needsReporter(assess(two, TODAY))).toBe(true);
		expect(needsReporter(assess({ ...two, reporterOrders: [orderOf(['B'])] }, TODAY))).toBe(false);
		expect(needsReporter(assess({ ...two, observations: [] }, TODAY))).toBe(false);
	});

	it('are each assessed as if they came first, whatever order stands', () => {
		const ranked = { ...two, reporterOrders: [orderOf(['A', 'B'])] };
		expect(assessBy(ranked, 'A', TODAY).status).toBe('ON_TRACK');
		expect(assessBy(ranked, 'B', TODAY).status).toBe('WRONG_WAY');
		expect(assessBy(two, 'B', TODAY).status).toBe('WRONG_WAY');
		const silent = { ...ranked, reporterOrders: [orderOf(['B', 'A', 'C'])] };
		expect(assessBy(silent, 'C', TODAY).status).toBe('WRONG_WAY');
	});

	it('are told beside the status: what the other’s figure would give, also where that is the same', () => {
		const told = (facts: typeof two) => {
			const own = assess(facts, TODAY);
			return own.others.map((other) => otherWords(other, 't', own));
		};
		expect(told({ ...two, reporterOrders: [orderOf(['A', 'B'])] })).toEqual([
			'By the figure of B, 95 t in 2024, it would be “wrong way”, −5 % of the way.'
		]);
		expect(told({ ...two, reporterOrders: [orderOf(['B', 'A'])] })).toEqual([
			'By the figure of A, 150 t in 2024, it would be “on track”, 148 % of the pace.'
		]);
		const close = [actualOf('150', '2024'), actualOf('149', '2024', { reporter: 'B' })];
		expect(told({ ...two, observations: close, reporterOrders: [orderOf(['A', 'B'])] })).toEqual([
			'By the figure of B, 149 t in 2024, it would still be “on track”, 146 % of the pace.'
		]);
	});
});
