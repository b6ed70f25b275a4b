import { addDays, contains, daysIn, monthsOf, overlaps } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import type { Figure } from './assessment.ts';
import type { Observation } from './commitment.ts';
import type { Known } from './eligible.ts';
import { addDecimals, exact } from './quantity.ts';

/** One dated value of the headline series. */
export interface Point {
	figure: Figure;
	/** the period it is dated by; for a running total, the last sub-period in it */
	covers: Period;
	provisional: boolean;
	/** every reporter with a figure for the same period */
	reporters: string[];
	/** several reporters and nothing says whose figure comes first */
	ambiguous: boolean;
	/** observations it rests on */
	ids: string[];
	/** a running total with a sub-period missing: the true total is at least this, if nothing is negative */
	missing: Period[];
}

/** Reporters in the order in which they are believed; the baseline's own comes first where no order is recorded. */
export function rankingOf(known: Known): string[] {
	if (known.reporterOrder && known.reporterOrder.ranked.length > 0) return known.reporterOrder.ranked;
	return known.baseline?.reporter == null ? [] : [known.baseline.reporter];
}

/** Last month of the pledge's year: that of a twelve-month baseline, or of the year that a stated start opens. */
export function lastMonthOfYear(known: Known): number {
	const { baseline, target } = known;
	if (baseline && monthsOf(baseline.period) === 12) return Number(baseline.period.end.slice(5, 7));
	if (known.kind === 'annual_rate' && target?.start?.endsWith('-01')) {
		return Number(target.start.slice(5, 7)) - 1 || 12;
	}
	return 12;
}

/** A complete year of this pledge: twelve whole months that end in the year's last month. */
export function isCompleteYear(known: Known, span: Period): boolean {
	return monthsOf(span) === 12 && Number(span.end.slice(5, 7)) === lastMonthOfYear(known);
}

const isProvisional = (one: Observation) => one.state === 'provisional' || one.derived !== null;
const key = (span: Period) => `${span.start}/${span.end}`;

const figureOf = (one: Observation): Figure => ({
	id: one.id,
	value: one.value,
	period: one.period,
	reporter: one.reporter,
	qualifier: one.qualifier,
	state: one.state === 'provisional' || one.derived === null ? one.state : 'provisional'
});

/** Final before provisional, then the one recorded last. */
const better = (one: Observation, other: Observation) =>
	Number(isProvisional(one)) - Number(isProvisional(other)) || other.seq - one.seq;

/**
 * Earlier end first, then provisional before final, then the wider period: the last one is the later-ending, then
 * final, then narrower, value.
 */
const byDate = (one: Point, other: Point) =>
	one.covers.end.localeCompare(other.covers.end) ||
	Number(other.provisional) - Number(one.provisional) ||
	one.covers.start.localeCompare(other.covers.start);

/** For each period the figure of the highest-ranked reporter that has one, oldest first. */
export function headlineOf(observations: readonly Observation[], ranked: readonly string[]): Point[] {
	const rank = (reporter: string) => (ranked.includes(reporter) ? ranked.indexOf(reporter) : ranked.length);
	const all = new Set(observations.map((one) => one.reporter));
	const nobodyFirst = all.size > 1 && !ranked.some((reporter) => all.has(reporter));
	const periods = Map.groupBy(observations, (one) => key(one.period));
	return [...periods.values()].map((inPeriod) => headlineFigure(inPeriod, rank, nobodyFirst)).sort(byDate);
}

function headlineFigure(
	inPeriod: Observation[],
	rank: (reporter: string) => number,
	nobodyFirst: boolean
): Point {
	const byReporter = Map.groupBy([...inPeriod].sort(better), (one) => one.reporter);
	const best = [...byReporter.values()]
		.flatMap((own) => own.slice(0, 1))
		.sort((one, other) => rank(one.reporter) - rank(other.reporter) || one.seq - other.seq);
	const [first, second] = best as [Observation, ...Observation[]];
	return {
		figure: figureOf(first),
		covers: first.period,
		provisional: isProvisional(first),
		reporters: best.map((one) => one.reporter),
		ambiguous: nobodyFirst || (second !== undefined && rank(second.reporter) === rank(first.reporter)),
		ids: [first.id],
		missing: []
	};
}

/** Observations whose period had ended by a day; nothing is known of a period that still runs. */
export function endedBy(known: Known, on: IsoDate): Observation[] {
	return known.observations.filter((one) => one.period.end <= on);
}

