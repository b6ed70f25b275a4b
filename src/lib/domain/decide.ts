import { addDays, contains, daysBetween, laterOf, monthsOf } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import { fulfils, readPoint, satisfies } from './measure.ts';
import type { Measure } from './measure.ts';
import type { Point } from './series.ts';
import { GRACE_DAYS } from './target.ts';

/** Which figure decides, and what it decides before any ratio is looked at. */
export interface Decision {
	point: Point;
	/** `open`: no deadline has passed; `awaiting`: it passed, the figure may still come; `over`: it is decided */
	outcome: 'met' | 'open' | 'awaiting' | 'over';
	/** days from the deadline to the end of the period in which the target was first met after it */
	daysLate: number | null;
	/** first figure since the pledge that met the target */
	firstMet: Point | null;
	/** the latest figure, when the target was met before and is not met by it */
	lost: Point | null;
	/** the deadline has passed and its own period has no figure */
	noFigureAtDeadline: boolean;
}

/** Last day on which the deadline period's final figure is still awaited. */
export function graceEnd(measure: Measure): IsoDate | null {
	const { target } = measure;
	return target?.due ? addDays(target.due, target.graceDays ?? GRACE_DAYS) : null;
}

/**
 * The figure of the deadline's own period: the one whose period holds the last day, or a single day measured
 * within the year, quarter or month that was stated.
 */
export function atDeadline(measure: Measure, series: readonly Point[]): Point | null {
	const { due } = measure;
	if (!due) return null;
	const holds = series.filter((point) => contains(point.covers, due.end));
	const within = series.filter((point) => monthsOf(point.covers) === null && contains(due, point.covers.end));
	return holds.at(-1) ?? within.at(-1) ?? null;
}

/**
 * The figures that may decide: those later than the baseline, or without one those of periods that ended on the day
 * of the pledge (or on the one from which it can be fulfilled) or after it. What was so before says nothing about it,
 * on whatever day it is asked.
 */
export function countingFigures(measure: Measure, series: readonly Point[]): Point[] {
	const { baseline, occasionOn, target } = measure;
	const from = laterOf(occasionOn, target?.start ?? occasionOn);
	return series.filter(({ covers }) => (baseline ? covers.end > baseline.period.end : covers.end >= from));
}

/** A figure that is shown although it may not decide. */
export function undecided(point: Point): Decision {
	return { point, outcome: 'open', daysLate: null, firstMet: null, lost: null, noFigureAtDeadline: false };
}

/**
 * Chooses the deciding figure from at least one that may decide, as progress.md orders it. Before a deadline, and
 * without one, the latest. After it "keep" goes on being judged by the latest; "reach" is decided by the deadline's own
 * figure once and for all, or by the first later one that satisfies the target.
 */
export function decide(measure: Measure, series: readonly Point[], clock: IsoDate): Decision {
	const latest = series[series.length - 1] as Point;
	const met = ({ figure, covers }: Point) => fulfils(measure, figure.value, figure.qualifier, covers);
	const since = series.filter((point) => point.covers.end >= measure.occasionOn);
	const firstMet = since.find(met) ?? null;
	const lost = firstMet && !met(latest) ? latest : null;
	const base = { daysLate: null, firstMet, lost, noFigureAtDeadline: false };
	const due = measure.due?.end ?? null;

	if (due === null || clock <= due) {
		return { ...base, point: latest, outcome: met(latest) ? 'met' : 'open' };
	}

	const own = atDeadline(measure, series);
	const early = series.filter((point) => point.covers.end <= due && point !== own);
	const late = series.filter((point) => point.covers.end > due && point !== own);
	const firstLate = late.find(met) ?? null;
	const awaited =
		(own === null || own.provisional || own.missing.length > 0) && clock <= (graceEnd(measure) ?? '');

	const atEnd = own ?? early.at(-1) ?? null;
	const onTime = atEnd !== null && met(atEnd) && (atEnd === own || since.includes(atEnd));
	const daysLate = onTime || !firstLate ? null : daysBetween(due, firstLate.covers.end);

	if (measure.mode === 'keep') {
		const judged = late.at(-1) ?? own;
		if (judged && met(judged)) return { ...base, point: judged, outcome: 'met', daysLate };
		if (judged && (judged !== own || !awaited)) {
			return { ...base, point: judged, outcome: 'over' };
		}
	} else {
		const held = own && met(own) ? own : firstLate;
		if (held) {
			const after = met(latest) ? null : latest;
			const first = firstMet ?? held;
			return { ...base, point: held, outcome: 'met', daysLate, firstMet: first, lost: after };
		}
	}
	const older = atEnd ?? (late[0] as Point);
	if (awaited) return { ...base, point: older, outcome: 'awaiting' };
	const noFigureAtDeadline = !own && older.covers.end <= due;
	return { ...base, point: older, outcome: met(older) ? 'met' : 'over', noFigureAtDeadline };
}

/** Whether the baseline already met the target. */
export function startedMet(measure: Measure): boolean {
	const { baseline } = measure;
	return baseline !== null && satisfies(measure, baseline.value, baseline.qualifier);
}

/** Progress of a decided figure lies strictly between nothing and all, and the baseline missed the target. */
export function isPartly(measure: Measure, point: Point): boolean {
	const { progress } = readPoint(measure, point);
	return progress !== null && progress > 0 && progress < 1 && !startedMet(measure);
}
