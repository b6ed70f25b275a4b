import { addDays, overlaps } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import { assessCeiling, ceilingPoint } from './ceiling.ts';
import type { Observation } from './commitment.ts';
import type { Known } from './eligible.ts';
import type { Measure } from './measure.ts';
import { assessMeasured } from './measured.ts';
import { notAssessable } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { planOf } from './path.ts';
import { exact } from './quantity.ts';
import { awaitedWords, obstacleSentence } from './sentence.ts';
import { endedBy, hasNegative, rankingOf, runningTotals } from './series.ts';
import type { Point } from './series.ts';
import type { Status } from './status.ts';
import { isCeiling } from './target.ts';
import { firstDay, statedStart, totalsMeasure } from './totals.ts';
import { formatPeriod, listOf } from './words.ts';

/**
 * Cumulative total by a date: S = sum over non-overlapping periods, R = (S ÷ T) ÷ τ, or S ÷ planned [ours]. With a
 * sub-period missing, S is a lower bound and a class is given only when more could not change it. Quarter and year are
 * never summed: periods of one length are, and the others are named as left out. A total that was
 * promised as a most ("up to") is a ceiling and reads like one.
 */
export function assessCumulative(known: Known, clock: IsoDate): Outcome {
	const observations = endedBy(known, clock);
	const from = firstDay(known, clock);
	const totals = runningTotals(observations, rankingOf(known), from);
	if ('overlapping' in totals) {
		return notAssessable(
			'periods overlap',
			`Figures for ${listOf(totals.overlapping.map(formatPeriod))} overlap and cannot be summed; replace one of them.`
		);
	}
	const measure = { ...totalsMeasure(known, totals), planned: plan(known) };
	const missing = totals.at(-1)?.missing ?? [];
	if (missing.length > 0 && hasNegative(observations)) {
		return notAssessable(
			'sub-periods missing',
			`Figures are missing for ${listOf(missing.map(formatPeriod))} and some are negative, so the total has no bound.`
		);
	}
	const seriesBy = (ranked: readonly string[]) => {
		const theirs = runningTotals(observations, ranked, from);
		return 'overlapping' in theirs ? [] : theirs;
	};
	const last = ceilingPoint(totals, known.target?.due ?? null);
	const result =
		known.target && isCeiling(known.target) && known.target.value !== null && last
			? assessCeiling(known, measure, last, known.target)
			: assessMeasured(known, measure, seriesBy, clock);
	const left = leftOut(observations, totals, from);
	const reasons = left.length > 0 ? [leftWords(left)] : [];
	const decided = totals.find((point) => point.covers.end === result.figure?.period.end);
	const over = measure.due !== null && clock > measure.due.end && result.status !== 'AWAITING_FIGURE';
	const lower = decided && (over ? withLeftOut(decided, left, measure) : decided);
	const honest = lower ? bounded(result, measure, lower) : result;
	const detail = missing.length > 0 ? { kind: 'cumulative' as const, missing } : result.detail;
	return { ...honest, detail, reasons: [...honest.reasons, ...reasons] };
}

/** Periods of another length, which are not summed, oldest first. */
function leftOut(observations: readonly Observation[], totals: readonly Point[], from: IsoDate): Period[] {
	return observations
		.map((one) => one.period)
		.filter((span) => span.start >= from && !totals.some((point) => overlaps(point.covers, span)))
		.sort((one, other) => one.end.localeCompare(other.end));
}

function leftWords(left: readonly Period[]): string {
	const names = [...new Set(left.map(formatPeriod))];
	const [figures, are] = names.length === 1 ? ['figure', 'is'] : ['figures', 'are'];
	return `The ${figures} for ${listOf(names)} ${are} left out: only periods of one length are summed.`;
}

/** What is left out after the deciding total and before a deadline that has passed is missing from it as well. */
function withLeftOut(point: Point, left: readonly Period[], { due }: Measure): Point {
	const counts = due && left.some(({ start, end }) => start > point.covers.end && end <= due.end);
	if (!counts) return point;
	const rest = { start: addDays(point.covers.end, 1), end: due.end };
	return { ...point, missing: [...point.missing, rest] };
}

/** Statuses that a larger total could turn into another one. */
const OPEN_TO_MORE: readonly Status[] = ['PARTLY_MET', 'MISSED', 'NOT_STARTED', 'IN_USE', 'FULLY_USED'];

/**
 * What a lower bound allows: no verdict that the missing part could change. While figures may still come, the missing
 * part is what is awaited.
 */
function bounded(result: Outcome, measure: Measure, point: Point): Outcome {
	if (point.missing.length === 0) return result;
	if (OPEN_TO_MORE.includes(result.status)) {
		const why = obstacleSentence('sub-periods missing', measure, point);
		const { statusText, sentence, reasons, status } = notAssessable('sub-periods missing', why);
		return { ...result, status, statusText, sentence, reasons };
	}
	if (result.status !== 'AWAITING_FIGURE') return result;
	const awaited = awaitedWords(point, measure);
	const [decides = ''] = result.reasons;
	const is = awaited.startsWith('figures') ? 'are' : 'is';
	return {
		...result,
		statusText: `Awaiting the ${awaited}`,
		reasons: [
			decides,
			`The deadline has passed and the ${awaited} ${is} missing, so the total is only a lower bound.`
		]
	};
}

/** The planned total at a day, where window, deadline and plan are all stated. */
function plan(known: Known): ((on: IsoDate) => number | null) | null {
	const start = statedStart(known);
	const { due = null, value = null } = known.target ?? {};
	return start && due && value !== null
		? planOf(known, start, { on: due, value: exact(value).toNumber() })
		: null;
}
