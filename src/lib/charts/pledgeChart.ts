import type { Assessment } from '#lib/domain/assessment.ts';
import { contains, monthsOf, overlaps } from '#lib/domain/calendar.ts';
import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import type { Aggregation, ObservationState, Qualifier, TargetStanding } from '#lib/domain/commitment.ts';
import { enterQuantity, type Decimal } from '#lib/domain/quantity.ts';
import { unitOf } from '#lib/domain/units.ts';
import type { ReviewState } from '#lib/domain/review.ts';
import { formatPercentDown, formatQualified, standingWords } from '#lib/domain/wording.ts';
import { formatPeriod, inPeriod } from '#lib/domain/words.ts';
import type { CitedSource } from './cited.ts';
import type { ChartSpec } from './spec.ts';
import {
	targetActualChart,
	type ActualPoint,
	type ActualSeries,
	type TargetActualView,
	type TargetMark
} from './targetActual.ts';

interface Actual {
	id: number;
	indicator: number;
	reporter: string;
	period: Period;
	value: Decimal;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	review: ReviewState | null;
	source: CitedSource | null;
	recordedOn: IsoDate;
	/** the figures that this one replaced, or is to replace, latest first */
	former: { value: Decimal; recordedOn: IsoDate; review: ReviewState | null }[];
}

interface Pledge {
	code: string;
	description: Pick<PledgeInput, 'kind' | 'target' | 'baseline'>;
	assessment: Assessment;
	path: { points: { on: IsoDate; value: number }[] } | null;
	actuals: Actual[];
	headline: number[];
	/** every target, the one in force first */
	targets: FormerTarget[];
	/** that it is quoted from, where no other one states its target */
	source: CitedSource | null;
	baselineSource: CitedSource | null;
	targetSource: CitedSource | null;
}

interface FormerTarget {
	value: Decimal | null;
	low: Decimal | null;
	high: Decimal | null;
	/** of the values */
	unit: string | null;
	qualifier: Qualifier;
	due: IsoDate | null;
	standing?: TargetStanding;
	/** null for the one in force */
	until: IsoDate | null;
	source?: CitedSource | null;
}

interface Indicator {
	id: number;
	title: string;
	unit: string;
	aggregation: Aggregation;
}

/** The chart of a pledge's page: its headline indicator against its target; null without a figure to draw. */
export function pledgeChart(pledge: Pledge, indicator: Indicator, today: IsoDate): ChartSpec | null {
	const view = pledgeFigures(pledge, indicator, today);
	return view && targetActualChart(view);
}

/** What that chart is made of; null without a figure to draw. */
export function pledgeFigures(pledge: Pledge, indicator: Indicator, today: IsoDate): TargetActualView | null {
	const actuals = pledge.actuals.filter(
		(actual) => actual.indicator === indicator.id && actual.review !== 'returned'
	);
	if (actuals.length === 0) return null;
	const { baseline } = pledge.description;
	return {
		title: finding(pledge, indicator),
		unit: indicator.unit,
		aggregation: indicator.aggregation,
		series: seriesOf(actuals, pledge, indicator),
		target: targetMark(pledge, indicator.unit),
		ghostTargets: formerMarks(pledge.targets, indicator.unit),
		baseline: baseline && {
			value: inUnit(baseline.value, baseline.unit, indicator.unit),
			period: formatPeriod(baseline.period),
			from: baseline.period.start,
			to: baseline.period.end,
			qualifier: baseline.qualifier,
			source: pledge.baselineSource
		},
		expectedPath: pledge.path?.points ?? null,
		today
	};
}

/** What the chart shows, in words: where it stands, and how far that is. */
function finding(pledge: Pledge, indicator: Indicator): string {
	const { assessment, description } = pledge;
	const { figure, progress, attainment } = assessment;
	if (!figure) return latestFinding(pledge, indicator);
	const value = formatQualified(figure.value, indicator.unit, figure.qualifier);
	const stands = `${indicator.title} stood at ${value} ${inPeriod(figure.period)}`;
	const read = standingWords(description.target?.standing);
	if (progress !== null) {
		const way = description.baseline ? 'the way from the baseline to the target' : 'the target';
		return `${stands}, ${formatPercentDown(progress)} of ${way}${read}`;
	}
	if (attainment === null) return stands;
	const whole = description.target?.per === 'year' ? 'the yearly amount' : 'the target';
	return `${stands}, ${formatPercentDown(attainment)} of ${whole}${read}`;
}

/** The latest complete figure, without a share, where the assessment rests on none. */
function latestFinding({ actuals, headline }: Pledge, { id, title, unit, aggregation }: Indicator): string {
	const known = actuals.filter((actual) => actual.indicator === id && isCounted(actual));
	if (known.length === 0) return `${title}: no figure counts yet, what is drawn waits for review`;
	const ids = new Set(headline);
	const complete = known
		.filter((actual) => ids.has(actual.id) && !actual.partial)
		.filter(({ period }) => aggregation !== 'annual_flow' || monthsOf(period) === 12)
		.sort((one, other) => (one.period.end < other.period.end ? -1 : 1));
	const latest = complete.at(-1);
	if (!latest) return `${title}: no figure for a complete period yet`;
	const { period, reporter } = latest;
	const rivals = known.some(
		(other) =>
			other.reporter !== reporter && other.period.start === period.start && other.period.end === period.end
	);
	const by = rivals ? `, as ${reporter} reports` : '';
	const figure = `${formatQualified(latest.value, unit, latest.qualifier)} ${inPeriod(period)}${by}`;
	if (aggregation !== 'cumulative') return `${title} stood at ${figure}`;
	const overlap = complete.some((one, at) =>
		complete.some((other, next) => next > at && overlaps(one.period, other.period))
	);
	return `${title}: ${figure}${overlap ? '; the periods overlap, so they are not added up' : ''}`;
}

