import { describe, expect, it } from 'vitest';
import { finding, healthWords, tally, tallyByTheme, type BoardCount } from './portfolio.ts';

const cell = (over: Partial<BoardCount>): BoardCount => ({
	theme: 'trade',
	group: 'met',
	counted: true,
	unverified: false,
	count: 1,
	...over
});

describe('a portfolio in counts', () => {
	it('counts an unverified pledge in its group, and beside it, but never as healthy', () => {
		const { total, healthy, unverified, groups } = tally([
			cell({ count: 2 }),
			cell({ group: 'on_track', unverified: true, count: 3 }),
			cell({ group: 'behind', count: 1 })
		]);
		expect({ total, healthy, unverified }).toEqual({ total: 6, healthy: 2, unverified: 3 });
		expect(healthWords({ total, healthy })).toBe('two of 6 are met, on track or in progress, and verified');
		expect(healthWords({ total: 9, healthy: 1 })).toMatch(/^one of 9 is met/);
		expect(healthWords({ total: 1, healthy: 1 })).toBeNull();
		expect(groups.find((row) => row.group === 'on_track')).toEqual({
			group: 'on_track',
			count: 3,
			unverified: 3
		});
	});

	it('splits into themes whose totals add up to the whole', () => {
		const counts = [
			cell({ theme: 'trade', count: 2 }),
			cell({ theme: 'culture' }),
			cell({ group: 'missed' })
		];
		const themes = tallyByTheme(counts);
		expect(themes.map((row) => [row.theme, row.total])).toEqual([
			['culture', 1],
			['trade', 3]
		]);
	});

	it('says the finding with the right grammar for none, one and many', () => {
		const say = (...counts: BoardCount[]) => finding(tally(counts));
		expect(say()).toBe('No pledge is logged yet');
		expect(say(cell({}))).toBe('The one pledge is met');
		expect(say(cell({ group: 'behind' }))).toBe('The one pledge is not met');
		expect(say(cell({}), cell({ group: 'behind' }))).toBe('One of 2 pledges is met; one is behind');
		expect(say(cell({ group: 'in_progress', count: 12 }))).toBe('None of 12 pledges are met');
		expect(say(cell({ count: 2 }), cell({ group: 'stalled', unverified: true, count: 3 }))).toBe(
			'Two of 5 pledges are met; three have gone unverified and three have stalled'
		);
	});

	it('says the three worst things, so that what is unverified hides nothing that stalled', () => {
		const counts = [
			cell({ count: 6 }),
			cell({ group: 'behind', unverified: true }),
			cell({ group: 'stalled', count: 4 }),
			cell({ group: 'not_assessable', count: 1100 })
		];
		expect(finding(tally(counts))).toBe(
			'Six of 1,111 pledges are met; one has gone unverified, one is behind and four have stalled'
		);
	});
});
