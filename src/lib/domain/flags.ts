import type { FlagNote, OtherView } from './assessment.ts';
import type { Decimal } from './quantity.ts';
import { exact, multiplyDecimals } from './quantity.ts';
import { startedMet } from './decide.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judge.ts';
import { read, readPoint, satisfies, startWords } from './measure.ts';
import type { Measure } from './measure.ts';
import { note } from './outcome.ts';
import { CLASS_ORDER, CUTS, ratioClass } from './ratio.ts';
import type { RatioClass } from './ratio.ts';
import type { Point } from './series.ts';
import { STATUSES } from './status.ts';
import type { Status } from './status.ts';
import type { Target } from './commitment.ts';
import type { IsoDate } from './calendar.ts';
import { formatPercentDown, formatQuantity, formatRatioDown } from './wording.ts';
import { capitalise, countOf, formatPeriod, inPeriod } from './words.ts';

/** A ratio this close to a cut is borderline, and so is a class that this change of the figure would move [ours]. */
export const BORDER = { ratio: 0.05, figure: 0.02 } as const;

/** Figures further apart than this share of the headline figure disagree [ours]. */
export const DISAGREEMENT = 0.05;

/** A baseline that is only a bound is recomputed this much further out [ours]. */
export const BOUND_STEP = 0.1;

/** A class or a target should rest on at least this many dated values, baseline included [ours]. */
export const ENOUGH_POINTS = 3;

const EPSILON = 1e-12;
const wordOf = (status: Status) => STATUSES[status].word.toLowerCase();

export const isRatioClass = (status: Status): status is RatioClass =>
	(CLASS_ORDER as readonly Status[]).includes(status);

/** Flags that come from how the target was set, whatever the kind. */
export function targetFlags(target: Target | null): FlagNote[] {
	if (!target) return [];
	const assumed = isAssumed(target);
	return [
		assumed &&
			note(
				'assumed_deadline',
				'The deadline is the analyst’s assumption; the pledge stays out of headline totals.'
			),
		target.standing === 'interpretation' &&
			note('interpreted_target', 'The target is the analyst’s reading; the source states no such number.')
	].filter((flag) => flag !== false);
}

/** Whether the deadline was assumed by the analyst and not stated. */
export function isAssumed(target: Target | null): boolean {
	return target !== null && target.due !== null && (target.assumedDue || target.standing === 'assumption');
}

/** Flags of the figure that decides: provisional, one reporter only, or reporters that disagree. */
export function figureFlags(
	point: Point,
	others: readonly OtherView[],
	status: Status,
	unit: string
): FlagNote[] {
	const { figure } = point;
	const differing = others.filter((other) => disagrees(figure.value, status, other));
	return [
		point.provisional &&
			note(
				'provisional',
				`The figure for ${formatPeriod(figure.period)} is provisional, derived or estimated.`
			),
		point.reporters.length <= 1 &&
			others.length === 0 &&
			note('single_source', `Only ${figure.reporter} has a figure for ${formatPeriod(point.covers)}.`),
		differing.length > 0 && note('reporters_disagree', `${disagreement(point, differing, status, unit)}.`)
	].filter((flag) => flag !== false);
}

function disagrees(headline: Decimal, status: Status, other: OtherView): boolean {
	const apart = exact(other.figure.value).minus(headline).abs();
	return other.status !== status || apart.gt(exact(headline).abs().times(DISAGREEMENT));
}

/** "A states 95 t in 2024 and B 80 t, which would be far behind". */
export function disagreement(
	point: Point,
	differing: readonly OtherView[],
	status: Status,
	unit: string
): string {
	const { figure } = point;
	const rest = differing.map(({ figure: other, status: theirs }) => {
		const would = theirs === status ? '' : `, which would be ${wordOf(theirs)}`;
		return `${other.reporter} ${formatQuantity(other.value, unit)}${would}`;
	});
	return `${figure.reporter} states ${formatQuantity(figure.value, unit)} ${inPeriod(figure.period)}, ${rest.join('; ')}`;
}

/** Flags of a measured pledge. `series` is what the judgement was taken on, `clock` the day. */
export function measuredFlags(
	measure: Measure,
	judgement: Judgement,
	series: readonly Point[],
	others: readonly OtherView[],
	clock: IsoDate
): FlagNote[] {
	const { status, decision } = judgement;
	if (!decision) return targetFlags(measure.target);
	const flags: (FlagNote | false)[] = [
		lostFlag(measure, judgement),
		decision.daysLate !== null &&
			note('met_late', `The target was met ${countOf(decision.daysLate, 'day')} after its deadline.`),
		...classFlags(measure, judgement),
		...figureFlags(decision.point, others, status, measure.unit),
		boundFlag(measure, judgement, series, clock),
		...targetFlags(measure.target),
		fewPoints(measure, series),
		status === 'MET' &&
			startedMet(measure) &&
			note('trivially_met', `${capitalise(startWords(measure))} already satisfied the target.`),
		decision.noFigureAtDeadline &&
			note(
				'no_figure_at_deadline',
				`No figure for the deadline’s own period was published; the one for ${formatPeriod(decision.point.covers)} decides.`
			)
	];
	return flags.filter((flag) => flag !== false);
}

