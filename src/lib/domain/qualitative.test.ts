import { describe, expect, it } from 'vitest';
import { checkOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

const words = (...checkIns: ReturnType<typeof checkOf>[]) =>
	pledgeOf({
		kind: 'qualitative',
		occasionOn: '2022-10-15',
		indicator: null,
		hasGuideline: true,
		targets: [targetOf(null, '2024')],
		checkIns
	});

describe('qualitative: STALLED is no evidence for the check interval, and no claim that somebody looked', () => {
	it('says since when no evidence has been recorded', () => {
		expect(assess(words(), '2023-07-01')).toMatchObject({
			status: 'STALLED',
			sentence:
				'No evidence has been recorded since the pledge of 15 Oct 2022, and the interval of 180 days has run out; the pledge is due by 2024.',
			reasons: [
				'No evidence has been recorded for 259 days; the check interval is 180 days, and nobody has checked yet.'
			]
		});
		expect(assess(words(checkOf('2023-01-01')), '2023-07-01').reasons).toEqual([
			'No evidence has been recorded for 259 days; the check interval is 180 days.'
		]);
	});

	it('says of what day the last evidence is, and that the pledge is due', () => {
		const seen = words(checkOf('2023-02-01', { outcome: 'activity', evidenceOn: '2023-01-01' }));
		expect(assess(seen, '2023-06-29').sentence).toBe(
			'The last evidence is of 1 Jan 2023; the pledge is due by 2024.'
		);
		expect(assess(seen, '2023-06-30').sentence).toBe(
			'No evidence has been recorded since that of 1 Jan 2023, and the interval of 180 days has run out; the pledge is due by 2024.'
		);
		expect(assess(words(), '2022-12-01').sentence).toBe(
			'No evidence has been recorded since the pledge of 15 Oct 2022; the pledge is due by 2024.'
		);
	});
});
