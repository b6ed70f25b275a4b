import { expect, test } from 'vitest';
import { axisLabel, figureLabel, unitLabel } from './figures.ts';

test('a figure beside its mark is cut to four digits and never rounded up', () => {
	expect(figureLabel(439_800_000)).toBe('439.8m');
	expect(figureLabel(999_999_999)).toBe('999.9m');
	expect(figureLabel(1_250_000_000)).toBe('1.25bn');
	expect(figureLabel(0.07999)).toBe('0.07999');
	expect(figureLabel(-5.25)).toBe('−5.25');
	expect(figureLabel(0)).toBe('0');
});

test('an axis shortens all of its figures or none', () => {
	expect(axisLabel(500_000, true)).toBe('500k');
	expect(axisLabel(500_000, false)).toBe('500,000');
	expect(axisLabel(0, true)).toBe('0');
});

test('a unit stands without a figure', () => {
	expect(unitLabel('USD')).toBe('US$');
	expect(unitLabel('bcm (15 °C)')).toBe('bcm (15 °C)');
	expect(unitLabel('items')).toBe('items');
	expect(unitLabel('%')).toBe('%');
});
