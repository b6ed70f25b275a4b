import { describe, expect, it } from 'vitest';
import { parsePartialDate } from './calendar.ts';
import { neighbourOf, unlikenessWords, type SeriesFigure } from './neighbour.ts';

const figureOf = (value: string, on: string, over: Partial<SeriesFigure> = {}): SeriesFigure => {
	const { start, end } = parsePartialDate(on);
	return { reporter: 'A', period: { start, end }, value, qualifier: 'exactly', partial: false, ...over };
};
const nineMonths = { period: { start: '2025-01-01', end: '2025-09-30' }, partial: true };

describe('the figure that a new one is held against', () => {
	it('is the last one before it of the same sort, and else the first one after it', () => {
		const [old, last, part] = [
			figureOf('250', '2021'),
			figureOf('555', '2024'),
			figureOf('364', '2025', nineMonths)
		];
		const month = figureOf('40', '2025-11');
		const all = [last, month, old, part];
		expect(neighbourOf(all, figureOf('1', '2025'))).toEqual({ figure: last, side: 'before' });
		expect(neighbourOf(all, figureOf('1', '2023'))).toEqual({ figure: old, side: 'before' });
		expect(neighbourOf(all, figureOf('1', '2020'))).toEqual({ figure: old, side: 'after' });
		expect(neighbourOf(all, figureOf('1', '2025-Q3'))).toBeNull();
		expect(neighbourOf([], figureOf('1', '2025'))).toBeNull();
	});

	it('is that of the same reporter where several have one for the period', () => {
		const [mine, theirs] = [figureOf('1', '2024', { reporter: 'b' }), figureOf('2', '2024')];
		expect(neighbourOf([theirs, mine], figureOf('3', '2025', { reporter: 'B' }))?.figure).toBe(mine);
		expect(neighbourOf([theirs, mine], figureOf('3', '2025'))?.figure).toBe(theirs);
	});
});

describe('a figure that is far from its neighbour', () => {
	const words = (value: string, before: string, side: 'before' | 'after' = 'before') =>
		unlikenessWords(value, { figure: figureOf(before, '2024', { qualifier: 'more_than' }), side }, 'USD');

	it('is named by how many times, by the measure that asks for a confirmation', () => {
		expect(words('1020', '555000000')).toBe(
			'It is 544,000 times smaller than the figure before it (more than US$555 million, 2024).'
		);
		expect(words('2500', '1000', 'after')).toBe(
			'It is 2.5 times the figure after it (more than US$1,000, 2024).'
		);
		expect(words('200', '100')).toBeNull();
		expect(words('50', '100')).toBeNull();
	});

	it('is named where a sign or a zero makes it so', () => {
		expect(words('0', '100')).toMatch(/^It is zero, and the figure before it \(.*\) is not\.$/);
		expect(words('100', '0')).toMatch(/^It is not zero, and the figure before it \(.*\) is\.$/);
		expect(words('-100', '100')).toMatch(/^It has the opposite sign of the figure before it/);
		expect(words('-300', '-100')).toMatch(/^It is 3 times the figure before it/);
		expect(words('-100', '-300')).toMatch(/^It is 3 times nearer to zero than the figure before it/);
	});
});
