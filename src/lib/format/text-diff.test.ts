import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffTexts, nearChanges, type DiffPiece } from './text-diff.ts';

const without = (pieces: DiffPiece[], is: DiffPiece['is']) =>
	pieces
		.filter((piece) => piece.is !== is)
		.map(({ text }) => text)
		.join('');

describe('how one text became another', () => {
	test('is told word by word, inside the line that changed', () => {
		expect(diffTexts('One.\nTrade to US$1 billion.\nEnd.', 'One.\nTrade to US$2 billion.\nEnd.')).toEqual([
			{ text: 'One.\nTrade to US$', is: 'same' },
			{ text: '1', is: 'removed' },
			{ text: '2', is: 'added' },
			{ text: ' billion.\nEnd.', is: 'same' }
		]);
	});

	test('holds both texts whole, whatever they are', () => {
		const text = fc
			.array(fc.constantFrom('a', 'b ', 'слово', '\n', ' ', '“c”', '\r\n'))
			.map((all) => all.join(''));
		fc.assert(
			fc.property(text, text, (before, after) => {
				const pieces = diffTexts(before, after);
				expect(without(pieces, 'added')).toBe(before);
				expect(without(pieces, 'removed')).toBe(after);
			})
		);
	});

	test('of two long texts that have nothing in common is the one in place of the other', () => {
		const [before, after] = ['a', 'b'].map((word) =>
			Array.from({ length: 4_000 }, (_, at) => word + at).join('\n')
		);
		expect(diffTexts(before ?? '', after ?? '')).toEqual([
			{ text: before, is: 'removed' },
			{ text: after, is: 'added' }
		]);
	});

	test('can be cut down to what stands near the changes', () => {
		const long = 'x '.repeat(500);
		const [first, , , last] = nearChanges(diffTexts(`${long}one ${long}`, `${long}two ${long}`));
		expect(first?.text).toMatch(/^… (x ){59}/);
		expect(last?.text.length).toBeLessThan(140);
	});
});
