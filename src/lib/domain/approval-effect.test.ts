import { describe, expect, it } from 'vitest';
import { approvalEffect } from './approval-effect.ts';
import { actualOf, baselineOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { withApproved } from './eligible.ts';
import { assess } from './progress.ts';

const ON = '2026-11-26';
/** What approving a figure for 2025 does to a pledge without a deadline that stands at 40 % of its way. */
const effectOf = (value: string, over: Parameters<typeof pledgeOf>[0] = {}) => {
	const submitted = actualOf(value, '2025', { review: [] });
	const pledge = pledgeOf({
		baselines: [baselineOf('100', '2021')],
		targets: [targetOf('200', null)],
		observations: [actualOf('140', '2024'), submitted],
		...over
	});
	return approvalEffect(assess(pledge, ON), assess(withApproved(pledge, submitted.seq), ON));
};

describe('what approving a figure does', () => {
	it('names a reversal within one status, and the way it goes back', () => {
		expect(effectOf('66')).toEqual({
			changes: true,
			words:
				'Approving it changes the status from “No deadline, toward” to “No deadline, away” (40 % → −34 % of the way).'
		});
	});

	it('names the progress where only that changes', () => {
		expect(effectOf('150').words).toBe(
			'Approving it leaves the status at “No deadline, toward”, but changes the progress (40 % → 50 % of the way).'
		);
	});

	it('leaves the status only where the words and the progress stay the same', () => {
		expect(effectOf('140')).toEqual({
			changes: false,
			words: 'Approving it leaves the status at “No deadline, toward”.'
		});
	});
});
