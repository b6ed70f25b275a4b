import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDomainError } from './errors.ts';
import { isDecimal } from './decimal-text.ts';
import {
	addDecimals,
	compareDecimals,
	conversionFactor,
	enterQuantity,
	exact,
	multiplyDecimals,
	parseDecimal,
	shareOf,
	subtractDecimals,
	sumDecimals
} from './quantity.ts';
import { unitOf, unitsFor } from './units.ts';
import { needsConfirmation } from './revision.ts';

const codeOf = (act: () => unknown) => {
	try {
		act();
	} catch (thrown) {
		return isDomainError(thrown) ? thrown.code : thrown;
	}
	return 'nothing was thrown';
};

describe('decimals', () => {
	it('reads plain numbers exactly and in their shortest form', () => {
		expect(['007.50', '-0', '1000000000', ' 0.1 ', '−3'].map((text) => parseDecimal(text))).toEqual([
			'7.5',
			'0',
			'1000000000',
			'0.1',
			'-3'
		]);
		expect(parseDecimal('1'.repeat(40))).toBe('1'.repeat(40));
	});

	it('refuses everything that can be read two ways, each with its own advice', () => {
		expect(codeOf(() => parseDecimal('  '))).toBe('number_missing');
		for (const text of ['1,000', '1 000', '1.000.000', '12,5', '1’000', '1_000', '1,000.5']) {
			expect(codeOf(() => parseDecimal(text))).toBe('number_separator');
		}
		for (const text of ['1e9', '1.5E-3', '2e+5'])
			expect(codeOf(() => parseDecimal(text))).toBe('number_exponent');
		for (const text of ['abc', '.5', '5.', '+5', '--5', '1-2', 'NaN', 'Infinity', '0x10', '5 %']) {
			expect(['number_invalid', 'number_separator']).toContain(codeOf(() => parseDecimal(text)));
		}
		expect(codeOf(() => parseDecimal('1'.repeat(41)))).toBe('number_too_long');
		expect(() => parseDecimal('', 'value')).toThrow('Write a number, such as 1250.5.');
	});

	it('never rounds a stored figure', () => {
		expect(addDecimals('0.1', '0.2')).toBe('0.3');
		expect(subtractDecimals('0.3', '0.1')).toBe('0.2');
		expect(multiplyDecimals('1.1', '1.1')).toBe('1.21');
		expect(sumDecimals(['0.1', '0.2', '-0.3'])).toBe('0');
		expect(sumDecimals([])).toBe('0');
		expect(compareDecimals('1.0', '1')).toBe(0);
		expect(compareDecimals('-2', '1')).toBe(-1);
		expect(compareDecimals('10', '9')).toBe(1);
		expect(shareOf('1', '3')).toBe(1 / 3);
		expect(shareOf('1', '0')).toBe(null);
	});

	it('reads back what it writes', () => {
		const decimal = fc
			.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }))
			.map(([digits, places]) => exact(String(digits)).div(exact(10).pow(places)).toFixed());
		fc.assert(
			fc.property(decimal, (text) => {
				expect(isDecimal(text)).toBe(true);
				expect(parseDecimal(text)).toBe(text === '-0' ? '0' : text);
			})
		);
		expect(['1e5', '', '1.', 'x', '1,5'].map(isDecimal)).toEqual(Array(5).fill(false));
		expect(isDecimal(5)).toBe(false);
	});
});

describe('units', () => {
	it('keeps the entered figure, its unit and the factor', () => {
		expect(enterQuantity('439.8', 'million USD', 'USD')).toEqual({
			value: '439800000',
			enteredValue: '439.8',
			enteredUnit: 'million USD',
			factor: '1000000'
		});
		expect(enterQuantity('1300', 'kt', 'Mt').value).toBe('1.3');
		expect(enterQuantity('900', 'mcm', 'bcm').value).toBe('0.9');
		expect(enterQuantity('1', 'billion EUR', 'million EUR').value).toBe('1000');
	});

	it('keeps currencies, masses and gas at different temperatures apart', () => {
		expect(codeOf(() => conversionFactor('EUR', 'USD'))).toBe('unit_mismatch');
		expect(codeOf(() => conversionFactor('t', 'bcm'))).toBe('unit_mismatch');
		expect(codeOf(() => conversionFactor('bcm (0 °C)', 'bcm'))).toBe('unit_mismatch');
		expect(() => conversionFactor('EUR', 'USD')).toThrow('Choose one of: USD, thousand USD, million USD');
	});

	it('converts 1.5 bcm at 0 °C to 1.582 bcm at 15 °C', () => {
		const { value } = enterQuantity('1.5', 'bcm (0 °C)', 'bcm (15 °C)');
		expect(Number(value)).toBeCloseTo(1.5823723229, 9);
		expect(unitOf('bcm').note).toContain('reference temperature');
	});

	it('converts a free unit only to itself', () => {
		expect(conversionFactor('flights a week', 'flights a week')).toBe('1');
		expect(codeOf(() => conversionFactor('flights', 'flights a week'))).toBe('unit_mismatch');
		expect(unitsFor('flights').map((unit) => unit.code)).toEqual(['flights']);
	});

	it('offers every unit of the family, the canonical one first', () => {
		expect(unitsFor('Mt').map((unit) => unit.code)).toEqual(['Mt', 't', 'kt']);
		expect(unitsFor('million KZT').map((unit) => unit.code)).toEqual([
			'million KZT',
			'KZT',
			'thousand KZT',
			'billion KZT',
			'trillion KZT'
		]);
		expect(unitOf('TEU').family).toBe('containers');
	});
});

describe('revisions', () => {
	it('asks for confirmation when a figure more than doubles or halves', () => {
		expect(needsConfirmation('100', '200')).toBe(false);
		expect(needsConfirmation('100', '200.1')).toBe(true);
		expect(needsConfirmation('100', '50')).toBe(false);
		expect(needsConfirmation('100', '49.9')).toBe(true);
		expect(needsConfirmation('-100', '-210')).toBe(true);
		expect(needsConfirmation('5', '-5')).toBe(true);
		expect(needsConfirmation('0', '1')).toBe(true);
		expect(needsConfirmation('0', '0')).toBe(false);
	});
});
