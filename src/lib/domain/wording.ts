import { addDays, monthsOf, precisionOf } from './calendar.ts';
import type { DatePrecision, IsoDate, Period } from './calendar.ts';
import type { Qualifier } from './commitment.ts';
import { exact, isDecimal } from './quantity.ts';
import type { ExactNumber, Numeric } from './quantity.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SYMBOLS: Record<string, string> = { USD: 'US$', EUR: '€', GBP: '£', JPY: '¥' };
const SCALES: [string, string][] = [
	['trillion', '1e12'],
	['billion', '1e9'],
	['million', '1e6']
];
const DOWN = 0;

const monthName = (date: IsoDate) => MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
const year = (date: IsoDate) => date.slice(0, 4);

/** "31 Dec 2026". */
export function formatDate(date: IsoDate): string {
	return `${Number(date.slice(8))} ${monthName(date)} ${year(date)}`;
}

/** A date as precisely as it was given: "2030", "Q3 2026", "Jun 2024" or "25 Jun 2024". */
export function formatDateAs(date: IsoDate, precision: DatePrecision): string {
	if (precision === 'year') return year(date);
	if (precision === 'quarter') return `Q${Math.ceil(Number(date.slice(5, 7)) / 3)} ${year(date)}`;
	return precision === 'month' ? `${monthName(date)} ${year(date)}` : formatDate(date);
}

/** "2024", "2023–2024", "Q1 2024", "Jan–Sep 2025", "Jul 2023 – Jun 2024", "5 Mar 2025" or "5 Mar – 2 Apr 2025". */
export function formatPeriod(span: Period): string {
	const precision = precisionOf(span);
	if (precision) return formatDateAs(span.end, precision);
	const { start, end } = span;
	const sameYear = year(start) === year(end);
	if (monthsOf(span)) {
		if (start.endsWith('-01-01') && end.endsWith('-12-31')) return `${year(start)}–${year(end)}`;
		return sameYear
			? `${monthName(start)}–${monthName(end)} ${year(end)}`
			: `${monthName(start)} ${year(start)} – ${monthName(end)} ${year(end)}`;
	}
	if (!sameYear) return `${formatDate(start)} – ${formatDate(end)}`;
	const sameMonth = start.slice(0, 7) === end.slice(0, 7);
	return sameMonth
		? `${Number(start.slice(8))}–${formatDate(end)}`
		: `${Number(start.slice(8))} ${monthName(start)} – ${formatDate(end)}`;
}

/** The period with its preposition: "in 2024", "in Q1 2024", "on 5 Mar 2025". */
export function inPeriod(span: Period): string {
	return `${precisionOf(span) === 'day' ? 'on' : 'in'} ${formatPeriod(span)}`;
}

/** Rounded toward minus infinity at so many decimals. */
export function floorTo(value: Numeric, decimals: number): ExactNumber {
	const number = exact(value);
	const cut = number.round(decimals, DOWN);
	return cut.gt(number) ? cut.minus(exact(1).div(exact(10).pow(decimals))) : cut;
}

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

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

/** A share with one decimal, rounded toward minus infinity: "24.9 %". */
export function formatRateDown(share: number): string {
	return `${formatDecimal(floorTo(exact(share).times(100).toFixed(), 1).toFixed())} %`;
}

/** A ratio with two decimals, rounded toward minus infinity: "0.94". */
export function formatRatioDown(ratio: number): string {
	const text = floorTo(ratio, 2).toFixed(2);
	return text.replace('-', '−');
}

/** Years with one decimal, rounded down: "2.2 years", "1 year". */
export function formatYears(years: number): string {
	const shown = floorTo(years, 1).toFixed();
	return `${formatDecimal(shown)} ${shown === '1' ? 'year' : 'years'}`;
}

/** "1 stage", "3 stages"; the plural is given where it is not the singular with an s. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
	return `${grouped(String(count))} ${count === 1 ? singular : plural}`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(words: readonly string[]): string {
	return words.length < 2
		? (words[0] ?? '')
		: `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** First letter in upper case, the rest as it is. */
export function capitalise(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The day after, for people: deadlines are inclusive, so something is late from this day on. */
export function dayAfter(date: IsoDate): IsoDate {
	return addDays(date, 1);
}
