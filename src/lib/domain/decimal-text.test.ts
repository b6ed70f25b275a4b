import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, digitsOf, floored, shifted, textOf } from './decimal-text.ts';
import { exact } from './quantity.ts';

const DOWN = 0;

const decimal = fc
	.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 24 }))
	.map(([digits, places]) => exact(String(digits)).div(exact(10).pow(places)).toFixed());
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
const figure = fc.oneof(decimal, number);
const same = (text: string, of: { toFixed: () => string }) => expect(exact(text).eq(of.toFixed())).toBe(true);

describe('decimal figures as text', () => {
	it('are shifted, cut and rounded down as exact arithmetic does it', () => {
		fc.assert(
			fc.property(
				figure,
				fc.integer({ min: -15, max: 15 }),
				fc.integer({ min: 0, max: 12 }),
				(value, by, digits) => {
					const number = exact(value);
					same(textOf(digitsOf(value)), number);
					same(textOf(shifted(digitsOf(value), by)), number.times(exact(10).pow(by)));
					const decimals = Math.max(digits - 1 - number.e, 0);
					same(textOf(cutTo(digitsOf(value), digits)), number.eq(0) ? number : number.round(decimals, DOWN));
					const cut = number.round(digits, DOWN);
					const floor = cut.gt(number) ? cut.minus(exact(1).div(exact(10).pow(digits))) : cut;
					same(textOf(floored(digitsOf(value), digits)), floor);
				}
			)
		);
	});

	it('keep no zeros before and no sign before nothing', () => {
		expect(textOf(digitsOf('007.50'))).toBe('7.50');
		expect(textOf(digitsOf('-0.0'))).toBe('0.0');
		expect(textOf(floored(digitsOf('-1.25'), 1))).toBe('-1.3');
		expect(textOf(digitsOf(1.5e-9))).toBe('0.0000000015');
		expect(textOf(digitsOf(3e21))).toBe('3000000000000000000000');
	});

	it('refuse what is not a figure', () => {
		for (const wrong of ['', 'x', '1,5', Number.NaN, Number.POSITIVE_INFINITY]) {
			expect(() => digitsOf(wrong)).toThrow(RangeError);
		}
	});
});
