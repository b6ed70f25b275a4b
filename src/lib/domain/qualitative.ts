import { addDays, daysBetween } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type { Score } from './commitment.ts';
import { evidenceDays } from './continuing.ts';
import type { Known } from './eligible.ts';
import { targetFlags } from './flags.ts';
import { notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Status } from './status.ts';
import { STATUSES } from './status.ts';
import { formatDecimal, formatPercentDown } from './wording.ts';
import { countOf, formatDate, formatDateAs } from './words.ts';

/** Mean of scores of −1, 0 and +1; null without any. */
export function meanScore(scores: readonly number[]): number | null {
	return scores.length === 0 ? null : scores.reduce((total, score) => total + score, 0) / scores.length;
}

/** A mean score as a share, (mean + 1) ÷ 2: −1 is 0, +1 is 1 [G20]. */
export function qualitativePercent(mean: number): number {
	return (mean + 1) / 2;
}

/** What a mean score says once the pledge is due: all agree it is done, nothing is done, or something between. */
export function qualitativeStatus(mean: number): Extract<Status, 'MET' | 'PARTLY_MET' | 'MISSED'> {
	if (mean >= 1) return 'MET';
	return mean > -1 ? 'PARTLY_MET' : 'MISSED';
}

/** The latest score of every reader by a day. */
function scoresOn(known: Known, on: IsoDate): Score[] {
	const latest = new Map<string, Score>();
	const past = known.scores.filter((score) => score.on <= on);
	const inOrder = past.sort((one, other) => one.on.localeCompare(other.on) || one.seq - other.seq);
	for (const score of inOrder) latest.set(score.reader, score);
	return [...latest.values()];
}

/**
 * A pledge in words, scored by readers against a guideline saved beforehand [G20]. In progress, or stalled without
 * evidence for the check interval, until it is due; then the mean score decides. Never averaged with numbers.
 */
export function assessQualitative(known: Known, clock: IsoDate): Outcome {
	if (!known.hasGuideline) {
		return notAssessable(
			'no scoring guideline',
			'No scoring guideline has been saved; write what −1, 0 and +1 mean before anyone scores.'
		);
	}
	const scores = scoresOn(known, clock);
	const mean = meanScore(scores.map((score) => score.value));
	const due = known.target?.due ?? null;
	const passed = due !== null && clock > due;
	const base = {
		tally: null,
		detail:
			mean === null
				? null
				: {
						kind: 'qualitative' as const,
						mean,
						percent: qualitativePercent(mean) * 100,
						readers: scores.length
					},
		flags: targetFlags(known.target),
		observationIds: scores.map((score) => score.id),
		arithmetic:
			mean === null
				? []
				: [
						{
							label: 'Mean score',
							formula: `(${scores.map((score) => formatDecimal(score.value)).join(' + ')}) ÷ ${scores.length}`,
							result: formatDecimal(Math.round(mean * 1000) / 1000),
							rule: 'scores of −1, 0 and +1 by readers',
							source: 'G20'
						}
					]
	};
	if (passed && mean === null) {
		return {
			...notAssessable(
				'not scored',
				`The pledge was due by ${dueWords(known)} and no reader has scored it yet.`
			),
			...base
		};
	}
	if (passed && mean !== null) {
		const status = qualitativeStatus(mean);
		const share = formatPercentDown(qualitativePercent(mean));
		return {
			...outcome(
				status,
				`${STATUSES[status].word}, scored ${share}`,
				`Due by ${dueWords(known)}: ${countOf(scores.length, 'reader')} scored it ${share} of the way from not done to done, which reads as ${STATUSES[status].word.toLowerCase()}.`
			),
			...base,
			reasons: ['The pledge is due and the mean score of its readers decides.']
		};
	}
	const last = evidenceDays(known, clock).at(-1) ?? null;
	const since = last ?? known.occasionOn;
	const stalled = clock >= addDays(since, known.checkIntervalDays);
	const interval = countOf(known.checkIntervalDays, 'day');
	const none = `No evidence has been recorded since ${last ? 'that' : 'the pledge'} of ${formatDate(since)}`;
	const seen = last ? `The last evidence is of ${formatDate(last)}` : none;
	const wait = due === null ? 'no date was stated' : `the pledge is due by ${dueWords(known)}`;
	const checked = known.checkIns.some((check) => check.checkedOn <= clock);
	return {
		...outcome(
			stalled ? 'STALLED' : 'IN_PROGRESS',
			stalled ? `Stalled, no evidence since ${formatDate(since)}` : 'In progress',
			stalled ? `${none}, and the interval of ${interval} has run out; ${wait}.` : `${seen}; ${wait}.`
		),
		...base,
		reasons: [
			stalled
				? `No evidence has been recorded for ${countOf(daysBetween(since, clock), 'day')}; the check interval is ${interval}${checked || known.basis === 'public' ? '' : ', and nobody has checked yet'}.`
				: 'It is scored when it is due; until then it is in progress while evidence keeps coming.'
		]
	};
}

const dueWords = ({ target }: Known) => (target?.due ? formatDateAs(target.due, target.duePrecision) : '');
