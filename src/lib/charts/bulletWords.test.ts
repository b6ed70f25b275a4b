import { expect, test } from 'vitest';
import { bulletWords, type BulletFigures } from './bulletWords.ts';

const figures = (more: Partial<BulletFigures> = {}): BulletFigures => ({
	actual: '555',
	actualQualifier: 'exactly',
	missing: 'No figure',
	period: '2024',
	target: '1000',
	low: null,
	high: null,
	qualifier: 'at_least',
	targetNote: 'by 2028',
	targetStanding: 'stated',
	direction: 'increase',
	baseline: null,
	baselineQualifier: 'exactly',
	provisional: false,
	unverified: false,
	unit: 'km',
	...more
});
const line = (more: Partial<BulletFigures> = {}) => {
	const { now, of } = bulletWords(figures(more));
	return `${now}${of}`;
};

test('more is better: so much of so much', () => {
	expect(line()).toBe('555 km of 1,000 km by 2028');
	expect(bulletWords(figures()).spoken).toBe('555 km in 2024; target 1,000 km by 2028');
});

test('a ceiling, a target to come down to and a band are named apart from the figure', () => {
	expect(line({ qualifier: 'up_to' })).toBe('555 km; target up to 1,000 km by 2028');
	expect(line({ direction: 'decrease' })).toBe('555 km; target 1,000 km by 2028');
	expect(line({ target: null, low: '400' })).toBe('555 km; target at least 400 km by 2028');
	expect(line({ target: null, low: '400', high: '600' })).toBe('555 km; target 400 km to 600 km by 2028');
});

test('without a number as target that is said once, with its deadline', () => {
	expect(line({ target: null })).toBe('555 km; no number as target, by 2028');
	expect(bulletWords(figures({ target: null })).spoken).toBe('555 km in 2024; no number as target, by 2028');
	expect(line({ target: null, actual: null, targetNote: '' })).toBe('No figure; no number as target');
});

test('without a figure it says what is missing and names no period', () => {
	const missing = { actual: null, missing: 'No deciding figure' };
	expect(line(missing)).toBe('No deciding figure; target 1,000 km by 2028');
	expect(bulletWords(figures(missing)).spoken).toBe('No deciding figure; target 1,000 km by 2028');
});

test('a target that no source states says so, in the line and read aloud', () => {
	expect(line({ targetStanding: 'interpretation' })).toBe(
		'555 km of 1,000 km by 2028 (the analyst’s reading)'
	);
	expect(bulletWords(figures({ targetStanding: 'assumption' })).spoken).toBe(
		'555 km in 2024; target 1,000 km by 2028 (assumed)'
	);
});

test('a target of zero is a number', () => {
	expect(line({ target: '0', direction: 'decrease' })).toBe('555 km; target 0 km by 2028');
});

test('read aloud it adds the baseline and what is uncertain', () => {
	expect(
		bulletWords(
			figures({ baseline: '250', baselineQualifier: 'more_than', provisional: true, unverified: true })
		).spoken
	).toBe('555 km in 2024; target 1,000 km by 2028; baseline more than 250 km; provisional; unverified');
});
