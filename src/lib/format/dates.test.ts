import { expect, test } from 'vitest';
import { formatDay, freshnessWords, fromToday, lateBy, lengthOf } from './dates.ts';

const today = '2026-11-23';

test('a day is named by its distance from today', () => {
	expect(fromToday('2026-11-23', today)).toBe('today');
	expect(fromToday('2026-11-22', today)).toBe('yesterday');
	expect(fromToday('2026-11-24', today)).toBe('tomorrow');
	expect(fromToday('2026-11-11', today)).toBe('12 days ago');
	expect(fromToday('2026-12-31', today)).toBe('in 38 days');
	expect(fromToday('2024-11-06', today)).toBe('2 years ago');
});

test('a length is never rounded up', () => {
	expect(lengthOf(59)).toBe('59 days');
	expect(lengthOf(490)).toBe('16 months');
	expect(lengthOf(1095)).toBe('2 years');
	expect(lateBy(1)).toBe('1 day late');
});

test('the year is left out only within the current year', () => {
	expect(formatDay('2026-10-15', today)).toBe('15 Oct');
	expect(formatDay('2022-10-15', today)).toBe('15 Oct 2022');
});

test('freshness says when it was checked, when a check is due, and since when nobody looked', () => {
	const checked = { lastCheckedOn: '2026-11-11', dueOn: '2027-05-10' };
	expect(freshnessWords({ state: 'current', ...checked }, today)).toBe('checked 12 days ago');
	expect(freshnessWords({ state: 'due', lastCheckedOn: '2026-06-01', dueOn: '2026-11-28' }, today)).toBe(
		'checked 5 months ago, check due by 28 Nov 2026'
	);
	expect(freshnessWords({ state: 'unverified', lastCheckedOn: null, dueOn: '2023-04-13' }, today)).toBe(
		'unverified since 13 Apr 2023'
	);
	expect(freshnessWords({ state: 'due', lastCheckedOn: null, dueOn: '2026-12-01' }, today)).toBe(
		'never checked, check due by 1 Dec 2026'
	);
});

test('where no clock runs, nothing is said', () => {
	expect(freshnessWords({ state: 'none', lastCheckedOn: '2024-01-01', dueOn: null }, today)).toBeNull();
});

test('on the public basis freshness speaks of evidence, and never of a check', () => {
	const seen = { lastCheckedOn: '2026-11-11', dueOn: '2027-05-10', byEvidence: true } as const;
	expect(freshnessWords({ state: 'current', ...seen }, today)).toBe('last public evidence 12 days ago');
	expect(freshnessWords({ ...seen, state: 'due', dueOn: '2026-11-28' }, today)).toBe(
		'last public evidence 12 days ago, unverified from 28 Nov 2026'
	);
	expect(freshnessWords({ ...seen, state: 'current', lastCheckedOn: null }, today)).toBe(
		'no public evidence yet'
	);
});
