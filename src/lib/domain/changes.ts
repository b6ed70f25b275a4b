/** What changed of a pledge between two states: which sort of news it is, from what to what, and why. */
import type { Assessment } from './assessment.ts';
import { attentionOf } from './attention.ts';
import type { ChangeKind } from './change-kinds.ts';
import type { Target } from './commitment.ts';
import type { Decimal } from './quantity.ts';
import type { Evidence } from './evidence.ts';
import { evidenceWords } from './evidence.ts';
import { deadlineWords, targetWords } from './sentence.ts';
import type { Status } from './status.ts';
import { formatPercentDown, formatQualified } from './wording.ts';
import { capitalise, formatDate, inPeriod } from './words.ts';

/** A pledge as it stood in one state, as far as changes are told of it. */
export interface Standing {
	assessment: Assessment;
	target: Pick<
		Target,
		| 'value'
		| 'low'
		| 'high'
		| 'qualifier'
		| 'per'
		| 'start'
		| 'due'
		| 'duePrecision'
		| 'standing'
		| 'assumedDue'
	> | null;
	baseline: { value: Decimal } | null;
	unit: string | null;
	evidence: Evidence;
}

export interface Change {
	kind: ChangeKind;
	/** null where there was nothing before */
	from: string | null;
	to: string;
	/** empty where nothing is to be explained */
	why: string;
}

/**
 * How far a pledge is from what was promised, by its status: more is worse. What is merely not judged, because it is
 * not due, has no deadline or no figure, is not worse than being on track.
 */
const SHORT: Partial<Record<Status, number>> = {
	BEHIND: 1,
	STALLED: 1,
	FAR_BEHIND: 2,
	WRONG_WAY: 3,
	PARTLY_MET: 4,
	MISSED: 5
};
const shortOf = ({ assessment }: Standing) => SHORT[assessment.status] ?? 0;

/**
 * Everything that changed of one pledge, one item for each sort of news; empty where nothing did.
 * @param before null where the pledge was not there
 */
export function changesBetween(before: Standing | null, after: Standing): Change[] {
	const { assessment: now } = after;
	if (before === null) {
		return [{ kind: 'logged', from: null, to: statusWords(now), why: '' }];
	}
	const then = before.assessment;
	const judged = judgedChange(before, after);
	const silence = now.freshness.state === 'unverified';
	const wasSilent = then.freshness.state === 'unverified';
	return [
		judged,
		silence && !wasSilent && silent(now),
		targetChange(before, after),
		after.evidence.upto > before.evidence.upto && evidenced(before, after),
		!judged && now.status !== then.status && move('status', then, now),
		wasSilent && !silence && now.freshness.lastCheckedOn !== then.freshness.lastCheckedOn && checked(now)
	].filter((change) => change !== false);
}

/** What the news is about how the pledge stands: newly met, lost again, or short of what it was. */
function judgedChange(before: Standing, after: Standing): Change | false {
	const { assessment: then } = before;
	const { assessment: now } = after;
	if (now.group === 'closed') return false;
	if (now.group === 'met') return then.group !== 'met' && move('met', then, now);
	const lost = (one: Assessment) => attentionOf(one).includes('lost');
	if (then.group === 'met' || (lost(now) && !lost(then))) return move('regressed', then, now);
	const overdue = (one: Assessment) => attentionOf(one).includes('overdue');
	if (shortOf(after) > shortOf(before) || (overdue(now) && !overdue(then))) return move('slipped', then, now);
	return wentBack(before, after) && { ...move('regressed', then, now), ...share(then, now) };
}

const move = (kind: ChangeKind, then: Assessment, now: Assessment): Change => ({
	kind,
	from: statusWords(then),
	to: statusWords(now),
	why: now.sentence
});

const statusWords = ({ statusText }: Assessment) => statusText;

/** The same target and baseline, and less of the way between them. */
function wentBack(before: Standing, after: Standing): boolean {
	const [then, now] = [before.assessment.progress, after.assessment.progress];
	if (then === null || now === null || now >= then) return false;
	return before.baseline?.value === after.baseline?.value && !moved(before, after);
}

function share(then: Assessment, now: Assessment): Pick<Change, 'from' | 'to'> {
	const of = ({ progress }: Assessment) => `${formatPercentDown(progress ?? 0)} of the way`;
	return { from: of(then), to: of(now) };
}

function silent({ freshness }: Assessment): Change {
	const { lastCheckedOn, dueOn } = freshness;
	return {
		kind: 'silent',
		from: 'verified',
		to: dueOn ? `unverified since ${formatDate(dueOn)}` : 'unverified',
		why: lastCheckedOn ? `Last checked on ${formatDate(lastCheckedOn)}.` : 'It was never checked.'
	};
}

function checked({ freshness }: Assessment): Change {
	const { lastCheckedOn } = freshness;
	const to = lastCheckedOn ? `checked on ${formatDate(lastCheckedOn)}` : 'verified';
	return { kind: 'checked', from: 'unverified', to, why: 'Somebody looked, and the clock runs anew.' };
}

const TARGET_FIELDS = ['value', 'low', 'high', 'qualifier', 'per', 'start', 'due'] as const;

function moved({ target: then }: Standing, { target: now }: Standing): boolean {
	if (then === null || now === null) return then !== now;
	return TARGET_FIELDS.some((field) => then[field] !== now[field]);
}

function targetChange(before: Standing, after: Standing): Change | false {
	if (!moved(before, after)) return false;
	const [then, now] = [before, after].map(wordsOfTarget);
	const earlier = before.target?.due ?? null;
	const later = after.target?.due ?? null;
	const why =
		earlier !== null && later !== null && later !== earlier
			? `The deadline lies ${later > earlier ? 'later' : 'earlier'} than it did.`
			: 'The former target stays in its history.';
	return { kind: 'target', from: then ?? null, to: now ?? '', why };
}

function wordsOfTarget({ target, unit }: Standing): string {
	if (target === null) return 'no target';
	const { value, low, high } = target;
	const amount = value === null && low === null && high === null ? '' : targetWords(target, unit ?? '');
	const words = `${amount}${amount && target.per ? ' a year' : ''}${deadlineWords(target)}`.trim();
	const from = target.start ? `${words ? ', ' : ''}from ${formatDate(target.start)}` : '';
	return words + from || 'no deadline';
}

function evidenced(before: Standing, after: Standing): Change {
	const { figure } = after.assessment;
	const unit = after.unit ?? '';
	const said = (standing: Standing) => {
		const one = standing.assessment.figure;
		return one && `${formatQualified(one.value, unit, one.qualifier)} ${inPeriod(one.period)}`;
	};
	const [then, now] = [said(before), said(after)];
	return {
		kind: 'evidenced',
		from: then ?? statusWords(before.assessment),
		to: now ?? statusWords(after.assessment),
		why: `${capitalise(evidenceWords(before.evidence, after.evidence))}${figure && now !== then ? `; ${figure.reporter} decides` : ''}.`
	};
}
