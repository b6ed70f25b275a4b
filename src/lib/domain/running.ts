import type { RunningYear } from './assessment.ts';
import { addYears, contains, daysIn, monthsEnding } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import type { Known } from './eligible.ts';
import { exact, shareOf } from './quantity.ts';
import { headlineSeries, lastMonthOfYear, partSeries } from './series.ts';
import type { Point } from './series.ts';

/** The year of this pledge that a day lies in: the calendar year, or the year that ends in the baseline's month. */
export function yearAround(known: Known, day: IsoDate): Period {
	const month = String(lastMonthOfYear(known)).padStart(2, '0');
	const last = (year: number) => monthsEnding(endOfMonth(`${year}-${month}`), 12) as Period;
	const year = Number(day.slice(0, 4));
	const own = last(year);
	return contains(own, day) ? own : last(year + 1);
}

function endOfMonth(month: string): IsoDate {
	const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
	return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The same months one year earlier (29 February gives way to the 28th). */
export function yearBefore(span: Period): Period {
	const end = addYears(span.end, -1);
	const month = monthsEnding(span.end, 1);
	return { start: addYears(span.start, -1), end: month ? endOfMonth(end.slice(0, 7)) : end };
}

const sameSpan = (one: Period, other: Period) => one.start === other.start && one.end === other.end;

/**
 * The year that runs on a day, by its longest part-year figure, with the same months of the year before and what
 * the year would come to: year to date ÷ the median share that the same months had in two or more earlier years,
 * between the least and the greatest of them; with fewer, pro rata by days [ours]. Null without such a figure.
 */
export function runningYear(known: Known, clock: IsoDate): RunningYear | null {
	const year = yearAround(known, clock);
	const parts = partSeries(known, clock);
	const toDate = parts.findLast(
		(point) => point.covers.start === year.start && contains(year, point.covers.end)
	);
	if (!toDate || toDate.ambiguous) return null;
	const before = parts.find((point) => sameSpan(point.covers, yearBefore(toDate.covers)));
	return {
		figure: toDate.figure,
		sameMonthsBefore: before?.figure ?? null,
		projection: projectionOf(toDate, year, earlierShares(known, clock, parts, toDate))
	};
}

/** What share of their whole year the same months made up, for every earlier year that has both figures. */
function earlierShares(known: Known, clock: IsoDate, parts: readonly Point[], toDate: Point): number[] {
	const earlier = headlineSeries(known, clock).filter(({ covers }) => covers.end < toDate.covers.start);
	return earlier.flatMap((whole) => {
		let span = toDate.covers;
		while (span.end > whole.covers.end) span = yearBefore(span);
		const part = parts.find((point) => sameSpan(point.covers, span));
		const share = part ? shareOf(part.figure.value, whole.figure.value) : null;
		return share !== null && share > 0 && contains(whole.covers, span.start) ? [share] : [];
	});
}

function projectionOf(toDate: Point, year: Period, shares: number[]): RunningYear['projection'] {
	const sum = exact(toDate.figure.value).toNumber();
	if (shares.length < 2) {
		const value = (sum * daysIn(year)) / daysIn(toDate.covers);
		return { value, low: value, high: value, method: 'pro rata by days' };
	}
	const ends = [sum / Math.max(...shares), sum / Math.min(...shares)];
	return { value: sum / median(shares), low: Math.min(...ends), high: Math.max(...ends), method: 'seasonal' };
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const [low = NaN, high = NaN] =
		sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1);
	return (low + high) / 2;
}
