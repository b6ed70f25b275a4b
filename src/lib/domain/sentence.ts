import type { DirectionWord } from './assessment.ts';
import { addDays } from './calendar.ts';
import type { Period } from './calendar.ts';
import type { Qualifier, Target } from './commitment.ts';
import type { Judgement, Obstacle } from './judge.ts';
import { startedMet } from './decide.ts';
import { bandOf, satisfies, startWords } from './measure.ts';
import { exact } from './quantity.ts';
import type { Measure } from './measure.ts';
import type { Point } from './series.ts';
import { submittedWords } from './review.ts';
import type { Submitted } from './review.ts';
import { STATUSES } from './status.ts';
import {
	formatPercentDown,
	formatQualified,
	formatQuantity,
	formatRateDown,
	formatYears,
	standingWords
} from './wording.ts';
import { formatDateAs, inPeriod, capitalise, countOf, listOf, formatPeriod } from './words.ts';

/** "at least US$1 billion", "between 90 and 110 t". */
export function targetWords(
	target: Pick<Target, 'value' | 'low' | 'high' | 'qualifier'>,
	unit: string
): string {
	const { low, high } = bandOf(target);
	if (target.value !== null || (low !== null && low === high)) {
		return formatQualified(target.value ?? low ?? '0', unit, target.qualifier);
	}
	if (low === null) return `at most ${formatQuantity(high ?? '0', unit)}`;
	if (high === null) return `at least ${formatQuantity(low, unit)}`;
	return `between ${formatQuantity(low, '')} and ${formatQuantity(high, unit)}`;
}

/** The target for the end of “the way to”, and that it is a reading where the source states no such number. */
export function namedTarget(target: Target, unit: string): string {
	// an assumption is said with its deadline
	const reading = target.standing === 'assumption' ? '' : standingWords(target.standing);
	const qualifier = target.qualifier === 'up_to' ? 'exactly' : target.qualifier;
	return `${targetWords({ ...target, qualifier }, unit)}${reading}`;
}

/** " by 2030", " by 31 Dec 2026", or nothing where no deadline was stated. */
export function deadlineWords(
	target: Pick<Target, 'due' | 'duePrecision' | 'assumedDue' | 'standing'> | null
): string {
	if (!target?.due) return '';
	const assumed = target.assumedDue || target.standing === 'assumption' ? ' (assumed)' : '';
	return ` by ${formatDateAs(target.due, target.duePrecision)}${assumed}`;
}

/** "came to more than US$555 million in 2024". */
export function figureWords(point: Point, unit: string): string {
	const { value, qualifier, period } = point.figure;
	const rough = point.provisional ? ' (provisional)' : '';
	const amount = formatQualified(value, unit, qualifier);
	const bound = point.missing.length > 0 ? boundWords(amount, qualifier) : amount;
	return `came to ${bound} ${inPeriod(period)}${rough}`;
}

/** A total with parts missing is a lower bound: "at least 20 t", "about 20 t or more". */
function boundWords(amount: string, qualifier: Qualifier): string {
	if (qualifier === 'exactly') return `at least ${amount}`;
	if (qualifier === 'about') return `${amount} or more`;
	return qualifier === 'more_than' || qualifier === 'at_least'
		? amount
		: `${amount} without the missing parts`;
}

/** What the direction of a series is called in a sentence. */
export const DIRECTION_WORDS: Record<DirectionWord, string> = {
	toward: 'moving toward it',
	'slowly toward': 'moving slowly toward it',
	flat: 'about level',
	away: 'moving away from it'
};

/** A count or total that starts from nothing and not from a level of its own. */
const fromZero = ({ kind, baseline }: Measure) =>
	(kind === 'count' || kind === 'cumulative') && baseline !== null && exact(baseline.value).eq(0);

/** Whether a figure equals the target without meeting it, as "less than 50" is not met by 50. */
const equalsOnly = ({ kind, target }: Measure, point: Point) =>
	kind !== 'band' && target?.value != null && exact(point.figure.value).eq(target.value);

/** Whether the baseline met a target value that the figure has lost. */
const fellBack = (measure: Measure, progress: number | null) =>
	measure.kind !== 'band' && progress !== null && progress < 0 && startedMet(measure);

