import { describe, expect, it } from 'vitest';
import { latenessOf, latenessWords, movedWords, type Clock, type Deadline } from './lateness.ts';

const by = (due: string | null, precision: Deadline['precision'] = 'day'): Deadline => ({ due, precision });
const today: Clock = { how: 'runs', on: '2026-11-25' };
const words = (chain: Deadline[], clock: Clock = today) => {
	const lateness = latenessOf(chain, clock);
	return lateness && latenessWords(lateness, clock);
};

describe('a deadline that was moved', () => {
	it('is late against the original and has days left to the current one', () => {
		const chain = [by('2026-11-13'), by('2026-12-31', 'year')];
		expect(latenessOf(chain, today)).toEqual({
			original: { due: '2026-11-13', days: 12 },
			current: { due: '2026-12-31', days: -36 }
		});
		expect(words(chain)).toBe(
			'12 days late against the original deadline, 13 Nov 2026; 36 days left to the current one, 31 Dec 2026.'
		);
	});

	it('is counted against the first and the last, however often it was moved between', () => {
		const chain = [by('2024-12-31'), by('2025-06-30'), by('2030-12-31'), by('2026-11-24')];
		expect(words(chain)).toBe(
			'694 days late against the original deadline, 31 Dec 2024; 1 day late against the current one, 24 Nov 2026.'
		);
	});

	it('may have been moved forward, and may be due today', () => {
		expect(words([by('2027-11-25'), by('2026-11-25')])).toBe(
			'365 days left to the original deadline, 25 Nov 2027; due today by the current one, 25 Nov 2026.'
		);
	});

	it('may have been taken away', () => {
		expect(words([by('2024-12-31'), by(null)])).toBe(
			'694 days late against the original deadline, 31 Dec 2024; no deadline stands now.'
		);
	});

	it('was not moved where it stayed, where only other words of the target changed, or where it came late', () => {
		expect(words([by('2026-12-31')])).toBeNull();
		expect(words([by('2026-12-31'), by('2026-12-31', 'year')])).toBeNull();
		expect(words([by(null), by('2026-12-31')])).toBeNull();
		expect(words([by('2026-12-31'), by('2027-12-31'), by('2026-12-31')])).toBeNull();
		expect(words([by(null)])).toBeNull();
		expect(words([])).toBeNull();
	});

	it('counts to the day on which the clock stopped, and no further', () => {
		const chain = [by('2024-12-31'), by('2026-12-31')];
		expect(words(chain, { how: 'done', on: '2025-01-12' })).toBe(
			'Done 12 days after the original deadline, 31 Dec 2024; 718 days before the current one, 31 Dec 2026.'
		);
		expect(words(chain, { how: 'met', on: '2024-12-31' })).toBe(
			'The figure that meets the target is dated on the day of the original deadline, 31 Dec 2024; 730 days before the current one, 31 Dec 2026.'
		);
		expect(words(chain, { how: 'closed', on: '2025-01-01' })).toMatch(/^Closed 1 day after the original/);
	});
});

describe('a step that was moved', () => {
	it('names every former date as precisely as it was given', () => {
		expect(movedWords([by('2024-12-31', 'year'), by('2026-06-30'), by('2026-12-31')], today)).toBe(
			'first planned for 2024, then for 30 Jun 2026; 694 days late against the first date'
		);
	});

	it('says once it is done how late it was against the first date', () => {
		const chain = [by('2024-12-31'), by('2026-12-31')];
		expect(movedWords(chain, { how: 'done', on: '2025-01-01' })).toBe(
			'first planned for 31 Dec 2024; done 1 day after the first date'
		);
	});

	it('says nothing where it stayed', () => {
		expect(movedWords([by('2024-12-31'), by('2024-12-31', 'year')], today)).toBeNull();
	});
});
