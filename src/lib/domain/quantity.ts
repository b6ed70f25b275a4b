import Big from 'big.js';
import { MOST_DIGITS } from './decimal-text.ts';
import { DomainError } from './errors.ts';
import { unitOf, unitsFor } from './units.ts';

/** An exact decimal number as text, such as "1000000000" or "-5.25": how a figure is stored and travels. */
export type Decimal = string;

/** A value in arithmetic: an exact decimal, or a number that came out of a formula. */
export type Numeric = Decimal | number;

/** Own constructor, so that no setting of another user of the library can change our divisions. */
const Exact = Big();
Exact.DP = 40;
Exact.RM = Exact.roundHalfEven;

export type ExactNumber = Big;

/** An exact number to calculate with; domain code only, values travel as text. */
export function exact(value: Numeric): ExactNumber {
	return new Exact(value);
}

const plain = (value: ExactNumber): Decimal => {
	const text = value.toFixed();
	return text === '-0' ? '0' : text;
};

/**
 * Reads a figure strictly and returns its shortest exact form ("007.50" becomes "7.5"). Throws `number_missing`,
 * `number_separator` for thousands separators or decimal commas, `number_exponent`, `number_too_long` (more than
 * 40 digits) and `number_invalid`, each with a sentence that says what to write instead.
 */
export function parseDecimal(text: string, field: string | null = null): Decimal {
	const trimmed = text.trim().replace(/^\u2212/, '-');
	const refuse = (code: string, message: string): never => {
		throw new DomainError(code, message, field);
	};
	if (trimmed === '') refuse('number_missing', 'Write a number, such as 1250.5.');
	if (/^[-+]?\d[\d\s,.'’_\u00a0\u202f]*$/.test(trimmed) && !/^[-+]?\d+(\.\d+)?$/.test(trimmed)) {
		refuse(
			'number_separator',
			`“${trimmed}” has a separator that can be read two ways. Write 1250000.5: no spaces or commas, a point for decimals.`
		);
	}
	if (/^[-+]?\d+(\.\d+)?e[-+]?\d+$/i.test(trimmed)) {
		refuse('number_exponent', `“${trimmed}” is in exponent form. Write the digits out, such as 1500000.`);
	}
	if (!/^-?\d+(\.\d+)?$/.test(trimmed)) {
		refuse('number_invalid', `“${trimmed}” is not a number. Write digits only, such as 1250.5 or -3.`);
	}
	if (trimmed.replace(/\D/g, '').length > MOST_DIGITS) {
		refuse('number_too_long', `This number has more than ${MOST_DIGITS} digits. Write it in a larger unit.`);
	}
	return plain(exact(trimmed));
}

export function addDecimals(one: Decimal, other: Decimal): Decimal {
	return plain(exact(one).plus(other));
}

export function subtractDecimals(one: Decimal, other: Decimal): Decimal {
	return plain(exact(one).minus(other));
}

export function multiplyDecimals(one: Decimal, other: Decimal): Decimal {
	return plain(exact(one).times(other));
}

export function sumDecimals(values: readonly Decimal[]): Decimal {
	return values.reduce(addDecimals, '0');
}

/** −1, 0 or 1 as the first is smaller, equal or larger. */
export function compareDecimals(one: Decimal, other: Decimal): -1 | 0 | 1 {
	return exact(one).cmp(other);
}

/** One divided by the other as a number, rounded once at the very end; null when dividing by zero. */
export function shareOf(part: Numeric, whole: Numeric): number | null {
	const divisor = exact(whole);
	return divisor.eq(0) ? null : exact(part).div(divisor).toNumber();
}

/** What one of `from` is in `to`. Throws `unit_mismatch` when the two do not measure the same thing. */
export function conversionFactor(from: string, to: string, field: string | null = null): Decimal {
	const source = unitOf(from);
	const target = unitOf(to);
	if (source.family !== target.family) {
		throw new DomainError(
			'unit_mismatch',
			`A figure in “${from}” cannot be kept in “${to}”. Choose one of: ${unitsFor(to)
				.map((unit) => unit.code)
				.join(', ')}.`,
			field
		);
	}
	return plain(exact(source.factor).div(target.factor).round(20));
}

/** A figure as typed, in the canonical unit, with what is needed to show how it got there. */
export interface EnteredQuantity {
	value: Decimal;
	enteredValue: Decimal;
	enteredUnit: string;
	factor: Decimal;
}

/** Reads a figure in the unit it was typed in. Throws what `parseDecimal` and `conversionFactor` throw. */
export function enterQuantity(
	text: string,
	unit: string,
	canonical: string,
	field: string | null = null
): EnteredQuantity {
	const enteredValue = parseDecimal(text, field);
	const factor = conversionFactor(unit, canonical, field);
	return { value: multiplyDecimals(enteredValue, factor), enteredValue, enteredUnit: unit, factor };
}

/** The figure as it was typed, from its value in the canonical unit and the factor: exact, as `enterQuantity` was. */
export function typedValue(value: Decimal, factor: Decimal): Decimal {
	return plain(exact(value).div(factor));
}
