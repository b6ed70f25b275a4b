import { addDays } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type { CheckIn } from './commitment.ts';
import type { Known } from './eligible.ts';
import { notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { targetFlags } from './flags.ts';
import { countOf, formatDate } from './words.ts';

/** Days of evidence of activity by a day, oldest first; a check that found activity without a date counts by its own. */
export function evidenceDays(known: Known, on: IsoDate): IsoDate[] {
	return known.checkIns
		.filter((check) => check.outcome === 'activity')
		.map((check) => check.evidenceOn ?? check.checkedOn)
		.filter((day) => day <= on)
		.sort();
}

/**
 * A pledge to go on doing something: ongoing with evidence inside the activity interval; stalled only when a check
 * made after the last evidence found nothing and the interval has run out since; never overdue [ours]. On the public
 * basis no check of ours is known, so it never stalls there. An interval runs out on the day that lies its length later,
 * as the check interval does.
 */
export function assessContinuing(known: Known, clock: IsoDate): Outcome {
	const last = evidenceDays(known, clock).at(-1) ?? null;
	const since = last ?? known.occasionOn;
	const days = known.activityIntervalDays;
	const outside = clock >= addDays(since, days);
	const later = known.checkIns.filter((check) => check.checkedOn <= clock && check.checkedOn > since);
	const lastOf = (checks: readonly CheckIn[]) =>
		checks
			.map((check) => check.checkedOn)
			.sort()
			.at(-1);
	const emptyCheck = lastOf(later.filter((check) => check.outcome === 'no_change'));
	const lastCheck = lastOf(later);
	const ids = known.checkIns
		.filter((check) => check.outcome === 'activity' && (check.evidenceOn ?? check.checkedOn) === last)
		.map((check) => check.id);
	const base = { flags: targetFlags(known.target), observationIds: ids };
	const seen = last
		? `the last evidence is of ${formatDate(last)}`
		: `no evidence has been recorded since the pledge of ${formatDate(since)}`;
	if (last && !outside) {
		return {
			...outcome('ONGOING', `Ongoing, last evidence ${formatDate(last)}`, `The activity goes on: ${seen}.`),
			...base,
			reasons: [
				`Evidence counts for ${days} days; this one counts until ${formatDate(addDays(last, days - 1))}.`
			]
		};
	}
	if (emptyCheck && outside) {
		return {
			...outcome(
				'STALLED',
				`Stalled, no evidence since ${formatDate(since)}`,
				`A check on ${formatDate(emptyCheck)} found nothing new, and ${seen}.`
			),
			...base,
			reasons: [`A check found nothing, and no evidence has come for ${days} days.`]
		};
	}
	const looked =
		known.basis === 'public'
			? 'nothing later was public'
			: lastCheck
				? `the check on ${formatDate(lastCheck)} found none later`
				: 'no later check has looked for more';
	return {
		...notAssessable(
			`no evidence since ${formatDate(since)}`,
			emptyCheck
				? `Nothing can be said yet: ${seen}; a check on ${formatDate(emptyCheck)} found nothing new, and the pledge stalls only when that lasts for ${countOf(days, 'day')}.`
				: `Nothing can be said: ${seen}, and ${looked}.`
		),
		...base
	};
}