/**
 * The series that may be compared with a target. Annual flows: complete years only. Others: every figure that is not
 * marked as part of its natural period. `ranked` replaces the recorded order, to see the pledge as another reporter does.
 */
export function headlineSeries(
	known: Known,
	on: IsoDate,
	ranked: readonly string[] = rankingOf(known)
): Point[] {
	const yearly = known.kind === 'annual_rate' || known.indicator?.aggregation === 'annual_flow';
	const whole = endedBy(known, on).filter(
		(one) => !one.partial && (!yearly || isCompleteYear(known, one.period))
	);
	return headlineOf(whole, ranked);
}

/** Part-year figures of an annual flow: drawn hollow, never compared with a target. */
export function partSeries(known: Known, on: IsoDate, ranked: readonly string[] = rankingOf(known)): Point[] {
	const whole = new Set(headlineSeries(known, on, ranked).flatMap((point) => key(point.covers)));
	return headlineOf(endedBy(known, on), ranked).filter((point) => !whole.has(key(point.covers)));
}

/** Raised when one reporter's own periods overlap, so that no total can be formed. */
export interface OverlappingPeriods {
	overlapping: [Period, Period];
}

/**
 * Running totals over non-overlapping sub-periods inside a window, oldest first. Higher-ranked reporters lay down
 * their periods first; a part that lies inside a whole one gives way. Quarter and year are never summed: only the
 * periods of one length are, those that together cover most days, the longer ones where that is equal; the rest is
 * left out, and missing where it lies between two of them. Periods that are not of whole months count as one length.
 */
export function runningTotals(
	observations: readonly Observation[],
	ranked: readonly string[],
	from: IsoDate
): Point[] | OverlappingPeriods {
	const inside = observations.filter((one) => one.period.start >= from);
	const whole = inside.filter((one) => !one.partial);
	const parts = inside.filter(
		(one) => one.partial && !whole.some((other) => contains(other.period, one.period.end))
	);
	const rank = (point: Point) => {
		const at = ranked.indexOf(point.figure.reporter);
		return at < 0 ? ranked.length : at;
	};
	const chosen: Point[] = [];
	for (const point of headlineOf([...whole, ...parts], ranked).sort((a, b) => rank(a) - rank(b))) {
		const rival = chosen.find((other) => overlaps(other.covers, point.covers));
		if (!rival) chosen.push(point);
		else if (rank(rival) === rank(point)) return { overlapping: [rival.covers, point.covers] };
	}
	return totalsOf(ofOneLength(chosen).sort(byDate), from);
}

function ofOneLength(points: readonly Point[]): Point[] {
	const days = (set: readonly Point[]) => set.reduce((total, point) => total + daysIn(point.covers), 0);
	const sets = [...Map.groupBy(points, (point) => monthsOf(point.covers) ?? 0)].sort(
		([months, set], [otherMonths, other]) => days(other) - days(set) || otherMonths - months
	);
	return sets[0]?.[1] ?? [];
}

function totalsOf(points: Point[], from: IsoDate): Point[] {
	const totals: Point[] = [];
	for (const point of points) {
		const before = totals.at(-1);
		totals.push(before ? addTo(before, point, from) : opened(point, from));
	}
	return totals;
}

const opened = (point: Point, from: IsoDate): Point => ({
	...point,
	figure: { ...point.figure, period: { start: from, end: point.covers.end } },
	missing: gap(from, point.covers.start)
});

const addTo = (before: Point, point: Point, from: IsoDate): Point => ({
	figure: {
		id: null,
		value: addDecimals(before.figure.value, point.figure.value),
		period: { start: from, end: point.covers.end },
		reporter: point.figure.reporter,
		qualifier: before.figure.qualifier === point.figure.qualifier ? point.figure.qualifier : 'about',
		state: before.provisional || point.provisional ? 'provisional' : 'final'
	},
	covers: point.covers,
	provisional: before.provisional || point.provisional,
	reporters: point.reporters.filter((reporter) => before.reporters.includes(reporter)),
	ambiguous: before.ambiguous || point.ambiguous,
	ids: [...before.ids, ...point.ids],
	missing: [...before.missing, ...gap(addDays(before.covers.end, 1), point.covers.start)]
});

const gap = (from: IsoDate, to: IsoDate): Period[] =>
	from < to ? [{ start: from, end: addDays(to, -1) }] : [];

/** Whether any figure is negative, so that a total with gaps bounds nothing. */
export function hasNegative(observations: readonly Observation[]): boolean {
	return observations.some((one) => exact(one.value).lt(0));
}