/** "40 % of the way from … to … by …", "40 % of 100 t", or that it is further away than before. */
function wayWords(measure: Measure, target: Target, point: Point, progress: number | null): string {
	const { baseline, unit } = measure;
	const to = `${namedTarget(target, unit)}${deadlineWords(target)}`;
	if (equalsOnly(measure, point)) return `which equals and so just misses the target of ${to}`;
	if (progress === null || !baseline) return `against a target of ${to}`;
	const start = `${formatQualified(baseline.value, unit, baseline.qualifier)} ${inPeriod(baseline.period)}`;
	if (fellBack(measure, progress)) {
		const side = exact(point.figure.value).lt(target.value ?? '0') ? 'below' : 'above';
		return `${side} the target of ${to} that ${start} had met`;
	}
	if (progress < 0) return `further from the target of ${to} than ${start}`;
	return fromZero(measure)
		? `${formatPercentDown(progress)} of ${to}`
		: `${formatPercentDown(progress)} of the way from ${start} to ${to}`;
}

/**
 * "growth of 3.6 % a year", "a fall of 2 t a year", "1.5 percentage points a year"; a gap only closes. Negative
 * figures move by amounts: a share would call −200 rising to −100 a fall.
 */
function yearly(growth: number | null, amount: number | null, measure: Measure): string | null {
	const { unit, kind } = measure;
	const negative = growth !== null && amount !== null && growth * amount < 0;
	if (growth !== null && Math.abs(growth) < 10 && !negative) {
		const size = Math.abs(growth);
		const share = size > 0 && size < 0.001 ? 'less than 0.1 %' : formatRateDown(size);
		return `${growth < 0 ? 'a fall' : 'growth'} of ${share} a year`;
	}
	if (amount === null) return null;
	const size = formatQuantity(Math.abs(amount), unit === '%' ? 'percentage points' : unit);
	return `${amount < 0 && kind !== 'band' ? 'a fall of ' : ''}${size} a year`;
}

/** What it takes from here, where a deadline still lies ahead. */
function paceWords(
	required: { growth: number | null; amount: number | null } | null,
	path: 'geometric' | 'linear' | null,
	measure: Measure
): string {
	if (required?.amount === 0) {
		return `; from here any further ${measure.direction === 1 ? 'rise' : 'fall'} is enough`;
	}
	const words = required && yearly(path === 'geometric' ? required.growth : null, required.amount, measure);
	return words ? `; from here it takes ${words}` : '';
}

/** "at the pace so far that leaves 2.3 to 4.4 years, counted from the end of 2024". */
export function yearsLeftWords(
	left: { geometric: number | null; linear: number | null } | null,
	span: Period
): string {
	const known = [left?.geometric ?? null, left?.linear ?? null].filter((years) => years !== null);
	const [low, high] = [Math.min(...known), Math.max(...known)];
	if (known.length === 0) return '';
	const [one, other] = [formatYears(low), formatYears(high)];
	const years = one === other ? one : `${one.replace(/ years?$/, '')} to ${other}`;
	return `; at the pace so far that leaves ${years}, counted from the end of ${formatPeriod(span)}`;
}

/** Sentence of a ratio class, a decided or an awaited deadline, or a pledge without one. */
export function measuredSentence(
	measure: Measure,
	judgement: Judgement,
	extra: {
		direction: DirectionWord | null;
		pace: { growth: number | null; amount: number | null } | null;
		yearsLeft: { geometric: number | null; linear: number | null } | null;
	}
): string {
	const { status, decision, reading } = judgement;
	const { target, unit, title } = measure;
	if (!decision || !reading || !target) return '';
	const { point } = decision;
	const was = `${title} ${figureWords(point, unit)}`;
	const way = wayWords(measure, target, point, reading.progress);
	const told = status !== 'MET' && !decision.lost && fellBack(measure, reading.progress);
	const lost = told ? '' : lostWords(measure, judgement);
	switch (status) {
		case 'MET':
			return `${was}, which meets the target of ${namedTarget(target, unit)}${deadlineWords(target)}${lateWords(judgement)}${lost}.`;
		case 'NO_DEADLINE':
			return `${was}, ${way}${extra.direction ? `, ${DIRECTION_WORDS[extra.direction]}` : ''}; no deadline was stated${yearsLeftWords(extra.yearsLeft, point.covers)}${lost}.`;
		case 'AWAITING_FIGURE':
			return `${was}, ${way}; the deadline has passed and ${awaitedClause(point, measure)}${lost}.`;
		case 'PARTLY_MET':
		case 'MISSED':
			return `${was}, ${way}; the deadline has passed and the target was ${status === 'MISSED' ? 'missed' : 'partly met'}${lost}.`;
		default:
			return `${was}, ${way}: ${classWords(judgement, measure)}${paceWords(extra.pace, reading.path, measure)}${lost}.`;
	}
}

