import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnPlaces, MANY } from './decimate.ts';

describe('a long line, thinned out', () => {
	test('keeps its ends and its extremes, in their order, and draws few points', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: MANY + 1, maxLength: 6_000 }),
				(values) => {
					const points = values.map((y, x) => ({ x, y }));
					const places = drawnPlaces(points) ?? [];
					const drawn = places.map((place) => values[place] ?? NaN);
					expect(places.length).toBeLessThanOrEqual(4 * 501);
					expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
					expect([places[0], places.at(-1)]).toEqual([0, points.length - 1]);
					expect(Math.max(...drawn)).toBe(Math.max(...values));
					expect(Math.min(...drawn)).toBe(Math.min(...values));
				}
			),
			{ numRuns: 10 }
		);
	});

	test('a spike of one day among ten thousand stays where it is', () => {
		const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 5_431 ? 100 : 0 }));
		expect(drawnPlaces(points)).toContain(5_431);
	});

	test('a line that a screen can show is drawn as it is', () => {
		expect(drawnPlaces([{ x: 0, y: 1 }])).toBeNull();
		expect(drawnPlaces([])).toBeNull();
	});
});
