import type { Qualifier } from './commitment.ts';
import { grouped } from './words.ts';
import { exact, isDecimal } from './quantity.ts';
import type { ExactNumber, Numeric } from './quantity.ts';

const SYMBOLS: Record<string, string> = { USD: 'US$', EUR: '€', GBP: '£', JPY: '¥' };
const SCALES: [string, string][] = [
	['trillion', '1e12'],
	['billion', '1e9'],
	['million', '1e6']
];
const DOWN = 0;

/** Rounded toward minus infinity at so many decimals. */
export function floorTo(value: Numeric, decimals: number): ExactNumber {
	const number = exact(value);
	const cut = number.round(decimals, DOWN);
	return cut.gt(number) ? cut.minus(exact(1).div(exact(10).pow(decimals))) : cut;
}

/** "1,250,000.5"; a true minus sign; exactly the digits given. */
export function formatDecimal(value: Numeric): string {
	const [whole = '0', part] = exact(value).abs().toFixed().split('.');
	const sign = exact(value).lt(0) ? '−' : '';
	return `${sign}${grouped(whole)}${part ? `.${part}` : ''}`;
}

/** At most `digits` significant digits, cut and never rounded up; trailing zeros dropped. */
function cutTo(value: ExactNumber, digits: number): ExactNumber {
	return value.eq(0) ? value : value.round(Math.max(digits - 1 - value.e, 0), DOWN);
}

const SINGULAR: Record<string, string> = { people: 'person', passengers: 'passenger', countries: 'country' };

/** The unit beside a count: "1 item", "2 items". Abbreviations and units of several words stay as they are. */
export function unitWord(unit: string, value: Numeric): string {
	if (!exact(value).abs().eq(1)) return unit;
	return SINGULAR[unit] ?? (/^[a-z]{3,}[^siu]s$/.test(unit) ? unit.slice(0, -1) : unit);
}

/**
 * A figure with its unit for people: "US$555 million", "1.5 bcm", "1 item", "45.2 %". Stored decimals keep up to
 * nine significant digits, results of formulas three; both are cut, never rounded up.
 */
export function formatQuantity(value: Numeric, unit: string): string {
	const kept = isDecimal(value) ? 9 : 3;
	const number = exact(value);
	const scale = SCALES.find(([, size]) => number.abs().gte(size));
	const scaled = cutTo(scale ? number.div(scale[1]) : number, kept);
	const figure = `${formatDecimal(scaled.abs().toFixed())}${scale ? ` ${scale[0]}` : ''}`;
	const sign = number.lt(0) ? '−' : '';
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

/** A share as a percentage, rounded toward minus infinity so that it never crosses a class border: "94 %". */
export function formatPercentDown(share: number): string {
	return `${formatDecimal(floorTo(exact(share).times(100).toFixed(), 0).toFixed())} %`;
}

/**
 * A share of something that can be full, rounded down: whole percentages, but as many decimals near 100 as it takes
 * to tell short of full from full and from more: "99.6 %", "100 %", "100.5 %"; "less than 1 %" is not nothing.
 */
export function formatUseDown(share: number): string {
	const percent = exact(share).times(100);
	if (percent.gt(0) && percent.lt(1)) return 'less than 1 %';
	const near = !percent.eq(100) && percent.gte(99) && percent.lt(101);
	let decimals = near ? 1 : 0;
	while (near && decimals < 12 && floorTo(percent.toFixed(), decimals).eq(100)) decimals += 1;
	return `${formatDecimal(floorTo(percent.toFixed(), decimals).toFixed())} %`;
}

/** A share with one decimal, rounded toward minus infinity: "24.9 %". */
export function formatRateDown(share: number): string {
	return `${formatDecimal(floorTo(exact(share).times(100).toFixed(), 1).toFixed())} %`;
}

/** A ratio with two decimals, rounded toward minus infinity: "0.94". */
export function formatRatioDown(ratio: number): string {
	const text = floorTo(ratio, 2).toFixed(2);
	return text.replace('-', '−');
}

/** Years left with one decimal, rounded up, since down would flatter: "2.3 years", "1 year". */
export function formatYears(years: number): string {
	const shown = floorTo(exact(-years).round(9).toFixed(), 1).abs().toFixed();
	return `${formatDecimal(shown)} ${shown === '1' ? 'year' : 'years'}`;
}
