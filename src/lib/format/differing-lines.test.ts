import { expect, it } from 'vitest';
import { differingLines } from './differing-lines.ts';

it.each([
	['one\ntwo\nthree', 'one\nTWO\nthree', '…\ntwo\n…'],
	['one\ntwo', 'one', '…\ntwo'],
	['one', 'one\ntwo', '…\n'],
	['a\na\nb', 'a\nb', '…\na\n…'],
	['two', 'one', 'two'],
	['', 'one', '']
])('of %j beside %j are shown %j', (text, other, part) => {
	expect(differingLines(text, other)).toBe(part);
});
