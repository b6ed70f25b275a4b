import { describe, expect, it } from 'vitest';
import { tally } from '#lib/domain/portfolio.ts';
import type { Group } from '#lib/domain/status.ts';
import { briefingLede, briefingTitle } from './briefing.ts';
import { footnotes } from './footnotes.ts';

const of = (groups: Partial<Record<Group, number>>, unverified = false) =>
	tally(
		Object.entries(groups).map(([group, count]) => ({
			...{ theme: 'trade', group: group as Group, counted: true, unverified, count }
		}))
	);
const none = tally([]);
const now = { asOf: '2026-11-23', basis: 'recorded' } as const;

describe('the finding of a briefing', () => {
	it('names its day and what it counts', () => {
		expect(briefingTitle(now, of({ met: 1, behind: 2 }), none)).toBe(
			'As of 23 Nov 2026, one of 3 pledges is met; two are behind'
		);
		expect(briefingTitle({ ...now, basis: 'public' }, of({ met: 1 }), none)).toBe(
			'By what was public on 23 Nov 2026, the one pledge is met'
		);
	});

	it('never speaks of no pledges where some are listed and not counted', () => {
		expect(briefingTitle(now, none, of({ behind: 2 }))).toBe(
			'As of 23 Nov 2026, none of 2 pledges counts in headline totals'
		);
		expect(briefingTitle(now, none, none)).toBe('As of 23 Nov 2026, no pledge here was known');
	});

	it('says how much of it is verified, and what stands beside it', () => {
		expect(briefingLede(of({ met: 2, behind: 1 }), of({ behind: 1, met: 1 }))).toBe(
			'2 of 3 pledges agreed or declared ready are met, on track or in progress, and verified. 2 more pledges are listed and not counted, being proposed, discussed, noted as potential, or resting on an assumed deadline: 1 met and 1 behind.'
		);
		expect(briefingLede(of({ behind: 1 }), of({ in_progress: 2, met: 1 }))).toMatch(
			/^It is agreed or declared ready\. 3 more .*: 1 met and 2 in progress with no verdict\.$/
		);
		expect(briefingLede(of({ met: 2 }, true), none)).toMatch(/^0 of 2 pledges .* are met/);
	});
});

describe('footnotes', () => {
	it('number a document where it is named first, and the same ever after', () => {
		const notes = footnotes<{ id: number }>();
		expect(notes.cite([{ id: 30 }, null, { id: 10 }])).toEqual([1, 2]);
		expect(notes.cite([{ id: 20 }, { id: 10 }, { id: 20 }])).toEqual([2, 3]);
		expect(notes.list().map(({ id }) => id)).toEqual([30, 10, 20]);
	});
});
