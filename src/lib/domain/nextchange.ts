import { addDays } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import { graceEnd } from './decide.ts';
import { doneRecord } from './eligible.ts';
import type { Known } from './eligible.ts';
import { DUE_DAYS, seenDays } from './freshness.ts';
import { measureOf } from './measure.ts';
import { yearAround } from './running.ts';

/**
 * Every day after `clock` on which some rule may answer differently although no fact is added: deadlines, the end of
 * a grace, windows, due dates, ends of years and intervals, and facts already recorded for a later day.
 */
export function turningDays(known: Known, clock: IsoDate): IsoDate[] {
	const { target, occasionOn, checkIntervalDays, activityIntervalDays } = known;
	const byEvidence = known.kind === 'continuing' || known.kind === 'qualitative';
	const checked = (day: IsoDate) => [
		addDays(day, checkIntervalDays - DUE_DAYS),
		addDays(day, checkIntervalDays)
	];
	const seen = (day: IsoDate) =>
		byEvidence ? [day, addDays(day, checkIntervalDays), addDays(day, activityIntervalDays)] : [];
	const grace = graceEnd(measureOf(known));
	const days: (IsoDate | null)[] = [
		occasionOn,
		target?.start ?? null,
		target?.due ? target.due : null,
		target?.due ? addDays(target.due, 1) : null,
		grace && addDays(grace, 1),
		...checked(occasionOn),
		...seen(occasionOn),
		...seenDays(known).flatMap((day) => [day, ...checked(day)]),
		...known.checkIns.flatMap((check) => [check.checkedOn, ...seen(check.evidenceOn ?? check.checkedOn)]),
		...known.observations.flatMap(({ period }) => [
			period.end,
			addDays(period.end, 1),
			addDays(yearAround(known, period.end).end, 1)
		]),
		...known.steps.flatMap((step) => {
			const record = doneRecord(step);
			return [
				...(step.due ? [step.due, addDays(step.due, 1)] : []),
				...(record ? [record.from, record.to ?? record.from] : [])
			];
		}),
		...known.scores.map((score) => score.on),
		...known.lifecycle.map((event) => event.on)
	];
	return [...new Set(days.filter((day) => day !== null && day > clock))].sort() as IsoDate[];
}
