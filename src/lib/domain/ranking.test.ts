import { describe, expect, it } from 'vitest';
import { moveReporter, type Move } from './ranking.ts';

const START = [
	{ name: 'B', place: 2 },
	{ name: 'A', place: 1 },
	{ name: 'X', place: null },
	{ name: 'Y', place: null }
];
const moved = (name: string, move: Move) =>
	moveReporter(START, name, move).map((one) => `${one.place ?? '-'}${one.name}`);

describe('the order of reporters', () => {
	it.each<[string, Move, string[]]>([
		['B', 'up', ['1B', '2A', '-X', '-Y']],
		['A', 'down', ['1B', '2A', '-X', '-Y']],
		['A', 'up', ['1A', '2B', '-X', '-Y']],
		['B', 'down', ['1A', '2B', '-X', '-Y']],
		['Y', 'in', ['1A', '2B', '3Y', '-X']],
		['A', 'out', ['1B', '-A', '-X', '-Y']],
		['X', 'up', ['1A', '2B', '-X', '-Y']],
		['A', 'in', ['1A', '2B', '-X', '-Y']],
		['nobody', 'out', ['1A', '2B', '-X', '-Y']]
	])('%s moved %s', (name, move, order) => {
		expect(moved(name, move)).toEqual(order);
	});
});
