import { overlaps } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
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
	if (missing.length === 0) return { ...result, reasons: [...result.reasons, ...left] };
	const decided = totals.find((point) => point.covers.end === result.figure?.period.end);
	const honest = bounded(result, measure, decided ?? null);
	return { ...honest, reasons: [...honest.reasons, ...left], detail: { kind: 'cumulative', missing } };
}

/** Names the periods of another length, which are not summed. */
function leftOut(observations: readonly Observation[], totals: readonly Point[], from: IsoDate): string[] {
	const periods = observations
		.map((one) => one.period)
		.filter((span) => span.start >= from && !totals.some((point) => overlaps(point.covers, span)))
		.sort((one, other) => one.end.localeCompare(other.end));
	const names = [...new Set(periods.map(formatPeriod))];
	if (names.length === 0) return [];
	const are = names.length === 1 ? 'figure for' : 'figures for';
	return [
		`The ${are} ${listOf(names)} ${names.length === 1 ? 'is' : 'are'} left out: only periods of one length are summed.`
	];
}

/** Statuses that a larger total could turn into another one. */
const OPEN_TO_MORE: readonly Status[] = ['PARTLY_MET', 'MISSED', 'NOT_STARTED', 'IN_USE', 'FULLY_USED'];

/**
 * What a lower bound allows: no verdict that the missing part could change. While figures may still come, the missing
 * part is what is awaited.
 */
function bounded(result: Outcome, measure: Measure, point: Point | null): Outcome {
	if (!point || point.missing.length === 0) return result;
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
