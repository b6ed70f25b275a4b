import { describe, expect, it } from 'vitest';
import { actualOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Over = Parameters<typeof pledgeOf>[0];

describe('annual rate: the running year is shown and projected, and never compared', () => {
	const floor = (over: Over) =>
		pledgeOf({
			kind: 'annual_rate',
			occasionOn: '2022-10-15',
			indicator: { title: 'Gas imported', unit: 'bcm', aggregation: 'annual_flow' },
			targets: [targetOf('1.5', null, { per: 'year' })],
			...over
		});
	const part = (value: string, year: number) =>
		actualOf(value, String(year), {
			period: { start: `${year}-01-01`, end: `${year}-06-30` },
			partial: true
		});
	const halves = [part('0.8', 2024), part('0.5', 2025), part('0.9', 2026)];
	const whole = [actualOf('2', '2024'), actualOf('1', '2025')];

	it('mentions a part-year figure and projects it pro rata by days', () => {
		const result = assess(
			floor({ observations: [actualOf('1.6', '2025'), part('0.9', 2026)] }),
			'2026-11-23'
		);
		expect(result.sentence).toBe(
			'Gas imported came to 1.6 bcm in 2025, which meets the target of at least 1.5 bcm a year; 1 of 1 complete year met it; the running year stands at 0.9 bcm in Jan–Jun 2026.'
		);
		expect(result.arithmetic.at(-1)).toEqual({
			label: 'The running year at this pace',
			formula: '0.9 × 365 ÷ 181 days',
			result: '1.81 bcm',
			rule: 'projection pro rata by days',
			source: 'ours'
		});
	});

	it('projects by the median share of two or more earlier years, with the range', () => {
		const result = assess(floor({ observations: [...whole, ...halves] }), '2026-11-23');
		expect(result.sentence).toMatch(
			/; the running year stands at 0\.9 bcm in Jan–Jun 2026, after 0\.5 bcm in the same months of the year before\.$/
		);
		expect(result.arithmetic.at(-1)).toEqual({
			label: 'The running year at this pace',
			formula: '0.9 ÷ 45 %',
			result: '2 bcm, between 1.8 bcm and 2.25 bcm',
			rule: 'projection = year to date ÷ median share of the same months in earlier years',
			source: 'ours'
		});
	});

	it('projects the first year too, and mentions no year after the promise', () => {
		const first = assess(
			floor({ observations: [part('0.9', 2026)], occasionOn: '2025-12-31' }),
			'2026-11-23'
		);
		expect(first.sentence).not.toContain('the running year stands');
		expect(first.arithmetic.at(-1)?.result).toBe('1.81 bcm');
		const over = assess(
			floor({
				targets: [targetOf('1.5', '2025', { per: 'year' })],
				observations: [actualOf('1.6', '2025'), part('0.9', 2026)]
			}),
			'2026-11-23'
		);
		expect(over.sentence).not.toContain('running year');
		expect(over.arithmetic).toHaveLength(1);
	});
});

describe('an indicator without a title of its own', () => {
	it('is called the figure, since a pledge cannot come to anything', () => {
		const posts = (title: string) =>
			assess(
				pledgeOf({
					title: 'Open 12 border posts',
					kind: 'count',
					indicator: { title, unit: 'posts' },
					targets: [targetOf('12', '2030')],
					observations: [actualOf('7', '2025')]
				}),
				'2026-03-01'
			).sentence;
		expect(posts('Open 12 border posts')).toMatch(
			/^The figure came to 7 posts in 2025, 58 % of at least 12 posts/
		);
		expect(posts('Border posts')).toMatch(/^Border posts came to 7 posts/);
	});
});