/** "figure for 2021", "figures for 2021 and 2029": the missing parts of a total, and the time that follows it. */
export function awaitedWords({ missing, covers }: Point, { due }: Measure): string {
	const rest = due && covers.end < due.end ? [{ start: addDays(covers.end, 1), end: due.end }] : [];
	const parts = [...missing, ...rest].map(formatPeriod);
	return `${parts.length === 1 ? 'figure' : 'figures'} for ${listOf(parts)}`;
}

function awaitedClause(point: Point, measure: Measure): string {
	if (point.missing.length === 0) return 'its final figure is awaited';
	const awaited = awaitedWords(point, measure);
	return `the ${awaited} ${awaited.startsWith('figures') ? 'are' : 'is'} awaited`;
}

/** "on track, at 102 % of the pace needed", "far behind, with no change since the baseline". */
function classWords({ status, reading }: Judgement, measure: Measure): string {
	const word = STATUSES[status].word.toLowerCase();
	const ratio = reading?.ratio ?? null;
	if (ratio === null || ratio < 0) return status === 'WRONG_WAY' ? 'it moves the wrong way' : word;
	if (ratio === 0)
		return `${word}, with ${fromZero(measure) ? 'nothing so far' : 'no change since the baseline'}`;
	return `${word}, at ${formatPercentDown(ratio)} of the pace needed`;
}

function lateWords({ decision }: Judgement): string {
	return decision?.daysLate ? `, ${countOf(decision.daysLate, 'day')} after the deadline` : '';
}

/** "; it was first met in 2023 and lost again: 95 t in 2024", or that what it started from already met the target. */
function lostWords(measure: Measure, { status, decision }: Judgement): string {
	if (decision?.lost && decision.firstMet) {
		const { figure } = decision.lost;
		return `; it was first met ${inPeriod(decision.firstMet.covers)} and lost again: ${formatQuantity(figure.value, measure.unit)} ${inPeriod(figure.period)}`;
	}
	if (!startedMet(measure)) return '';
	const figure = decision?.point.figure;
	if (status !== 'MET' && figure && satisfies(measure, figure.value, figure.qualifier)) return '';
	const start = startWords(measure);
	return status === 'MET' ? `; ${start} already met it` : `; ${start} had met it and that was lost`;
}

/** "has been recorded"; or that none counts yet, and ": one figure waits for review", where somebody submitted one. */
export function recordedWords(submitted: Submitted): { has: string; have: string; wait: string } {
	const words = submittedWords(submitted);
	return words === null
		? { has: 'has been recorded', have: 'have been recorded', wait: '' }
		: { has: 'counts yet', have: 'count', wait: `: ${words}` };
}

/** Why nothing can be said, and what would help; `submitted` are the figures that nobody has approved. */
export function obstacleSentence(
	obstacle: Obstacle,
	measure: Measure,
	point: Point | null,
	submitted: Submitted = { waiting: 0, returned: 0 }
): string {
	const { has, wait } = recordedWords(submitted);
	const was = point ? `${measure.title} ${figureWords(point, measure.unit)}` : measure.title;
	const sentences: Record<Obstacle, string> = {
		'no target': `${measure.title} has no target value, so nothing can be judged; record the target that was stated.`,
		'no figure': `No figure for “${measure.title}” ${has}, so nothing can be judged${wait || ' yet'}.`,
		'choose a reporter': `Several reporters have figures for “${measure.title}” and none comes first; choose a reporter.`,
		'no baseline': `${was}, which does not meet the target; without a baseline no progress can be measured.`,
		'only the baseline': `No figure later than the baseline ${has} for “${measure.title}”, so no movement can be seen${wait}.`,
		'baseline equals the target': `${was}; the baseline equals the target, so there is no distance to measure progress on.`,
		'target of zero': `${was}; it starts from zero, which equals the target, so there is no distance to measure progress on.`,
		'deadline before the pledge': `${was}; the deadline does not lie after the day of the pledge, so there is no time to measure progress over.`,
		'deadline before the baseline': `${was}; the deadline does not lie after the baseline, so there is no time to measure progress over.`,
		'sub-periods missing': `${was}; figures are missing for ${listOf((point?.missing ?? []).map(formatPeriod))}, so the total is only a lower bound.`
	};
	return capitalise(sentences[obstacle]);
}
