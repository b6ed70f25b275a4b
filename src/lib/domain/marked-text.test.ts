import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPassages } from './marked-text.ts';

describe('a text with marked passages', () => {
	it('is one piece without any, and none when it is empty', () => {
		expect(markPassages('to build', [])).toEqual([{ text: 'to build', of: [], begins: [] }]);
		expect(markPassages('', [])).toEqual([]);
	});

	it('is cut where passages overlap, so that each is whole', () => {
		const pieces = markPassages('abcdef', [
			{ id: 'one', start: 1, end: 4 },
			{ id: 'two', start: 3, end: 5 },
			{ id: 'same', start: 3, end: 5 }
		]);
		expect(pieces).toEqual([
			{ text: 'a', of: [], begins: [] },
			{ text: 'bc', of: ['one'], begins: ['one'] },
			{ text: 'd', of: ['one', 'two', 'same'], begins: ['two', 'same'] },
			{ text: 'e', of: ['two', 'same'], begins: [] },
			{ text: 'f', of: [], begins: [] }
		]);
	});

	it('leaves out a passage that does not lie in it', () => {
		expect(markPassages('ab', [{ id: 'x', start: 1, end: 9 }])).toHaveLength(1);
	});

	it('stays the same text, and each passage the same words', () => {
		const places = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 6 });
		fc.assert(
			fc.property(fc.string({ maxLength: 30 }), places, (text, pairs) => {
				const passages = pairs.map(([start, end], at) => ({ id: String(at), start, end }));
				const pieces = markPassages(text, passages);
				expect(pieces.map((piece) => piece.text).join('')).toBe(text);
				for (const { id, start, end } of passages) {
					if (start >= end || end > text.length) continue;
					const own = pieces.filter((piece) => piece.of.includes(id));
					expect(own.map((piece) => piece.text).join('')).toBe(text.slice(start, end));
					expect(pieces.filter((piece) => piece.begins.includes(id))).toHaveLength(1);
				}
			})
		);
	});
});
