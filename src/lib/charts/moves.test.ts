import { describe, expect, test } from 'vitest';
import { moved } from './moves.ts';
import type { Stop } from './spec.ts';

describe('the keys of a drawing', () => {
	const series: Stop[] = [0, 1, 2].map((index) => ({ dataset: 0, index, text: '' }));

	test('every arrow reaches the next or the last figure, and stays at the ends', () => {
		expect(moved(series, null, 'ArrowRight')).toBe(0);
		expect(moved(series, null, 'ArrowLeft')).toBe(2);
		expect(moved(series, 1, 'ArrowDown')).toBe(2);
		expect(moved(series, 2, 'ArrowRight')).toBe(2);
		expect(moved(series, 0, 'ArrowUp')).toBe(0);
		expect([moved(series, 1, 'Home'), moved(series, 1, 'End'), moved(series, 1, 'Escape')]).toEqual([
			0,
			2,
			null
		]);
		expect(moved(series, 1, 'a')).toBeUndefined();
		expect(moved([], null, 'ArrowRight')).toBeUndefined();
	});

	test('in columns, left and right keep to one sort of figure, up and down to one column', () => {
		const stops: Stop[] = [
			{ dataset: 0, index: 0, column: 0, text: '' },
			{ dataset: 2, index: 0, column: 0, text: '' },
			{ dataset: 0, index: 1, column: 1, text: '' },
			{ dataset: 1, index: 1, column: 1, text: '' },
			{ dataset: 2, index: 1, column: 1, text: '' }
		];
		expect(moved(stops, 1, 'ArrowRight')).toBe(4);
		expect(moved(stops, 4, 'ArrowLeft')).toBe(1);
		expect(moved(stops, 3, 'ArrowLeft')).toBe(0);
		expect(moved(stops, 4, 'ArrowRight')).toBe(4);
		expect(moved(stops, 0, 'ArrowDown')).toBe(1);
		expect(moved(stops, 1, 'ArrowUp')).toBe(0);
	});
});
