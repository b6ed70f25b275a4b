import { daysBetween } from '#lib/domain/calendar.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Freshness } from '#lib/domain/assessment.ts';
import { countOf, formatDate } from '#lib/domain/words.ts';

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
