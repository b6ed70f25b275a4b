/** Why a pledge calls for a manager's eye, in words with the figures that say so. */
import type { Assessment } from './assessment.ts';
import { ATTENTION_KEYS, type Attention } from './attention-reasons.ts';
import { daysBetween, type IsoDate } from './calendar.ts';
import type { Flag } from './status.ts';
import { formatPercentDown } from './wording.ts';
import { countOf, formatDate } from './words.ts';

type Assessed = Pick<
	Assessment,
	| 'asOf'
	| 'status'
	| 'group'
	| 'counted'
	| 'direction'
	| 'progress'
	| 'detail'
	| 'flags'
	| 'freshness'
	| 'sentence'
>;

/**
 * Every reason of one pledge, the most urgent first. Overdue is what a stated day has passed for: a deadline, whether
 * decided or awaiting its figure, or a step. Without a deadline nothing is behind; what moves away from its target is
 * named instead. What cannot be assessed calls for attention only in the headline totals.
 */
export function attentionOf(assessed: Assessed): Attention[] {
	const { status, group, counted, direction, freshness } = assessed;
	const raised: Record<Attention, boolean> = {
		behind: group === 'behind',
		overdue: group === 'missed' || status === 'AWAITING_FIGURE' || stepOverdue(assessed) !== null,
		lost: flagged(assessed, 'met_then_lost') !== null,
		away: status === 'NO_DEADLINE' && direction === 'away',
		unverified: freshness.state === 'unverified',
		stalled: group === 'stalled',
		disagree: flagged(assessed, 'reporters_disagree') !== null,
		unassessable: group === 'not_assessable' && counted
	};
	return ATTENTION_KEYS.filter((key) => raised[key]);
}

/**
 * Why, in sentences: the status's own first, then what it does not say already.
 * @param due the deadline that stands
 */
export function attentionWords(assessed: Assessed, due: IsoDate | null): string[] {
	const reasons = attentionOf(assessed);
	const { asOf, sentence, freshness } = assessed;
	const more: Record<Attention, string | null> = {
		behind: null,
		overdue: overdueWords(assessed, due),
		lost: flagged(assessed, 'met_then_lost'),
		away: awayWords(assessed),
		unverified: silenceWords(freshness, asOf),
		stalled: null,
		disagree: flagged(assessed, 'reporters_disagree'),
		unassessable: null
	};
	const said = reasons.flatMap((key) => more[key] ?? []);
	return [sentence, ...said.filter((words) => !sentence.includes(words.replace(/\.$/, '')))];
}

/**
 * What keeps a pledge out of the headline totals, for lists that stand below them; null where they count it.
 * "noted as potential, not counted above".
 */
export function uncountedWords(
	strength: string,
	assessed: Pick<Assessment, 'counted' | 'flags'>
): string | null {
	if (assessed.counted) return null;
	const assumed = assessed.flags.some(({ flag }) => flag === 'assumed_deadline');
	return [strength, ...(assumed ? ['with an assumed deadline'] : []), 'not counted above'].join(', ');
}

function flagged({ flags }: Assessed, wanted: Flag): string | null {
	return flags.find(({ flag }) => flag === wanted)?.note ?? null;
}

function stepOverdue({ detail }: Assessed): number | null {
	return detail?.kind === 'milestones' && (detail.overdueDays ?? 0) > 0 ? detail.overdueDays : null;
}

function overdueWords(assessed: Assessed, due: IsoDate | null): string | null {
	if (stepOverdue(assessed) !== null || due === null || due >= assessed.asOf) return null;
	const days = daysBetween(due, assessed.asOf);
	return `The deadline of ${formatDate(due)} passed ${countOf(days, 'day')} ago.`;
}

const awayWords = ({ progress }: Assessed) =>
	progress === null ? null : `Moving away from the target: ${formatPercentDown(progress)} of the way to it.`;

function silenceWords(freshness: Assessment['freshness'], asOf: IsoDate): string | null {
	const { dueOn } = freshness;
	if (dueOn === null) return null;
	const days = daysBetween(dueOn, asOf);
	const since = `Unverified since ${formatDate(dueOn)}, ${days === 0 ? 'today' : `for ${countOf(days, 'day')}`}`;
	return `${since}: ${lastSeen(freshness)}.`;
}

/** Our own checks, or on the public basis what could be read by anybody. */
function lastSeen({ lastCheckedOn, byEvidence }: Assessment['freshness']): string {
	if (byEvidence) {
		return lastCheckedOn
			? `the last evidence in public is of ${formatDate(lastCheckedOn)}`
			: 'no evidence of it was public';
	}
	return lastCheckedOn ? `it was last checked on ${formatDate(lastCheckedOn)}` : 'it was never checked';
}
