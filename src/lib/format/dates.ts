import { daysBetween, parsePartialDate } from '#lib/domain/calendar.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Freshness } from '#lib/domain/assessment.ts';
import { countOf, formatDate, formatDateAs } from '#lib/domain/words.ts';

/** "today", "yesterday", "12 days ago", "in 3 days", "tomorrow"; months and years from 60 days and two years on. */
export function fromToday(date: IsoDate, today: IsoDate): string {
	const days = daysBetween(today, date);
	if (days === 0) return 'today';
	if (days === -1) return 'yesterday';
	if (days === 1) return 'tomorrow';
	const length = lengthOf(Math.abs(days));
	return days < 0 ? `${length} ago` : `in ${length}`;
}

/** A number of days in the largest unit that is still honest: "45 days", "16 months", "3 years". */
export function lengthOf(days: number): string {
	if (days < 60) return countOf(days, 'day');
	if (days < 730) return countOf(Math.floor(days / 30.437), 'month');
	return countOf(Math.floor(days / 365.2425), 'year');
}

/** How long something was late, exactly: "490 days late". */
export function lateBy(days: number): string {
	return `${countOf(days, 'day')} late`;
}

/** How far something that is due lies ahead: "due today", "in 12 days". */
export function inDays(days: number): string {
	return days === 0 ? 'due today' : `in ${countOf(days, 'day')}`;
}

/** "15 Oct" within the year of `today`, "15 Oct 2022" outside it. */
export function formatDay(date: IsoDate, today: IsoDate): string {
	const full = formatDate(date);
	return date.slice(0, 4) === today.slice(0, 4) ? full.slice(0, -5) : full;
}

/** What freshness says in words, or null where no clock runs. */
export function freshnessWords(freshness: Freshness, today: IsoDate): string | null {
	const { state, lastCheckedOn, dueOn } = freshness;
	if (state === 'none') return null;
	if (state === 'unverified') {
		return dueOn ? `unverified since ${formatDate(dueOn)}` : 'unverified';
	}
	const ago = lastCheckedOn && fromToday(lastCheckedOn, today);
	if (freshness.byEvidence) {
		const seen = ago ? `last public evidence ${ago}` : 'no public evidence yet';
		return state === 'current' || !dueOn ? seen : `${seen}, unverified from ${formatDate(dueOn)}`;
	}
	const checked = ago ? `checked ${ago}` : 'never checked';
	return state === 'current' || !dueOn ? checked : `${checked}, check due by ${formatDate(dueOn)}`;
}

/** "2030", "Q3 2026", "25 Jun 2024" or two of them; what is no date stays as it was typed. */
export function dateWords(text = ''): string {
	try {
		return text
			.split(' to ')
			.map((one) => {
				const date = parsePartialDate(one);
				return formatDateAs(date.end, date.precision);
			})
			.join(' to ');
	} catch {
		return text;
	}
}

/**
 * "23 Nov 2026, 14:05 UTC": days are counted in UTC here, and so are hours. The day alone for what counts as done on
 * another day than that of the moment.
 */
export function formatMoment(on: IsoDate, at: Date): string {
	const moment = at.toISOString();
	return moment.startsWith(on) ? `${formatDate(on)}, ${moment.slice(11, 16)} UTC` : formatDate(on);
}
