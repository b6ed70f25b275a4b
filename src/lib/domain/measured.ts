import type { Assessment, FlagNote, OtherView } from './assessment.ts';
import { DAYS_PER_YEAR, addDays, daysBetween, timeBetween } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import { measuredLines } from './arithmetic.ts';
import type { Known } from './eligible.ts';
import { isRatioClass, measuredFlags } from './flags.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judge.ts';
import { hasTarget, measureOf, readPoint, terms } from './measure.ts';
import type { Measure } from './measure.ts';
import { notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { expectedOn, pathOf } from './path.ts';
import { yearsLeft, requiredPace } from './ratio.ts';
import { submittedWords } from './review.ts';
import {
	deadlineWords,
	figureWords,
	measuredSentence,
	obstacleSentence,
	recordedWords,
	targetWords
} from './sentence.ts';
import { endedBy, headlineSeries, rankingOf } from './series.ts';
import type { Point } from './series.ts';
import { STATUSES } from './status.ts';
import { directionOf } from './trend.ts';
import { formatPercentDown } from './wording.ts';
import { countOf, ended, formatDateAs, formatPeriod, listOf } from './words.ts';

/** How a kind turns its observations into a series, as one order of reporters would have it. */
export type SeriesBy = (ranked: readonly string[]) => Point[];

/** Level, band and count: one deciding figure against a target, with or without a deadline. */
export function assessLevel(known: Known, clock: IsoDate): Outcome {
	return assessMeasured(known, measureOf(known), (ranked) => headlineSeries(known, clock, ranked), clock);
}

/** The common arithmetic of every kind that is held against one target value or band. */
export function assessMeasured(known: Known, measure: Measure, seriesBy: SeriesBy, clock: IsoDate): Outcome {
	const ranked = rankingOf(known);
	const series = seriesBy(ranked);
	const judgement = judge(measure, series, clock);
	const { status, obstacle, decision, reading } = judgement;
	const point = decision?.point ?? series.at(-1) ?? null;
	const others = decision ? otherViews(measure, seriesBy, ranked, decision.point, clock) : [];
	const flags = measuredFlags(measure, judgement, series, others, clock);
	const numbers = numbersOf(known, measure, judgement, point, clock);
	const base = {
		...numbers,
		flags,
		others,
		figure: point?.figure ?? null,
		observationIds: idsOf(judgement, point),
		arithmetic:
			point && reading
				? measuredLines(measure, point, reading, {
						ratio: measure.due !== null,
						trend: numbers.direction !== null
					})
				: []
	};
	if (obstacle === 'no figure' && point) {
		return { ...tooEarly(known, measure, point), ...base };
	}
	if (obstacle === 'no figure' && endedBy(known, clock).length > 0) {
		return { ...incomplete(known, measure), flags };
	}
	if (obstacle) {
		const why = obstacleSentence(obstacle, measure, point, known.submitted);
		const said = obstacle === 'no figure' ? noFigure(known, why) : notAssessable(obstacle, why);
		return { ...said, ...base, figure: obstacle === 'choose a reporter' ? null : base.figure };
	}
	const sentence = measuredSentence(measure, judgement, {
		direction: numbers.direction,
		pace: numbers.requiredPace,
		yearsLeft: numbers.yearsLeft
	});
	return {
		...outcome(
			status,
			statusText(measure, judgement, numbers.direction),
			withDisagreement(withClause(sentence, pastWords(numbers.yearsLeft, clock)), flags)
		),
		...base,
		reasons: reasonsOf(known, measure, judgement, others)
	};
}

/** No figure at all; where somebody submitted one, that it waits or was returned is the reason. */
export function noFigure({ submitted }: Known, sentence: string): Outcome {
	return notAssessable(submittedWords(submitted) ?? 'no figure', sentence);
}

const incomplete = ({ submitted }: Known, { title }: Measure) => {
	const { have, wait } = recordedWords(submitted);
	return notAssessable(
		'no complete period',
		`Only part-year figures ${have} for “${title}”; nothing can be judged before a whole one${wait}.`
	);
};

const tooEarly = ({ submitted }: Known, { title, unit }: Measure, point: Point) =>
	notAssessable(
		'no figure since the pledge',
		`${title} ${figureWords(point, unit)}, before the pledge could be fulfilled; nothing can be judged before a later figure${recordedWords(submitted).wait}.`
	);

/** The pledge as every other reporter with a figure for the deciding period would have it. */
function otherViews(
	measure: Measure,
	seriesBy: SeriesBy,
	ranked: readonly string[],
	point: Point,
	clock: IsoDate
): OtherView[] {
	return point.reporters
		.filter((reporter) => reporter !== point.figure.reporter)
		.flatMap((reporter) => {
			const series = seriesBy([reporter, ...ranked.filter((other) => other !== reporter)]);
			const theirs = series.find(
				(one) => one.covers.end === point.covers.end && one.covers.start === point.covers.start
			);
			if (!theirs) return [];
			const view = judge(measure, series, clock);
			const reading = readPoint(measure, theirs);
			return [
				{ figure: theirs.figure, status: view.status, ratio: reading.ratio, progress: reading.progress }
			];
		});
}

function numbersOf(
	known: Known,
	measure: Measure,
	judgement: Judgement,
	point: Point | null,
	clock: IsoDate
) {
	const { status, reading } = judgement;
	const values = point && terms(measure, point.figure.value);
	const raw = point && measure.baseline ? { b: measure.baseline.value, x: point.figure.value } : null;
	const from = values?.baseline != null ? { b: values.baseline, x: values.actual } : raw;
	const time = point && measure.baseline ? timeBetween(measure.baseline.period, point.covers, null) : null;
	const undated = !hasTarget(measure) || measure.due === null;
	const direction =
		undated && from && time && status !== 'MET'
			? directionOf(from.b, from.x, time.elapsed, values?.direction ?? measure.direction, measure.limit)
			: null;
	const target = values?.target ?? null;
	const left =
		status === 'NO_DEADLINE' && from && target !== null && time && point
			? { ...yearsLeft(from.b, from.x, target, time.elapsed), from: point.covers.end }
			: null;
	return {
		direction,
		ratio: reading?.ratio ?? null,
		path: reading?.path ?? null,
		ratios: reading?.ratios ?? { geometric: null, linear: null },
		progress: reading?.progress ?? null,
		attainment: reading?.attainment ?? null,
		timeUsed: timeUsed(measure, clock),
		expectedToday: expectedOn(pathOf(measure, known.trajectory, reading?.path ?? null), clock),
		requiredPace: isRatioClass(status) && point ? paceFrom(measure, point) : null,
		yearsLeft: left
	};
}

/** Share of the time from the baseline to the deadline that is gone by a day, 0 to 1. */
function timeUsed({ baseline, due }: Measure, clock: IsoDate): number | null {
	if (!baseline || !due || due.end <= baseline.period.end) return null;
	const share = daysBetween(baseline.period.end, clock) / daysBetween(baseline.period.end, due.end);
	return Math.min(Math.max(share, 0), 1);
}

/** Required from the figure's own date to the deadline; counted like the ratio. */
function paceFrom(measure: Measure, point: Point) {
	const { due, target, kind } = measure;
	const values = terms(measure, point.figure.value);
	if (!due || !target || !values) return null;
	const years = timeBetween(point.covers, due, null).elapsed;
	const pace = requiredPace(values.actual, values.target, years);
	return pace && kind !== 'level' ? { ...pace, growth: null } : pace;
}

function idsOf({ decision }: Judgement, point: Point | null): string[] {
	const points = [point, decision?.firstMet, decision?.lost].filter((one) => one != null);
	return [...new Set(points.flatMap((one) => one.ids))];
}

/** "On track, 96 % of the pace", "No deadline, flat", "Partly met, 45 %". */
function statusText(
	measure: Measure,
	{ status, reading, decision }: Judgement,
	direction: string | null
): string {
	const { word } = STATUSES[status];
	const ratio = reading?.ratio ?? null;
	if (status === 'MET') {
		const late = decision?.daysLate;
		return late ? `${word}, ${countOf(late, 'day')} late` : `${word} ${atPoint(decision?.point)}`.trim();
	}
	if (status === 'NO_DEADLINE') return direction ? `${word}, ${direction}` : word;
	if (status === 'PARTLY_MET' && reading?.progress != null)
		return `${word}, ${formatPercentDown(reading.progress)}`;
	if (status === 'AWAITING_FIGURE' && measure.target?.due) {
		return `Awaiting the figure for ${formatDateAs(measure.target.due, measure.target.duePrecision)}`;
	}
	if (!isRatioClass(status) || ratio === null || ratio < 0) return word;
	return ratio === 0 ? `${word}, no change` : `${word}, ${formatPercentDown(ratio)} of the pace`;
}

const atPoint = (point: Point | undefined) => (point ? `in ${formatPeriod(point.covers)}` : '');

/** The sentence with the other reporters' figures at its end, where they disagree. */
export function withDisagreement(sentence: string, flags: readonly FlagNote[]): string {
	const note = flags.find(({ flag }) => flag === 'reporters_disagree')?.note;
	return note ? `${sentence.replace(/\.$/, '')}; reporters disagree: ${note}` : sentence;
}

const withClause = (sentence: string, clause: string | null) =>
	clause === null ? sentence : `${sentence.replace(/\.$/, '')}; ${clause}.`;

/** That the years left, counted from the figure's date, are over by a day: on both paths, or on the quicker one. */
function pastWords(left: Assessment['yearsLeft'], clock: IsoDate): string | null {
	if (!left) return null;
	const days = [left.geometric, left.linear]
		.filter((years) => years !== null)
		.map((years) => Math.ceil(years * DAYS_PER_YEAR));
	const past = days.filter((count) => count < daysBetween(left.from, clock));
	if (past.length === 0) return null;
	const by = formatDateAs(addDays(left.from, Math.max(...past)), 'month');
	const pace = past.length === days.length ? 'at that pace' : 'on the quicker path';
	return `${pace} the target would have been reached by ${by}`;
}

function reasonsOf(
	known: Known,
	measure: Measure,
	judgement: Judgement,
	others: readonly OtherView[]
): string[] {
	const { status, decision, reading } = judgement;
	const { target, unit } = measure;
	if (!decision || !reading || !target) return [];
	const { point } = decision;
	const reporters = [point.figure.reporter, ...others.map((other) => other.figure.reporter)];
	const reasons = [
		`The figure of ${point.figure.reporter} for ${formatPeriod(point.covers)} decides${
			others.length > 0 ? `; ${listOf(reporters)} have figures for this period` : ''
		}.`
	];
	if (known.reporterOrder) reasons.push(`Reporters are ranked: ${ended(known.reporterOrder.reason)}`);
	if (status === 'MET') {
		reasons.push(`It satisfies the target of ${targetWords(target, unit)}${deadlineWords(target)}.`);
		if (decision.lost) {
			reasons.push(
				'The pledge is read as “reach”: it is judged at its deadline, and a later loss is only said beside it.'
			);
		}
	}
	if (status === 'NO_DEADLINE')
		reasons.push('No deadline was stated, so it is never called on or off track.');
	if (status === 'AWAITING_FIGURE')
		reasons.push('The deadline has passed; its own period has no final figure yet.');
	if (status === 'PARTLY_MET') reasons.push('The deadline has passed with part of the distance covered.');
	if (status === 'MISSED') reasons.push('The deadline has passed and the target was not met.');
	if (isRatioClass(status)) {
		reasons.push(
			reading.path === 'geometric'
				? 'The pace is compared on a path of constant growth.'
				: 'The pace is compared on a straight path.'
		);
		if (measure.fixedPath === 'geometric' && reading.path === 'linear') {
			reasons.push('The chosen path of constant growth does not exist for these values.');
		}
	}
	if (known.baseline?.proxy)
		reasons.push('The baseline is a first figure declared to stand in for a missing one.');
	if (!known.baseline && measure.kind === 'count') {
		reasons.push('Counted from zero on the day of the pledge.');
	}
	return reasons;
}
