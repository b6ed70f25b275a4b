import type { OtherView, RunningYear, YearVerdict } from './assessment.ts';
import { attainmentLine } from './arithmetic.ts';
import { addDays, contains, windowUsed } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import { ceilingStatus, ceilingText, ceilingTolerance, ceilingWords } from './ceiling.ts';
import type { CeilingStatus } from './ceiling.ts';
import type { Target } from './commitment.ts';
import type { Known } from './eligible.ts';
import { fewPoints, figureFlags, targetFlags } from './flags.ts';
import { noFigure, withDisagreement } from './measured.ts';
import { measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { note, notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { shareOf } from './quantity.ts';
import { yearAround, runningYear } from './running.ts';
import { figureWords, namedTarget, obstacleSentence, recordedWords } from './sentence.ts';
import { headlineSeries, rankingOf } from './series.ts';
import type { Point } from './series.ts';
import { STATUSES } from './status.ts';
import type { Status } from './status.ts';
import { GRACE_DAYS, isCeiling, meetsValue } from './target.ts';
import { formatDecimal } from './wording.ts';
import { countOf, formatPeriod } from './words.ts';

type Valued = Target & { value: string };

/** Complete years that the promise covers: begun on or after its start, ended by its deadline. */
function coveredYears(known: Known, target: Target, clock: IsoDate, ranked: readonly string[]): Point[] {
	const from = target.start ?? known.occasionOn;
	return headlineSeries(known, clock, ranked).filter(
		({ covers }) => covers.start >= from && (target.due === null || covers.end <= target.due)
	);
}

function verdictOf(measure: Measure, target: Valued, point: Point): YearVerdict & { status: Status } {
	const { value, qualifier } = point.figure;
	const met = meetsValue(value, qualifier, target, measure.direction);
	const status: Status = isCeiling(target)
		? ceilingStatus(value, target.value, ceilingTolerance(target, qualifier))
		: met
			? 'MET'
			: 'MISSED';
	return { figure: point.figure, utilisation: shareOf(value, target.value), met, status };
}

/**
 * Annual rate, a floor ("at least X a year") or a ceiling ("up to X a year"). Complete years only; the latest one
 * gives the status. While the first year runs nothing is judged: `IN_PROGRESS` [ours].
 */
export function assessAnnual(known: Known, clock: IsoDate): Outcome {
	const measure = measureOf(known);
	const { target } = known;
	const running = runningYear(known, clock);
	if (!target || target.value === null)
		return notAssessable('no target', obstacleSentence('no target', measure, null));
	const valued: Valued = { ...target, value: target.value };
	const ranked = rankingOf(known);
	const years = coveredYears(known, target, clock, ranked);
	const latest = years.at(-1);
	if (!latest) return beforeFirstYear(known, measure, valued, running, clock);
	if (latest.ambiguous)
		return notAssessable('choose a reporter', obstacleSentence('choose a reporter', measure, null));

	const verdicts = years.map((point) => verdictOf(measure, valued, point));
	const last = verdictOf(measure, valued, latest);
	const others = otherYears(known, measure, valued, latest, clock, ranked);
	const due = target.due;
	const finalYear = due !== null && contains(latest.covers, due);
	const passed = due !== null && clock > due;
	const awaited =
		passed &&
		!(finalYear && (!latest.provisional || last.met)) &&
		clock <= addDays(due, target.graceDays ?? GRACE_DAYS);
	const status = awaited ? 'AWAITING_FIGURE' : last.status;
	const met = verdicts.filter((year) => year.met).length;
	const few = fewPoints(measure, years);
	const flags = [
		...figureFlags(latest, others, status, measure.unit),
		...targetFlags(target),
		...(few ? [few] : []),
		...(passed && !awaited && !finalYear
			? [
					note(
						'no_figure_at_deadline',
						`No figure for the last year was published; ${formatPeriod(latest.covers)} decides.`
					)
				]
			: [])
	];
	const text = isCeiling(target)
		? ceilingText(last.status as CeilingStatus, last.utilisation)
		: `${STATUSES[last.status].word} in ${formatPeriod(latest.covers)}, ${met} of ${countOf(verdicts.length, 'year')}`;
	return {
		...outcome(
			status,
			awaited ? `Awaiting the figure for ${formatPeriod(yearAround(known, due))}` : text,
			withDisagreement(
				annualSentence(measure, valued, latest, last, { met, of: verdicts.length }, awaited),
				flags
			)
		),
		attainment: last.utilisation,
		tally: isCeiling(target) ? null : { done: met, of: verdicts.length },
		figure: latest.figure,
		others,
		flags,
		detail: {
			kind: 'annual',
			years: verdicts.map(({ figure, utilisation, met: m }) => ({ figure, utilisation, met: m })),
			running
		},
		reasons: annualReasons(target, latest, running),
		observationIds: [...new Set(years.flatMap((point) => point.ids))],
		arithmetic: arithmeticOf(latest, valued, last.utilisation)
	};
}

function arithmeticOf(point: Point, target: Valued, used: number | null) {
	const label = isCeiling(target) ? 'Share of the ceiling' : 'Share of the year’s target';
	return used === null
		? []
		: [attainmentLine(formatDecimal(point.figure.value), formatDecimal(target.value), used, label)];
}

function otherYears(
	known: Known,
	measure: Measure,
	target: Valued,
	latest: Point,
	clock: IsoDate,
	ranked: readonly string[]
): OtherView[] {
	return latest.reporters
		.filter((reporter) => reporter !== latest.figure.reporter)
		.flatMap((reporter) => {
			const years = coveredYears(known, target, clock, [reporter, ...ranked]);
			const theirs = years.find((point) => point.covers.end === latest.covers.end);
			if (!theirs) return [];
			const { status } = verdictOf(measure, target, theirs);
			return [{ figure: theirs.figure, status, ratio: null, progress: null }];
		});
}

/** No complete year yet: the running year is shown and not judged; without it there is nothing to say. */
function beforeFirstYear(
	known: Known,
	measure: Measure,
	target: Valued,
	running: RunningYear | null,
	clock: IsoDate
): Outcome {
	if (!running) {
		const some = known.observations.some((one) => one.period.end <= clock);
		return some
			? notAssessable(
					'no complete year',
					`No complete year since the pledge has a figure for “${measure.title}”; part-year figures are not held against a yearly target${recordedWords(known.submitted).wait}.`
				)
			: noFigure(known, obstacleSentence('no figure', measure, null, known.submitted));
	}
	const { figure } = running;
	const year: Period = yearAround(known, figure.period.end);
	const point: Point = {
		figure,
		covers: figure.period,
		provisional: figure.state === 'provisional',
		reporters: [figure.reporter],
		ambiguous: false,
		ids: figure.id === null ? [] : [figure.id],
		missing: []
	};
	const used = shareOf(figure.value, target.value);
	return {
		...outcome(
			'IN_PROGRESS',
			`In progress, ${formatPeriod(year)} still runs`,
			`${measure.title} ${figureWords(point, measure.unit)}; the year still runs and no verdict is given before it ends.`
		),
		attainment: used,
		timeUsed: windowUsed(year, clock),
		tally: { done: 0, of: 0 },
		figure,
		flags: targetFlags(known.target),
		detail: { kind: 'annual', years: [], running },
		reasons: [`${formatPeriod(year)} is the first year of the promise and still runs.`],
		observationIds: point.ids,
		arithmetic: arithmeticOf(point, target, used)
	};
}

function annualReasons(target: Target, latest: Point, running: RunningYear | null): string[] {
	const reasons = [
		`The figure of ${latest.figure.reporter} for ${formatPeriod(latest.covers)}, the latest complete year, decides.`,
		isCeiling(target)
			? 'The target is a ceiling: its use is reported and never judged.'
			: 'Each complete year is held against the target by itself.'
	];
	if (running) {
		reasons.push(
			`${formatPeriod(running.figure.period)} is part of a running year and is not held against the target.`
		);
	}
	return reasons;
}

function annualSentence(
	measure: Measure,
	target: Valued,
	latest: Point,
	last: YearVerdict & { status: Status },
	tally: { met: number; of: number },
	awaited: boolean
): string {
	const was = `${measure.title} ${figureWords(latest, measure.unit)}`;
	const yearly = `${namedTarget(target, measure.unit)} a year`;
	const wait = awaited ? '; the figure for the last year is awaited' : '';
	if (isCeiling(target)) {
		return `${was}, ${ceilingWords(last.status as CeilingStatus, last.utilisation, yearly)}${wait}.`;
	}
	const does = last.met ? 'meets' : 'misses';
	const years = `${tally.met} of ${countOf(tally.of, 'complete year')} met it`;
	return `${was}, which ${does} the target of ${yearly}; ${years}${wait}.`;
}
