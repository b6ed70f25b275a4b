/** Dates, counts and lists in words: no arithmetic, so that a page that shows no figure does not send it. */
import { monthsOf, precisionOf } from './calendar.ts';
import type { DatePrecision, IsoDate, Period } from './calendar.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

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

/** Digits in groups of three: "1,250,000". */
export const grouped = (digits: string | number) => String(digits).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1 stage", "3 stages"; the plural is given where it is not the singular with an s. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
	return `${grouped(count)} ${count === 1 ? singular : plural}`;
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

/** A person's own words as the end of a sentence: with one full stop, whether they brought theirs or not. */
export function ended(text: string): string {
	const words = text.trim();
	return /[.!?…][\p{Pe}\p{Pf}"']*$/u.test(words) ? words : `${words}.`;
}
