import { expect, it } from 'vitest';
import { changedSinceWords } from './verdict-words.ts';

it.each([
	[null, 0, null],
	['2026-11-03', 0, 'Given before the target was changed on 3 Nov 2026.'],
	[null, 1, 'Given before 1 figure was added or corrected.'],
	[
		'2026-11-03',
		2,
		'Given before the target was changed on 3 Nov 2026 and 2 figures were added or corrected.'
	]
])('a verdict that knew neither %s nor %i figures says so', (target, figures, words) => {
	expect(changedSinceWords({ target, figures })).toBe(words);
});
