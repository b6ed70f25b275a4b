import { describe, expect, it } from 'vitest';
import { moveOf } from './moves.ts';

const press = (key: string, over: object = {}) => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...over
});
const all = (text: string) => ({ text, start: 0, end: text.length });
const caret = (text: string, at: number) => ({ text, start: at, end: at });

describe('a key in a cell', () => {
	it('leads every way from a cell that was just reached, or is empty', () => {
		for (const cell of [all('2024'), all(''), all('two\nlines')]) {
			expect(
				['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key) => moveOf(press(key), cell))
			).toEqual(['up', 'down', 'left', 'right']);
		}
	});

	it('moves within the text that is being edited, and out at its ends', () => {
		expect(moveOf(press('ArrowLeft'), caret('2024', 2))).toBe(null);
		expect(moveOf(press('ArrowRight'), caret('2024', 2))).toBe(null);
		expect(moveOf(press('ArrowLeft'), caret('2024', 0))).toBe('left');
		expect(moveOf(press('ArrowRight'), caret('2024', 4))).toBe('right');
		expect(moveOf(press('ArrowRight'), { text: '2024', start: 1, end: 4 })).toBe(null);
		expect(moveOf(press('ArrowDown'), caret('2024', 2))).toBe('down');
	});

	it('goes from line to line in a cell of several', () => {
		expect(moveOf(press('ArrowDown'), caret('two\nlines', 1))).toBe(null);
		expect(moveOf(press('ArrowUp'), caret('two\nlines', 1))).toBe('up');
		expect(moveOf(press('ArrowDown'), caret('two\nlines', 6))).toBe('down');
	});

	it('goes down with Enter and up with Shift+Enter, and leaves other combinations alone', () => {
		expect(moveOf(press('Enter'), caret('2024', 2))).toBe('down');
		expect(moveOf(press('Enter', { shiftKey: true }), caret('2024', 2))).toBe('up');
		for (const held of ['shiftKey', 'ctrlKey', 'metaKey', 'altKey']) {
			expect(moveOf(press('ArrowLeft', { [held]: true }), all('2024'))).toBe(null);
		}
		expect(moveOf(press('a'), all('2024'))).toBe(null);
	});
});
