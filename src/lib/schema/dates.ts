/** Dates and periods as people type them, within the years that this product keeps. */
import { parseIsoDate, parsePartialDate, partialText, period, precisionOf } from '#lib/domain/calendar.ts';
import type { IsoDate, PartialDate, Period } from '#lib/domain/calendar.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { FIRST_YEAR, LAST_YEAR } from '#lib/domain/limits.ts';

/** A day, `YYYY-MM-DD`. Throws `date_invalid` or `year_far`. */
export function readDay(text: string): IsoDate {
	refuseFarYear(text);
	return parseIsoDate(text);
}

/** "2030", "2026-Q3", "2024-06" or a day. Throws `date_invalid` or `year_far`. */
export function readPartial(text: string): PartialDate {
	refuseFarYear(text);
	return parsePartialDate(text);
}

/** "2025", "2025-Q3", "2025-06", a day, or two of them with "to" between. Throws also `period_reversed`. */
export function readPeriod(text: string): Period {
	const [first = '', last, ...more] = text.split(/\s+to\s+|\s*[–—/]\s*|\s*\.\.\s*/i);
	if (more.length > 0) {
		throw new DomainError(
			'date_invalid',
			`“${text}” is not a period. Write 2025, 2025-Q3, 2025-06 or 2025-01 to 2025-09.`
		);
	}
	const { start, end } = readPartial(first);
	return last === undefined ? { start, end } : period(start, readPartial(last).end);
}

/** A period as it would be typed; what `readPeriod` reads as the same. */
export function periodText(span: Period): string {
	const precision = precisionOf(span);
	if (precision) return partialText(span.end, precision);
	const [first, last] = [span.start.slice(0, 7), span.end.slice(0, 7)];
	const months = readPeriod(`${first} to ${last}`);
	const whole = months.start === span.start && months.end === span.end;
	return whole ? `${first} to ${last}` : `${span.start} to ${span.end}`;
}

function refuseFarYear(text: string): void {
	const year = /^\s*(\d{4})(?:-|\s*$)/.exec(text)?.[1];
	if (year === undefined || (Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR)) return;
	throw new DomainError('year_far', `Use a year from ${FIRST_YEAR} to ${LAST_YEAR}.`);
}
