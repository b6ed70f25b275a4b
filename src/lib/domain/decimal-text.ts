/**
 * Decimal figures as text, shifted and cut digit by digit: what showing a figure takes, exact and without the library
 * that calculates, so that a page which only shows figures does not send it.
 */

/** A number that came out of a formula, or an exact decimal as text. */
type Figure = string | number;

/** The digits of a figure before and after its point; `whole` has no leading zeros, except for "0" itself. */
export interface Digits {
	negative: boolean;
	whole: string;
	part: string;
}

/** How many digits a figure may have. */
export const MOST_DIGITS = 40;

/** Whether the text is a decimal number as this product stores it: digits, an optional point and minus. */
export function isDecimal(text: unknown): text is string {
	return typeof text === 'string' && text.length <= MOST_DIGITS + 2 && /^-?\d+(\.\d+)?$/.test(text);
}

/** Reads a figure, also a number that is written with an exponent. Throws RangeError for what is not a figure. */
export function digitsOf(figure: Figure): Digits {
	const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(figure));
	if (!found) throw new RangeError(`“${figure}” is not a decimal figure.`);
	const [, sign, whole = '0', part = '', exponent = '0'] = found;
	return shifted({ negative: sign === '-', whole, part }, Number(exponent));
}

/** The figure times ten to the power of `places`. */
export function shifted({ negative, whole, part }: Digits, places: number): Digits {
	const point = whole.length + places;
	const digits = (whole + part).padEnd(point, '0').padStart(whole.length + part.length - point, '0');
	const at = Math.max(point, 0);
	return { negative, whole: digits.slice(0, at).replace(/^0+(?=\d)/, '') || '0', part: digits.slice(at) };
}

/** At most so many significant digits, and always all before the point: cut and never rounded; no trailing zeros. */
export function cutTo({ negative, whole, part }: Digits, significant: number): Digits {
	const zeros = whole === '0' ? part.search(/[^0]/) : -whole.length;
	const decimals = Math.max(significant + zeros, 0);
	return { negative, whole, part: part.slice(0, decimals).replace(/0+$/, '') };
}

/** Rounded toward minus infinity, with exactly so many decimals. */
export function floored({ negative, whole, part }: Digits, decimals: number): Digits {
	const kept = BigInt(whole + part.padEnd(decimals, '0').slice(0, decimals));
	const more = negative && /[1-9]/.test(part.slice(decimals));
	return shifted({ negative, whole: String(more ? kept + 1n : kept), part: '' }, -decimals);
}

/** "-12.50": digits as text, without a sign before nothing. */
export function textOf({ negative, whole, part }: Digits): string {
	const digits = part ? `${whole}.${part}` : whole;
	return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
