import { addDays, dayPeriod, monthsEnding, monthsOf } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import type { Known } from './eligible.ts';
import { countable, duePeriod, measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { endedBy } from './series.ts';
import type { Point } from './series.ts';

/** First day whose figures are summed, if one was stated: the window's, or the day after the baseline. */
export function statedStart({ target, baseline }: Known): IsoDate | null {
	return target?.start ?? (baseline ? addDays(baseline.period.end, 1) : null);
}

/** First day whose figures are summed: the stated one, or that of the first figure since the pledge. */
export function firstDay(known: Known, clock: IsoDate): IsoDate {
	const begun = endedBy(known, clock).map((one) => one.period.start);
	return statedStart(known) ?? begun.filter((day) => day >= known.occasionOn).sort()[0] ?? known.occasionOn;
}

/** Length in months shared by all sub-periods, so that time can be counted in them; otherwise null. */
function commonLength(points: readonly Point[]): number | null {
	const lengths = new Set(points.map((point) => monthsOf(point.covers)));
	const [only] = lengths;
	return lengths.size === 1 ? (only ?? null) : null;
}

/**
 * The measure of running totals: zero on the day before the window, counted in sub-periods where window and deadline
 * are made of whole ones, and in days otherwise.
 */
export function totalsMeasure(known: Known, points: readonly Point[]): Measure {
	const measure = measureOf(known);
	const { target, baseline } = known;
	const start = statedStart(known);
	const size = target?.duePrecision === 'day' ? null : commonLength(points);
	const before = start ? addDays(start, -1) : known.occasionOn;
	const sized = (end: IsoDate | null): Period | null =>
		size !== null && end !== null ? monthsEnding(end, size) : null;
	const stated = target?.start == null && baseline ? countable(baseline.period, baseline.precision) : null;
	return {
		...measure,
		baseline: {
			value: '0',
			qualifier: 'exactly',
			period: sized(before) ?? stated ?? dayPeriod(before),
			stated: false
		},
		due: sized(target?.due ?? null) ?? duePeriod(target)
	};
}
