import { describe, expect, it } from 'vitest';
import { pledgeOf, stepOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

const project = (steps: ReturnType<typeof stepOf>[], over: Over = {}) =>
	pledgeOf({ kind: 'milestones', occasionOn: '2020-06-01', indicator: null, steps, ...over });

describe('milestones: overdue ⇒ BEHIND, with days', () => {
	const A = stepOf('A', { due: '2024-01-31' });
	const B = stepOf('B', { due: '2024-06-30' });
	const done = stepOf('C', { due: '2024-01-01', done: '2023-01-01' });

	it('says how many stages are overdue and for how long the longest is', () => {
		expect(assess(project([A, done]), '2024-02-01').sentence).toBe(
			'1 of 2 stages is done; “A” was due on 31 Jan 2024 and is 1 day overdue.'
		);
		expect(assess(project([B, A, done]), '2024-07-31').sentence).toBe(
			'1 of 3 stages is done; 2 stages are overdue, the longest “A”, due on 31 Jan 2024, by 182 days.'
		);
	});

	it('gives the reason where only the pledge’s own date has passed', () => {
		const result = assess(project([stepOf('A'), done], { targets: [targetOf(null, '2024')] }), '2025-01-02');
		expect(result.sentence).toContain('the pledge was due by 2024 and is 2 days overdue');
		expect(result.reasons[0]).toBe('The pledge was due by 2024, 2 days ago.');
	});

	it('has a reason for every status', () => {
		const reasons = (asOf: string, ...steps: ReturnType<typeof stepOf>[]) => {
			const result = assess(project(steps), asOf);
			return [result.status, result.reasons];
		};
		const late = stepOf('D', { due: '2024-01-01', done: '2024-01-11' });
		expect(reasons('2023-06-01', done)).toEqual(['MET', ['Every stage is done.']]);
		expect(reasons('2024-06-01', late)).toEqual([
			'MET',
			['Every stage is done.', '“D” was done 10 days after its date.']
		]);
		expect(reasons('2024-01-15', done, A)).toEqual([
			'ON_TRACK',
			['Every stage that has fallen due is done.']
		]);
		expect(reasons('2023-06-01', A, B)).toEqual(['NOT_DUE_YET', ['No stage has fallen due yet.']]);
		expect(reasons('2024-02-02', A, B)).toEqual(['BEHIND', ['“A” was due on 31 Jan 2024, 2 days ago.']]);
	});

	it('shows a date as precisely as it was given', () => {
		const year = stepOf('Y', { due: '2022-12-31', duePrecision: 'year' });
		const month = stepOf('M', { due: '2022-06-30', duePrecision: 'month' });
		const late = assess(project([year, done]), '2023-01-03');
		expect(late.sentence).toContain('“Y” was due in 2022 and is 3 days overdue');
		expect(late.reasons).toContain('“Y” was due in 2022, 3 days ago.');
		expect(assess(project([month, done]), '2022-01-03').sentence).toContain('the next date is Jun 2022.');
		expect(assess(project([month, year]), '2023-01-03').sentence).toContain(
			'the longest “M”, due in Jun 2022,'
		);
		const whole = project([stepOf('A')], { targets: [targetOf(null, '2024')] });
		expect(assess(whole, '2023-01-03').sentence).toContain('the next date is 2024.');
	});

	it('counts none, both and all in whole sentences', () => {
		expect(assess(project([A, B]), '2023-01-01').sentence).toBe(
			'None of the 2 stages is done, and nothing has fallen due yet; the next date is 31 Jan 2024.'
		);
		const other = stepOf('E', { done: '2023-02-01' });
		expect(assess(project([done, other]), '2023-06-01').sentence).toBe(
			'Both stages are done, the last on 1 Feb 2023.'
		);
		expect(assess(project([done, other, other]), '2023-06-01').sentence).toMatch(/^All 3 stages are done/);
	});
});
