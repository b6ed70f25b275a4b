import type { Qualifier, TargetStanding } from './commitment.ts';
import { cutTo, digitsOf, floored, isDecimal, shifted, textOf, type Digits } from './decimal-text.ts';
import type { Numeric } from './quantity.ts';
import { grouped } from './words.ts';

const SYMBOLS: Record<string, string> = { USD: 'US$', EUR: '€', GBP: '£', JPY: '¥' };
/** each with the power of ten that it stands for */
const SCALES: [string, number][] = [
	['trillion', 12],
	['billion', 9],
	['million', 6]
];

const written = ({ whole, part }: Digits) => `${grouped(whole)}${part && `.${part}`}`;
const signOf = (digits: Digits) => (textOf(digits).startsWith('-') ? '−' : '');
const withoutZeros = (digits: Digits): Digits => ({ ...digits, part: digits.part.replace(/0+$/, '') });

/** "1,250,000.5"; a true minus sign; every digit, without trailing zeros. */
export function formatDecimal(value: Numeric): string {
	const digits = withoutZeros(digitsOf(value));
	return `${signOf(digits)}${written(digits)}`;
}

const SINGULAR: Record<string, string> = { people: 'person', passengers: 'passenger', countries: 'country' };

/** The unit beside a count: "1 item", "2 items". Abbreviations and units of several words stay as they are. */
export function unitWord(unit: string, value: Numeric): string {
	if (written(withoutZeros(digitsOf(value))) !== '1') return unit;
	return SINGULAR[unit] ?? (/^[a-z]{3,}[^siu]s$/.test(unit) ? unit.slice(0, -1) : unit);
}

/**
 * A figure with its unit for people: "US$555 million", "1.5 bcm", "1 item", "45.2 %". Stored decimals keep up to
 * nine significant digits, results of formulas three; both are cut, never rounded up.
 */
export function formatQuantity(value: Numeric, unit: string): string {
	const number = digitsOf(value);
	const [scale, power] = SCALES.find(([, power]) => number.whole.length > power) ?? ['', 0];
	const figure = `${written(cutTo(shifted(number, -power), isDecimal(value) ? 9 : 3))}${scale && ` ${scale}`}`;
	const sign = signOf(number);
	if (!/^[A-Z]{3}$/.test(unit) || unit === 'TEU') return `${sign}${figure} ${unitWord(unit, value)}`.trim();
	const symbol = SYMBOLS[unit];
	return symbol ? `${sign}${symbol}${figure}` : `${sign}${unit} ${figure}`;
}

const QUALIFIER_WORDS: Record<Qualifier, string> = {
	exactly: '',
	about: 'about ',
	more_than: 'more than ',
	at_least: 'at least ',
	up_to: 'up to ',
	less_than: 'less than '
};

/** A figure as it was said: "more than US$250 million". A plain number carries no word. */
export function formatQualified(value: Numeric, unit: string, qualifier: Qualifier): string {
	return `${QUALIFIER_WORDS[qualifier]}${formatQuantity(value, unit)}`;
}

const percentOf = (share: number) => shifted(digitsOf(share), 2);

/** A share as a percentage, rounded toward minus infinity so that it never crosses a class border: "94 %". */
export function formatPercentDown(share: number): string {
	return `${formatDecimal(textOf(floored(percentOf(share), 0)))} %`;
}

/**
 * A share of something that can be full, rounded down: whole percentages, but as many decimals near 100 as it takes
 * to tell short of full from full and from more: "99.6 %", "100 %", "100.5 %"; "less than 1 %" is not nothing.
 */
export function formatUseDown(share: number): string {
	const percent = percentOf(share);
	const number = Number(textOf(percent));
	if (number > 0 && number < 1) return 'less than 1 %';
	const near = number !== 100 && number >= 99 && number < 101;
	let decimals = near ? 1 : 0;
	while (near && decimals < 12 && Number(textOf(floored(percent, decimals))) === 100) decimals += 1;
	return `${formatDecimal(textOf(floored(percent, decimals)))} %`;
}

/** A share with one decimal, rounded toward minus infinity: "24.9 %". */
export function formatRateDown(share: number): string {
	return `${formatDecimal(textOf(floored(percentOf(share), 1)))} %`;
}

/** A ratio with two decimals, rounded toward minus infinity: "0.94". */
export function formatRatioDown(ratio: number): string {
	const digits = floored(digitsOf(ratio), 2);
	return `${signOf(digits)}${digits.whole}.${digits.part}`;
}

/** Years left with one decimal, rounded up, since down would flatter: "2.3 years", "1 year". */
export function formatYears(years: number): string {
	const up = formatDecimal(textOf(floored(digitsOf((-years).toFixed(9)), 1))).replace('−', '');
	return `${up} ${up === '1' ? 'year' : 'years'}`;
}

/** Behind the words of a target that no source states as such: " (the analyst’s reading)"; empty where one does. */
export function standingWords(standing: TargetStanding | undefined): string {
	if (standing === 'interpretation') return ' (the analyst’s reading)';
	return standing === 'assumption' ? ' (assumed)' : '';
}
