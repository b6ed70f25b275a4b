import { describe, expect, it } from 'vitest';
import { actualOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

const total = (values: Record<string, string>, over: Over = {}) =>
	pledgeOf({
		kind: 'cumulative',
		indicator: { title: 'Aid delivered', aggregation: 'cumulative' },
		targets: [targetOf('100', '2029', { start: '2020-01-01' })],
		observations: Object.entries(values).map(([on, value]) => actualOf(value, on)),
		...over
	});

const years = (from: number, to: number, value: string) =>
	Object.fromEntries(Array.from({ length: to - from + 1 }, (_, at) => [String(from + at), value]));

describe('missing sub-periods ⇒ S is a lower bound, class only if it cannot change', () => {
	const gap = { '2020': '10', ...years(2022, 2029, '10') };

	it('awaits the missing year during the grace, and names it', () => {
		const result = assess(total(gap), '2030-06-30');
		expect(result).toMatchObject({
			status: 'AWAITING_FIGURE',
			statusText: 'Awaiting the figure for 2021',
			detail: { missing: [{ start: '2021-01-01', end: '2021-12-31' }] }
		});
		expect(result.sentence).toBe(
			'Aid delivered came to at least 90 t in 2020–2029, 90 % of at least 100 t by 2029; the deadline has passed and the figure for 2021 is awaited.'
		);
		expect(result.reasons).toContain(
			'The deadline has passed and the figure for 2021 is missing, so the total is only a lower bound.'
		);
		expect(assess(total(gap), '2030-12-31').status).toBe('AWAITING_FIGURE');
	});

	it('awaits the deadline’s own period as well, where it has no figure either', () => {
		const both = assess(total({ '2020': '10', ...years(2022, 2028, '10') }), '2030-06-30');
		expect(both.statusText).toBe('Awaiting the figures for 2021 and 2029');
	});

	it('gives no verdict after the grace, since the missing year could change it', () => {
		for (const asOf of ['2031-01-01', '2031-04-15']) {
			const result = assess(total(gap), asOf);
			expect(result).toMatchObject({
				status: 'NOT_ASSESSABLE',
				statusText: 'Not assessable: sub-periods missing',
				progress: 0.9
			});
			expect(result.sentence).toBe(
				'Aid delivered came to at least 90 t in 2020–2029; figures are missing for 2021, so the total is only a lower bound.'
			);
		}
		const nothing = { '2020': '0', ...years(2022, 2029, '0') };
		expect(assess(total(nothing), '2031-04-15').status).toBe('NOT_ASSESSABLE');
	});

	it('is met all the same when the known parts are enough', () => {
		const enough = total({ '2020': '10', ...years(2022, 2029, '12') });
		expect(assess(enough, '2031-04-15').status).toBe('MET');
		const whole = total(years(2020, 2029, '9'));
		expect(assess(whole, '2031-04-15').status).toBe('PARTLY_MET');
	});

	it('says no use of a ceiling that the missing part could change', () => {
		const most = { targets: [targetOf('100', '2029', { start: '2020-01-01', qualifier: 'up_to' })] };
		expect(assess(total(gap, most), '2031-04-15').statusText).toBe('Not assessable: sub-periods missing');
		expect(assess(total({ ...gap, '2022': '50' }, most), '2031-04-15').status).toBe('EXCEEDED');
	});
});

describe('quarter and year are never summed', () => {
	const by = { targets: [targetOf('100', '2029', { start: '2020-01-01' })] };

	it('sums the periods of one length and names what is left out', () => {
		const result = assess(total({ '2020': '10', '2021-Q1': '3' }, by), '2021-06-01');
		expect(result.figure).toMatchObject({ value: '10' });
		expect(result.sentence).toContain('came to 10 t in 2020,');
		expect(result.reasons).toContain(
			'The figure for Q1 2021 is left out: only periods of one length are summed.'
		);
		const two = assess(total({ '2020': '10', '2021-Q1': '3', '2021-Q2': '3' }, by), '2021-08-01');
		expect(two.reasons).toContain(
			'The figures for Q1 2021 and Q2 2021 are left out: only periods of one length are summed.'
		);
	});

	it('takes the length that covers most days, whatever order the figures came in', () => {
		const quarters = { '2020-Q1': '1', '2020-Q2': '1', '2020-Q3': '1', '2020-Q4': '1', '2021-Q1': '1' };
		const mixed = total({ ...quarters, '2022': '10' }, by);
		const result = assess(mixed, '2023-02-01');
		expect(result.figure?.value).toBe('5');
		expect(result.reasons).toContain(
			'The figure for 2022 is left out: only periods of one length are summed.'
		);
		const turned = { ...mixed, observations: [...mixed.observations].reverse() };
		expect(assess(turned, '2023-02-01').figure?.value).toBe('5');
	});

	it('treats what is left out between two summed periods as missing', () => {
		const result = assess(total({ '2020': '10', '2021-Q1': '3', '2022': '10' }, by), '2023-02-01');
		expect(result).toMatchObject({
			status: 'NOT_ASSESSABLE',
			figure: { value: '20' },
			detail: { missing: [{ start: '2021-01-01', end: '2021-12-31' }] }
		});
	});

	it('gives no verdict while what is left out before the deadline could change it', () => {
		const quarters = { '2029-Q1': '5', '2029-Q2': '5' };
		const result = assess(total({ ...years(2020, 2028, '10'), ...quarters }, by), '2031-04-15');
		expect(result).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: sub-periods missing'
		});
		expect(result.sentence).toContain('; figures are missing for 2029, so the total is only a lower bound.');
		const later = total({ ...years(2020, 2029, '9'), '2030-Q1': '5' }, by);
		expect(assess(later, '2031-04-15').status).toBe('PARTLY_MET');
	});

	it('keeps the use of a ceiling while the time still runs', () => {
		const most = { targets: [targetOf('100', '2029', { start: '2020-01-01', qualifier: 'up_to' as const })] };
		const facts = total({ '2020': '10', '2021-Q1': '3' }, most);
		expect(assess(facts, '2021-06-01').statusText).toBe('In use, 10 %');
	});
});
