import Big from 'big.js';
import { DomainError } from './errors.ts';

/** An exact decimal number as text, such as "1000000000" or "-5.25": how a figure is stored and travels. */
export type Decimal = string;

/** A value in arithmetic: an exact decimal, or a number that came out of a formula. */
export type Numeric = Decimal | number;

const MOST_DIGITS = 40;

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

/** Whether the text is a decimal number as this product stores it: digits, an optional point and minus. */
export function isDecimal(text: unknown): text is Decimal {
	return typeof text === 'string' && text.length <= MOST_DIGITS + 2 && /^-?\d+(\.\d+)?$/.test(text);
}

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

/** A unit of the catalogue. `factor` is what one of it is in the base unit of its family. */
export interface Unit {
	code: string;
	name: string;
	family: string;
	factor: Decimal;
	/** what a person must know before mixing figures in it */
	note: string | null;
}

/** A volume of gas at 0 °C is this much larger at 15 °C (ideal gas, 288.15 K ÷ 273.15 K), to 20 places. */
export const GAS_0C_TO_15C: Decimal = '1.05491488193300384404';

const GAS_NOTE =
	'A gas volume depends on its reference temperature: 1.5 bcm at 0 °C is 1.582 bcm at 15 °C. State it where known.';

const CATALOGUE: Unit[] = [
	['bcm', 'billion cubic metres', 'gas', '1000', GAS_NOTE],
	['mcm', 'million cubic metres', 'gas', '1', GAS_NOTE],
	['bcm (15 °C)', 'billion cubic metres at 15 °C', 'gas at 15 °C', '1000', GAS_NOTE],
	['mcm (15 °C)', 'million cubic metres at 15 °C', 'gas at 15 °C', '1', GAS_NOTE],
	['bcm (0 °C)', 'billion cubic metres at 0 °C', 'gas at 15 °C', '1054.91488193300384404', GAS_NOTE],
	['mcm (0 °C)', 'million cubic metres at 0 °C', 'gas at 15 °C', GAS_0C_TO_15C, GAS_NOTE],
	['t', 'tonnes', 'mass', '1', null],
	['kt', 'thousand tonnes', 'mass', '1000', null],
	['Mt', 'million tonnes', 'mass', '1000000', null],
	['m', 'metres', 'length', '1', null],
	['km', 'kilometres', 'length', '1000', null],
	['ha', 'hectares', 'area', '1', null],
	['km²', 'square kilometres', 'area', '100', null],
	['kWh', 'kilowatt-hours', 'energy', '1', null],
	['MWh', 'megawatt-hours', 'energy', '1000', null],
	['GWh', 'gigawatt-hours', 'energy', '1000000', null],
	['TWh', 'terawatt-hours', 'energy', '1000000000', null],
	['MW', 'megawatts', 'power', '1', null],
	['GW', 'gigawatts', 'power', '1000', null],
	['TEU', 'twenty-foot containers', 'containers', '1', null],
	['items', 'items', 'items', '1', null],
	['people', 'people', 'people', '1', null],
	['%', 'per cent', 'per cent', '1', 'A change of a share is given in percentage points.']
].map(([code, name, family, factor, note]) => ({ code, name, family, factor, note }) as Unit);

const MONEY_SCALES: Record<string, Decimal> = {
	thousand: '1000',
	million: '1000000',
	billion: '1000000000',
	trillion: '1000000000000'
};

/**
 * The unit behind a code. Money is "USD", "million EUR" and so on, one family per currency. An unknown code is a
 * free unit: a family of its own, which converts only to itself.
 */
export function unitOf(code: string): Unit {
	const known = CATALOGUE.find((unit) => unit.code === code);
	if (known) return known;
	const money = /^(?:(thousand|million|billion|trillion) )?([A-Z]{3})$/.exec(code);
	if (money?.[2] && money[2] !== 'TEU') {
		const factor = money[1] ? (MONEY_SCALES[money[1]] ?? '1') : '1';
		return { code, name: code, family: `money in ${money[2]}`, factor, note: null };
	}
	return { code, name: code, family: `“${code}”`, factor: '1', note: null };
}

/** Every unit in which a figure for an indicator in `canonical` may be entered, the canonical one first. */
export function unitsFor(canonical: string): Unit[] {
	const own = unitOf(canonical);
	const currency = /^money in ([A-Z]{3})$/.exec(own.family)?.[1];
	const family = currency
		? [currency, ...Object.keys(MONEY_SCALES).map((scale) => `${scale} ${currency}`)].map(unitOf)
		: CATALOGUE.filter((unit) => unit.family === own.family);
	return [own, ...family.filter((unit) => unit.code !== canonical)];
}

/** Codes to offer when an indicator is defined; any other text is a free unit. */
export const COMMON_UNITS: readonly string[] = ['USD', 'EUR', ...CATALOGUE.map((unit) => unit.code)];

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
