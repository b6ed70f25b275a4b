import { DomainError } from './errors.ts';

/** A calendar day in UTC, `YYYY-MM-DD`. */
export type IsoDate = string;

/** How precisely a date was given: "by 2030" is a year, and that decides how time is counted. */
export const DATE_PRECISIONS = ['year', 'quarter', 'month', 'day'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Both days inclusive. */
export interface Period {
	start: IsoDate;
	end: IsoDate;
}

/** A date as precisely as it was given, such as "2026-Q3". */
export interface PartialDate extends Period {
	precision: DatePrecision;
}

/** Mean length of a Gregorian year; years between two dated days are days divided by this. */
export const DAYS_PER_YEAR = 365.2425;

const MS_PER_DAY = 86_400_000;
const MONTHS_IN: Record<Exclude<DatePrecision, 'day'>, number> = { year: 12, quarter: 3, month: 1 };

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** Day number counted from 1970-01-01; the one place where dates meet the JavaScript Date. */
export function toDayNumber(date: IsoDate): number {
	return Math.round(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);
}

export function fromDayNumber(day: number): IsoDate {
	return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** A real calendar day between 1000-01-01 and 9999-12-31, written `YYYY-MM-DD`. */
export function isIsoDate(text: unknown): text is IsoDate {
	if (typeof text !== 'string' || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day that was typed. Throws `date_invalid` when it is not a real calendar day. */
export function parseIsoDate(text: string, field: string | null = null): IsoDate {
	const trimmed = text.trim();
	if (isIsoDate(trimmed)) return trimmed;
	throw new DomainError(
		'date_invalid',
		`“${trimmed}” is not a day. Write year, month and day, such as 2026-11-23.`,
		field
	);
}

/** A period of both days inclusive. Throws `period_reversed` when it ends before it starts. */
export function period(start: IsoDate, end: IsoDate, field: string | null = null): Period {
	const from = parseIsoDate(start, field);
	const to = parseIsoDate(end, field);
	if (to < from) {
		throw new DomainError('period_reversed', 'The period ends before it starts. Swap the two days.', field);
	}
	return { start: from, end: to };
}

const monthIndex = (date: IsoDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const firstOfMonth = (index: number): IsoDate =>
	`${pad(Math.floor(index / 12), 4)}-${pad((((index % 12) + 12) % 12) + 1, 2)}-01`;

const lastOfMonth = (index: number): IsoDate => addDays(firstOfMonth(index + 1), -1);

const months = (index: number, count: number): Period => ({
	start: firstOfMonth(index),
	end: lastOfMonth(index + count - 1)
});

/** Calendar year, such as 2024. */
export function yearPeriod(year: number): Period {
	return months(year * 12, 12);
}

/** Quarter 1 to 4 of a year. */
export function quarterPeriod(year: number, quarter: number): Period {
	return months(year * 12 + (quarter - 1) * 3, 3);
}

/** Month 1 to 12 of a year. */
export function monthPeriod(year: number, month: number): Period {
	return months(year * 12 + month - 1, 1);
}

export function dayPeriod(date: IsoDate): Period {
	return { start: date, end: date };
}

/** The calendar year, quarter, month or day that a day lies in. */
export function periodAround(date: IsoDate, precision: DatePrecision): Period {
	if (precision === 'day') return dayPeriod(date);
	const size = MONTHS_IN[precision];
	return months(Math.floor(monthIndex(date) / size) * size, size);
}

/**
 * A date as people give it: "2030", "2026-Q3", "2024-06" or "2024-06-25".
 * Returns its first and last day and the precision. Throws `date_invalid` for anything else.
 */
export function parsePartialDate(text: string, field: string | null = null): PartialDate {
	const trimmed = text.trim();
	const found = /^([1-9]\d{3})(?:-(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?$/.exec(trimmed);
	if (found) {
		const [, year, quarter, month] = found;
		if (quarter) return { ...quarterPeriod(Number(year), Number(quarter)), precision: 'quarter' };
		if (month) return { ...monthPeriod(Number(year), Number(month)), precision: 'month' };
		return { ...yearPeriod(Number(year)), precision: 'year' };
	}
	if (isIsoDate(trimmed)) return { ...dayPeriod(trimmed), precision: 'day' };
	throw new DomainError(
		'date_invalid',
		`“${trimmed}” is not a date. Write 2030, 2026-Q3, 2024-06 or 2024-06-25.`,
		field
	);
}

/** A date as it would be typed, given its last day and its precision. */
export function partialText(end: IsoDate, precision: DatePrecision): string {
	if (precision === 'year') return end.slice(0, 4);
	if (precision === 'quarter') return `${end.slice(0, 4)}-Q${Math.ceil(Number(end.slice(5, 7)) / 3)}`;
	return precision === 'month' ? end.slice(0, 7) : end;
}

/** The day `count` days later (earlier when negative). */
export function addDays(date: IsoDate, count: number): IsoDate {
	return fromDayNumber(toDayNumber(date) + count);
}

/** The same day `count` years later; 29 February becomes the 28th in a common year. */
export function addYears(date: IsoDate, count: number): IsoDate {
	const year = pad(Number(date.slice(0, 4)) + count, 4);
	const sameDay = `${year}${date.slice(4)}`;
	return isIsoDate(sameDay) ? sameDay : `${year}-02-28`;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
	return toDayNumber(to) - toDayNumber(from);
}

/** Years from `from` to `to`: days divided by 365.2425. */
export function yearsBetween(from: IsoDate, to: IsoDate): number {
	return daysBetween(from, to) / DAYS_PER_YEAR;
}

/** Number of days in a period, both ends included. */
export function daysIn(span: Period): number {
	return daysBetween(span.start, span.end) + 1;
}

export function contains(span: Period, date: IsoDate): boolean {
	return span.start <= date && date <= span.end;
}

export function overlaps(one: Period, other: Period): boolean {
	return one.start <= other.end && other.start <= one.end;
}

/** Length in whole months, when the period runs from a first to a last day of a month; otherwise null. */
export function monthsOf(span: Period): number | null {
	const first = monthIndex(span.start);
	const last = monthIndex(span.end);
	return span.start === firstOfMonth(first) && span.end === lastOfMonth(last) ? last - first + 1 : null;
}

/** Whether the period is exactly one calendar year, quarter, month or day. */
export function isWholePeriodOf(span: Period, precision: DatePrecision): boolean {
	const whole = periodAround(span.start, precision);
	return whole.start === span.start && whole.end === span.end;
}

/** The calendar unit that the period is exactly one of, or null for an arbitrary period. */
export function precisionOf(span: Period): DatePrecision | null {
	if (span.start === span.end) return 'day';
	return DATE_PRECISIONS.find((precision) => isWholePeriodOf(span, precision)) ?? null;
}

/** The period of `count` whole months that ends on `end`, or null when that is not the last day of a month. */
export function monthsEnding(end: IsoDate, count: number): Period | null {
	const last = monthIndex(end);
	return end === lastOfMonth(last) ? months(last - count + 1, count) : null;
}

/** The whole period of this precision that ends on the day; the day itself where it does not end one. */
export function periodEnding(end: IsoDate, precision: DatePrecision): Period {
	if (precision === 'day') return dayPeriod(end);
	return monthsEnding(end, MONTHS_IN[precision]) ?? dayPeriod(end);
}

/** The year, quarter or month after one; null for a day and for what is not exactly one of them. */
export function periodAfter(span: Period): Period | null {
	const precision = precisionOf(span);
	return precision === null || precision === 'day' ? null : periodAround(addDays(span.end, 1), precision);
}

/** How far apart things are: `elapsed` years from the first to the second, `total` from the first to the third. */
export interface Elapsed {
	elapsed: number;
	total: number | null;
	/** counted in whole periods of this many months, or measured in days */
	counted: number | null;
	/** the same two lengths as whole numbers of that unit, for exact shares */
	steps: { elapsed: number; total: number | null };
}

/**
 * Years from `from` to `to`, and from `from` to `deadline`, each dated by its last day. Counted in whole periods
 * when all are periods of one length a whole number of periods apart; otherwise in days divided by 365.2425.
 * A January value aged as a full year would move a ratio by 0.1 and more, so nothing in between is rounded [ours].
 */
export function timeBetween(from: Period, to: Period, deadline: Period | null): Elapsed {
	const spans = deadline ? [from, to, deadline] : [from, to];
	const size = monthsOf(from);
	const apart = spans.map((span) => monthIndex(span.end) - monthIndex(from.end));
	if (size && spans.every((span, at) => monthsOf(span) === size && (apart[at] ?? 0) % size === 0)) {
		const [, elapsed = 0, total = null] = apart;
		return {
			elapsed: elapsed / 12,
			total: total === null ? null : total / 12,
			counted: size,
			steps: { elapsed: elapsed / size, total: total === null ? null : total / size }
		};
	}
	const elapsed = daysBetween(from.end, to.end);
	const total = deadline ? daysBetween(from.end, deadline.end) : null;
	return {
		elapsed: elapsed / DAYS_PER_YEAR,
		total: total === null ? null : total / DAYS_PER_YEAR,
		counted: null,
		steps: { elapsed, total }
	};
}

/** Share of a window that is gone at the end of a day: 0 before it, 1 from its last day on. */
export function windowUsed(window: Period, on: IsoDate): number {
	if (window.end < window.start) return on < window.start ? 0 : 1;
	const gone = daysBetween(window.start, on) + 1;
	return Math.min(Math.max(gone / daysIn(window), 0), 1);
}

/** The later of two days. */
export function laterOf(one: IsoDate, other: IsoDate): IsoDate {
	return one > other ? one : other;
}

/** The earlier of two days. */
export function earlierOf(one: IsoDate, other: IsoDate): IsoDate {
	return one < other ? one : other;
}