const isCounted = ({ review }: Actual) => review === null || review === 'approved';

/** The headline series takes each period's figure from the reporter that is believed first; the rest stand beside it. */
function seriesOf(actuals: readonly Actual[], pledge: Pledge, { aggregation }: Indicator): ActualSeries[] {
	const ids = new Set(pledge.headline);
	const own = actuals.filter((actual) => ids.has(actual.id));
	const others = Map.groupBy(
		actuals.filter((actual) => !ids.has(actual.id) && isCounted(actual)),
		(actual) => actual.reporter
	);
	const waiting = actuals.filter((actual) => !isCounted(actual));
	const reporters = [...new Set(own.map((actual) => actual.reporter))];
	return [
		{
			reporter: reporters.length === 1 ? (reporters[0] ?? '') : 'Headline series',
			headline: true,
			points: own.map((actual) => ({
				...pointOf(actual),
				decides: String(actual.id) === pledge.assessment.figure?.id,
				added: aggregation !== 'cumulative' || isAdded(actual, own, pledge.assessment)
			}))
		},
		...[...others].map(([reporter, points]) => ({ reporter, headline: false, points: points.map(pointOf) })),
		...(waiting.length > 0
			? [{ reporter: '', headline: false, waiting: true, points: waiting.map(pointOf) }]
			: [])
	];
}

/**
 * Whether a figure is part of the total that the assessment forms: not before its first day, not a part of a period
 * that is there as a whole, and not beside another reporter's figure that was taken for the same time.
 */
function isAdded(actual: Actual, own: readonly Actual[], { figure, observationIds }: Assessment): boolean {
	if (figure && actual.period.start < figure.period.start) return false;
	if (actual.partial && own.some((other) => !other.partial && contains(other.period, actual.period.end))) {
		return false;
	}
	const rests = (one: Actual) => observationIds.includes(String(one.id));
	return rests(actual) || !own.some((other) => rests(other) && overlaps(other.period, actual.period));
}

function pointOf(actual: Actual): ActualPoint {
	return {
		period: formatPeriod(actual.period),
		from: actual.period.start,
		to: actual.period.end,
		value: actual.value,
		state: actual.state,
		partial: actual.partial,
		derived: actual.derived !== null,
		qualifier: actual.qualifier,
		source: actual.source,
		...formerOf(actual),
		reporter: actual.reporter
	};
}

/** What counted until another figure took its place; a correction that waits has replaced nothing yet. */
function formerOf({ former, recordedOn, review }: Actual): Pick<ActualPoint, 'former'> {
	if (former.length === 0 || (review !== null && review !== 'approved')) return {};
	const replaced = former.map((one, at) => ({ ...one, until: former[at - 1]?.recordedOn ?? recordedOn }));
	const counted = replaced.filter((one) => one.review === null || one.review === 'approved');
	return { former: counted.map(({ value, until }) => ({ value, until })) };
}

function targetMark(
	{ description: { target }, targetSource, source }: Pledge,
	unit: string
): TargetMark | null {
	if (!target || (target.value === null && target.low === null && target.high === null)) return null;
	const typed = target.unit ?? unit;
	const shown = (value: Decimal | null) => (value === null ? null : inUnit(value, typed, unit));
	return {
		value: shown(target.value),
		low: shown(target.low),
		high: shown(target.high),
		qualifier: target.qualifier,
		due: target.due,
		standing: target.standing,
		source: targetSource ?? source
	};
}

/** Former targets that can be told from the ones after them; one in a unit that does not convert cannot be drawn. */
function formerMarks(targets: readonly FormerTarget[], unit: string): TargetMark[] {
	const marks = targets.flatMap((target) => {
		const { value, low, high, qualifier, due, standing, until, unit: typed, source } = target;
		if (value === null && low === null && high === null) return [];
		if (typed === null || unitOf(typed).family !== unitOf(unit).family) return [];
		const shown = (text: Decimal | null) => (text === null ? null : inUnit(text, typed, unit));
		const limits = { value: shown(value), low: shown(low), high: shown(high) };
		return [{ ...limits, qualifier, due, ...(standing && { standing }), until, source }];
	});
	const look = ({ until: _, source: __, ...mark }: TargetMark) => JSON.stringify(mark);
	const different = marks.filter((mark, at) => marks.findIndex((one) => look(one) === look(mark)) === at);
	return different.filter(({ until }) => until !== null);
}

/** Descriptions keep a figure as it was typed; a chart has one unit. */
function inUnit(value: Decimal, typed: string, unit: string): Decimal {
	return enterQuantity(value, typed, unit).value;
}