function lostFlag(measure: Measure, { status, decision }: Judgement): FlagNote | false {
	const { lost, firstMet } = decision ?? {};
	if (lost && firstMet) {
		return note(
			'met_then_lost',
			`The target was first met ${inPeriod(firstMet.covers)} and not by the figure of ${formatPeriod(lost.covers)}.`
		);
	}
	const { baseline } = measure;
	if (status === 'MET' || !baseline || !startedMet(measure) || !decision) return false;
	const { figure, covers } = decision.point;
	if (covers.end <= baseline.period.end || satisfies(measure, figure.value, figure.qualifier)) return false;
	return note(
		'met_then_lost',
		`${capitalise(startWords(measure))} of ${formatPeriod(baseline.period)} already satisfied the target; the latest figure does not.`
	);
}

/** Where the class would move: by the other path, by standing near a cut, or by a small change of the figure. */
function classFlags(measure: Measure, { status, reading, decision }: Judgement): (FlagNote | false)[] {
	if (!isRatioClass(status) || !reading || !decision) return [];
	const { geometric, linear } = reading.ratios;
	const differs = geometric !== null && linear !== null && ratioClass(geometric) !== ratioClass(linear);
	const ratio = reading.ratio;
	const near =
		ratio === null
			? undefined
			: Object.values(CUTS).find((cut) => Math.abs(ratio - cut) <= BORDER.ratio + EPSILON);
	const moved = [1 - BORDER.figure, 1 + BORDER.figure].map((factor) =>
		nudged(measure, decision.point, factor)
	);
	const other = moved.find((nudgedTo) => nudgedTo !== null && nudgedTo !== status);
	return [
		differs &&
			note(
				'path_sensitive',
				`On constant growth the ratio is ${formatRatioDown(geometric)} (${wordOf(ratioClass(geometric))}), on a straight path ${formatRatioDown(linear)} (${wordOf(ratioClass(linear))}).`
			),
		(near !== undefined || other !== undefined) &&
			note(
				'borderline',
				near !== undefined
					? `The ratio of ${formatRatioDown(ratio ?? 0)} lies within ${BORDER.ratio} of the border at ${near}.`
					: `A change of the figure by ${formatPercentDown(BORDER.figure)} would make it ${wordOf(other ?? status)}.`
			)
	];
}

function nudged(measure: Measure, point: Point, factor: number): Status | null {
	const value = multiplyDecimals(point.figure.value, String(factor));
	const reading = read(measure, value, point.figure.qualifier, point.covers);
	return reading.satisfied ? 'MET' : reading.class;
}

/** A baseline of "more than 250" is computed with 250 and once more 10 % further out. */
function boundFlag(
	measure: Measure,
	{ status, reading }: Judgement,
	series: readonly Point[],
	clock: IsoDate
): FlagNote | false {
	const { baseline } = measure;
	if (!baseline || !['more_than', 'at_least', 'less_than', 'up_to'].includes(baseline.qualifier))
		return false;
	const outward = baseline.qualifier === 'more_than' || baseline.qualifier === 'at_least' ? 1 : -1;
	const step = exact(baseline.value).abs().times(BOUND_STEP).times(outward);
	const value = exact(baseline.value).plus(step).toFixed();
	const moved = { ...measure, baseline: { ...baseline, value } };
	const again = judge(moved, series, clock);
	const shown = formatQuantity(value, measure.unit);
	if (again.status !== status) {
		return note(
			'baseline_bound',
			`The baseline is a bound; with ${shown} the pledge would be ${wordOf(again.status)}.`
		);
	}
	const progress = again.decision && readPoint(moved, again.decision.point).progress;
	const share =
		progress === null || reading?.progress == null ? '' : `, at ${formatPercentDown(progress)} of the way`;
	return note('baseline_bound', `The baseline is a bound; with ${shown} the status stays the same${share}.`);
}

/** Fewer dated values than a verdict should rest on; what the measure starts from is one of them. */
export function fewPoints(measure: Measure, series: readonly Point[]): FlagNote | false {
	const begun = measure.baseline?.period.end ?? '';
	const dates = new Set(series.map((point) => point.covers.end).filter((end) => end > begun));
	const count = dates.size + (measure.baseline ? 1 : 0);
	const start = measure.baseline ? `${startWords(measure)} included` : 'and no baseline';
	return count < ENOUGH_POINTS && note('few_points', `${countOf(count, 'dated value')} only, ${start}.`);
}
