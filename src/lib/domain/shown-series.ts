import type { Figure } from './assessment.ts';
import type { IsoDate } from './calendar.ts';
import type { PledgeFacts } from './commitment.ts';
import { knownBy } from './eligible.ts';
import type { AsOfOptions } from './eligible.ts';
import { endedBy, headlineSeries, partSeries, rankingOf, runningTotals } from './series.ts';
import type { Point } from './series.ts';
import { firstDay } from './totals.ts';

/** One point of a drawn series, dated by the last day of its period. */
export interface ShownPoint {
	on: IsoDate;
	figure: Figure;
	/** drawn hollow: provisional, derived, or only part of a year */
	hollow: boolean;
	/** covers part of the natural period: shown beside the same months of the year before, never against the target */
	partial: boolean;
	/** a running total with a sub-period missing: at least this much */
	lowerBound: boolean;
}

/** What a chart of a measured pledge draws, oldest first: the headline series, and the part-year figures beside it. */
export interface ShownSeries {
	headline: ShownPoint[];
	parts: ShownPoint[];
}

const shown = (point: Point, partial: boolean): ShownPoint => ({
	on: point.covers.end,
	figure: point.figure,
	hollow: partial || point.provisional,
	partial,
	lowerBound: point.missing.length > 0
});

/**
 * The series that the assessment of the same day looks at: per period the highest-ranked reporter's figure; running
 * totals for a cumulative pledge (none where its periods overlap). Empty for kinds without an indicator.
 */
export function shownSeries(facts: PledgeFacts, asOf: IsoDate, options: AsOfOptions = {}): ShownSeries {
	const known = knownBy(facts, asOf, options);
	if (known.kind === 'cumulative') {
		const totals = runningTotals(endedBy(known, asOf), rankingOf(known), firstDay(known, asOf));
		return { headline: 'overlapping' in totals ? [] : totals.map((point) => shown(point, false)), parts: [] };
	}
	if (!known.indicator) return { headline: [], parts: [] };
	return {
		headline: headlineSeries(known, asOf).map((point) => shown(point, false)),
		parts: partSeries(known, asOf).map((point) => shown(point, true))
	};
}
