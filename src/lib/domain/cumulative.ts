import { addDays, dayPeriod, monthsEnding, monthsOf } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import { assessCeiling, ceilingPoint } from './ceiling.ts';
import type { Known } from './eligible.ts';
import { assessMeasured } from './measured.ts';
import { countable, duePeriod, measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { notAssessable } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { planOf } from './path.ts';
import { exact } from './quantity.ts';
import { endedBy, hasNegative, rankingOf, runningTotals } from './series.ts';
import type { Point } from './series.ts';
import { isCeiling } from './target.ts';
import { formatPeriod, listOf } from './wording.ts';

/** First day whose figures are summed, if one was stated: the window's, or the day after the baseline. */
function statedStart({ target, baseline }: Known): IsoDate | null {
	return target?.start ?? (baseline ? addDays(baseline.period.end, 1) : null);
}

/** Length in months shared by all sub-periods, so that time can be counted in them; otherwise null. */
function commonLength(points: readonly Point[]): number | null {
	const lengths = new Set(points.map((point) => monthsOf(point.covers)));
	const [only] = lengths;
	return lengths.size === 1 ? (only ?? null) : null;
}

/** Zero at the day before the window, counted in sub-periods where window and deadline are made of whole ones. */
function measureTotals(known: Known, start: IsoDate | null, points: readonly Point[]): Measure {
	const measure = measureOf(known);
	const { target, baseline } = known;
	const size = target?.duePrecision === 'day' ? null : commonLength(points);
	const before = start ? addDays(start, -1) : known.occasionOn;
	const sized = (end: IsoDate | null | undefined): Period | null =>
		size !== null && end ? monthsEnding(end, size) : null;
	const stated = target?.start == null && baseline ? countable(baseline.period, baseline.precision) : null;
	const due = target?.due ?? null;
	const value = target?.value ?? null;
	return {
		...measure,
		baseline: { value: '0', qualifier: 'exactly', period: sized(before) ?? stated ?? dayPeriod(before) },
		due: sized(due) ?? duePeriod(target),
		planned:
			start && due && value !== null
				? planOf(known, start, { on: due, value: exact(value).toNumber() })
				: null
	};
}

/**
 * Cumulative total by a date: S = sum over non-overlapping periods, R = (S ÷ T) ÷ τ, or S ÷ planned [ours]. With a
 * sub-period missing, S is a lower bound and a class is given only when more could not change it. A total that was
 * promised as a most ("up to") is a ceiling and reads like one.
 */
export function assessCumulative(known: Known, clock: IsoDate): Outcome {
	const observations = endedBy(known, clock);
	const start = statedStart(known);
	const first = observations.map((one) => one.period.start).filter((day) => day >= known.occasionOn);
	const from = start ?? first.sort()[0] ?? known.occasionOn;
	const totals = runningTotals(observations, rankingOf(known), from);
	if ('overlapping' in totals) {
		return notAssessable(
			'periods overlap',
			`Figures for ${listOf(totals.overlapping.map(formatPeriod))} overlap and cannot be summed; replace one of them.`
		);
	}
	const measure = measureTotals(known, start, totals);
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
	return missing.length > 0 ? { ...result, detail: { kind: 'cumulative', missing } } : result;
}
