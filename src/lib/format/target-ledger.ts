import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import type { Qualifier } from '#lib/domain/commitment.ts';
import { unquoted } from '#lib/domain/quotation-marks.ts';
import { formatQualified } from '#lib/domain/wording.ts';
import { formatDate, formatDateAs, formatPeriod } from '#lib/domain/words.ts';
import { targetAmount } from './target.ts';
import { STANDING_WORDS } from './words.ts';

interface Source {
	id: number;
	title: string;
	publisher: string | null;
	publishedOn: string | null;
	language: string | null;
}

interface Target {
	value: string | null;
	low: string | null;
	high: string | null;
	unit: string | null;
	qualifier: Qualifier;
	per: 'year' | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	assumedDue: boolean;
	from: IsoDate;
	until: IsoDate | null;
	by: string | null;
	reason: string | null;
	source: Source | null;
}

interface TargetFacts {
	description: Pick<PledgeInput, 'kind' | 'target' | 'baseline' | 'indicator'>;
	targetSource: Source | null;
	baselineSource: Source | null;
	/** the one in force first, the original last */
	targets: readonly Target[];
	movedDates: { deadline: string | null };
	restatements: { saidOn: string | null; text: string; note: string | null; source: Source | null }[];
}

/** How long a former target stood: "3 Nov 2026 to 9 Nov 2026", "3 Nov 2026, replaced the same day". */
const stood = ({ from, until }: Target): string =>
	until === null || until === from
		? `${formatDate(from)}, replaced the same day`
		: `${formatDate(from)} to ${formatDate(until)}`;

/** One line of what was promised in figures and dates: the figure, the words after it, what is smaller, where it is said. */
export interface LedgerLine {
	figure?: string | null;
	text: string;
	remark?: string | null;
	note?: string | null;
	source?: Source | null;
}

/** What was promised in figures and dates, and each time it was moved or said again. */
export interface TargetLedger {
	target: LedgerLine | null;
	/** how late against the original deadline and the current one; null where it was not moved */
	lateness: string | null;
	/** what the target in force replaced, the latest first; each `figure` holds no more */
	former: LedgerLine[];
	/** the baseline, and what was said again */
	beside: LedgerLine[];
}

/** The target of a pledge with its former ones, its baseline and its restatements, in words. */
export function targetLedger(pledge: TargetFacts): TargetLedger {
	const [current, ...former] = pledge.targets;
	return {
		target: standing(pledge, current),
		lateness: pledge.movedDates.deadline,
		former: former.map((target, at) => ({
			text: at === former.length - 1 ? 'Original' : 'Former',
			figure: [targetAmount(target, target.unit ?? ''), due(target)].filter(Boolean).join(', '),
			remark: `${stood(target)}${setBy(target)}`,
			source: target.source
		})),
		beside: [...baseline(pledge), ...pledge.restatements.map(saidAgain)]
	};
}

const setBy = ({ by, reason }: Target) => `${by ? `, set by ${by}` : ''}${reason ? `: ${reason}` : ''}`;

const due = ({ due, duePrecision, assumedDue }: Target) =>
	due === null
		? 'no deadline'
		: `${assumedDue ? 'assumed deadline' : 'by'} ${formatDateAs(due, duePrecision)}`;

function standing(
	{ description, targetSource }: TargetFacts,
	current: Target | undefined
): LedgerLine | null {
	const { kind, target, indicator } = description;
	const note = current ? `since ${formatDate(current.from)}${setBy(current)}` : null;
	const when = whenOf(description);
	const figure = target && targetAmount(target, target.unit ?? indicator?.unit ?? '');
	if (!figure && !when) return kind === 'milestones' ? { text: 'All of its stages, done.', note } : null;
	const read = target && target.standing !== 'stated';
	return {
		figure,
		text: `${figure && when ? ', ' : ''}${when ?? ''}`,
		remark: read ? `(${STANDING_WORDS[target.standing]}, not the speakers’ number)` : null,
		source: targetSource,
		note
	};
}

function whenOf({ kind, target }: TargetFacts['description']): string | null {
	if (kind === 'milestones') return null;
	if (target?.start && target.due) {
		return `within ${formatPeriod({ start: target.start, end: target.due })}, both end days included`;
	}
	if (!target?.due) return kind === 'continuing' ? 'no end: a continuing pledge' : 'no deadline stated';
	const day = formatDateAs(target.due, target.duePrecision);
	return target.assumedDue ? `assumed deadline: ${day}` : `by ${day}`;
}

function baseline({ description: { baseline }, baselineSource }: TargetFacts): LedgerLine[] {
	if (!baseline) return [];
	const amount = formatQualified(baseline.value, baseline.unit, baseline.qualifier);
	const { period, precision, proxy } = baseline;
	return [
		{
			text: `Baseline ${amount}, ${precision === 'day' ? formatDate(period.end) : formatPeriod(period)}`,
			remark: proxy ? '(a declared stand-in)' : null,
			source: baselineSource
		}
	];
}

const saidAgain = ({ saidOn, text, note, source }: TargetFacts['restatements'][number]): LedgerLine => {
	const what = text === 'no horizon' ? 'said again, with no horizon' : `said again: “${unquoted(text)}”`;
	return { text: `${saidOn ? formatDate(saidOn) : 'Undated'}: ${what}`, source, note };
};
