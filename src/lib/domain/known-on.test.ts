import { describe, expect, it } from 'vitest';
import { publicSince, undatedWords } from './known-on.ts';

describe('what happened is public', () => {
	it('since its source was published, and not before it happened', () => {
		expect(publicSince('2024-06-30', '2024-06-25')).toBe('2024-06-30');
		expect(publicSince('2024-06-01', '2024-06-25')).toBe('2024-06-25');
	});

	it('since it happened, where no source has a date', () => {
		expect(publicSince(null, '2024-06-25')).toBe('2024-06-25');
	});
});

describe('what is left out because nothing says when it became public', () => {
	it.each([
		[{}, null],
		[{ figure: 0 }, null],
		[
			{ figure: 1 },
			'Left out: 1 figure, which names no source with a date; it counts from the day it was recorded here.'
		],
		[
			{ target: 1, figure: 8, due: 2 },
			'Left out: 1 target, 8 figures and 2 due dates of steps, which name no source with a date; they count from the day they were recorded here.'
		]
	])('%o reads %s', (counts, words) => {
		expect(undatedWords(counts)).toBe(words);
	});
});
