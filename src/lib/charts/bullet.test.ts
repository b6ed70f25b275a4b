import { expect, test } from 'vitest';
import { bulletDrawing } from './bullet.ts';

test('the bar runs from zero to the actual, with target and baseline as marks', () => {
	expect(bulletDrawing({ actual: '555', target: '1000', baseline: '250', expected: 600 }))
		.toMatchInlineSnapshot(`
		{
		  "band": null,
		  "bar": {
		    "from": 0,
		    "to": 48.7,
		  },
		  "baseline": 21.9,
		  "expected": 52.6,
		  "over": false,
		  "target": 87.7,
		  "under": false,
		  "zero": 0,
		}
	`);
});

test('an actual beyond the scale is cut off and marked, never stretched over the promise', () => {
	const { bar, over } = bulletDrawing({ actual: '5000', target: '1000' });
	expect(bar).toEqual({ from: 0, to: 100 });
	expect(over).toBe(true);
});

test('an actual below the scale is cut off and marked', () => {
	const { bar, under } = bulletDrawing({ actual: '-40', target: '100' });
	expect(bar).toEqual({ from: 0, to: 0 });
	expect(under).toBe(true);
});

test('negative promises have zero on the right', () => {
	const { zero, target, bar } = bulletDrawing({ actual: '-30', target: '-10', baseline: '-50' });
	expect(zero).toBe(100);
	expect(target).toBeGreaterThan(bar?.from ?? 100);
	expect(bar?.to).toBe(100);
});

test('a target of zero still has a scale, made by the baseline', () => {
	const { target, bar } = bulletDrawing({ actual: '70', target: '0', baseline: '100' });
	expect(target).toBe(0);
	expect(bar?.to).toBeCloseTo(61.4);
});

test('everything zero is drawn as nothing, not as a division by zero', () => {
	expect(bulletDrawing({ actual: '0', target: '0', baseline: '0' })).toMatchObject({
		bar: { from: 0, to: 0 },
		target: 0,
		over: false,
		under: false
	});
});

test('a band is a zone; one that is open on a side reaches the end', () => {
	const { band } = bulletDrawing({ actual: '55', target: null, low: '40', high: '60' });
	expect(band?.from).toBeLessThan(band?.to ?? 0);
	expect(bulletDrawing({ actual: '55', target: null, low: '40' }).band?.to).toBe(100);
});

test('no target, no mark; no figure, no bar', () => {
	expect(bulletDrawing({ actual: null, target: '1.5' })).toMatchObject({ bar: null, over: false });
	expect(bulletDrawing({ actual: '3', target: null })).toMatchObject({
		target: null,
		band: null,
		over: false
	});
});
