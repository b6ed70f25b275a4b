/**
 * What the rules are, in words: the page on methods is made of this, of the statuses and flags, and of the very
 * constants that the rules use, so that it cannot say one thing while they do another.
 */
import type { Kind } from './commitment.ts';
import { DUE_DAYS } from './freshness.ts';
import { CUTS, GEOMETRIC_LIMIT } from './ratio.ts';
import type { Status } from './status.ts';

/** Whose method a rule is. */
export const METHOD_SOURCES = {
	StatCan: 'Statistics Canada and Open SDG, progress methodology',
	Eurostat: 'Eurostat, SDG monitoring report',
	EVM: 'earned value management',
	G20: 'G7 and G20 Research Groups, compliance method',
	IATI: 'International Aid Transparency Initiative, results framework',
	ours: 'decided here'
} as const;
export type MethodSource = keyof typeof METHOD_SOURCES;

export interface KindRule {
	/** what is compared with what */
	formula: string;
	/** what to know when reading it */
	note: string;
	/** every status that a pledge of this kind can have while it is neither closed nor impossible to assess */
	statuses: readonly Status[];
	sources: readonly MethodSource[];
}

const CLASSES = ['ON_TRACK', 'BEHIND', 'FAR_BEHIND', 'WRONG_WAY'] as const satisfies readonly Status[];
const AFTER = ['AWAITING_FIGURE', 'PARTLY_MET', 'MISSED'] as const satisfies readonly Status[];

/** How each kind of pledge is assessed. b is the baseline, x the deciding figure, T the target, τ the share of time used. */
export const KIND_RULES: Record<Kind, KindRule> = {
	level: {
		formula: 'R = d·g(b→x) ÷ |g(b→T)| on the growth path, or d·(x − b) ÷ (|T − b|·τ) on the straight one',
		note: `The growth path is the default where b, x and T share one sign and T is at most ${GEOMETRIC_LIMIT} times b, or b at most ${GEOMETRIC_LIMIT} times T; otherwise the straight one. Where the two give different classes, a flag says so. The ratio is taken at the figure’s own date.`,
		statuses: ['MET', ...CLASSES, ...AFTER, 'NO_DEADLINE'],
		sources: ['StatCan', 'Eurostat', 'ours']
	},
	band: {
		formula: 'gap = max(low − x, 0, x − high), on the straight path toward 0',
		note: 'Inside the band is met. Overshooting is a gap again.',
		statuses: ['MET', ...CLASSES, ...AFTER, 'NO_DEADLINE'],
		sources: ['ours']
	},
	annual_rate: {
		formula: 'u = figure of a complete year ÷ amount a year',
		note: 'Only complete years are judged. “At least” is a floor: each year is met or missed. “Up to” is a ceiling: its use is reported, and less than the ceiling is no failure. The running year is shown beside it and never compared with a full year.',
		statuses: ['MET', 'MISSED', 'IN_PROGRESS', 'NOT_STARTED', 'IN_USE', 'FULLY_USED', 'EXCEEDED'],
		sources: ['ours']
	},
	cumulative: {
		formula: 'R = (sum ÷ T) ÷ τ, or sum ÷ planned where a plan exists',
		note: 'Periods that overlap are never added. Where a part is missing, the sum is a lower bound and a class is given only if it cannot change.',
		statuses: ['MET', ...CLASSES, ...AFTER, 'NO_DEADLINE'],
		sources: ['ours']
	},
	count: {
		formula: 'R = d·(x − b) ÷ (|T − b|·τ)',
		note: 'Counts start from zero and follow the straight path only.',
		statuses: ['MET', ...CLASSES, ...AFTER, 'NO_DEADLINE'],
		sources: ['ours']
	},
	milestones: {
		formula: 'SPI = EV ÷ PV: weight done ÷ weight due by today',
		note: 'A stage counts wholly or not at all. Stages without a date stay out of both sums; stages done before the pledge do not count. An overdue stage makes the pledge behind, with the days.',
		statuses: ['MET', 'BEHIND', 'IN_PROGRESS', 'NOT_DUE_YET', 'ON_TRACK'],
		sources: ['EVM', 'ours']
	},
	events_in_window: {
		formula: 'k of m held inside the window, both end days included',
		note: 'Inside the window it is open, with the share of time gone, never on or off track. An event held outside the window does not count and is shown as such.',
		statuses: ['NOT_OPEN', 'OPEN', 'MET', 'PARTLY_MET', 'MISSED'],
		sources: ['ours']
	},
	qualitative: {
		formula: 'per cent = (mean of the scores −1, 0, +1, plus 1) ÷ 2',
		note: 'A scoring guideline is saved before anybody scores. Never averaged with numbers.',
		statuses: ['IN_PROGRESS', 'STALLED', 'MET', 'PARTLY_MET', 'MISSED'],
		sources: ['G20']
	},
	continuing: {
		formula: 'evidence of activity within the interval, by the date of the evidence',
		note: 'It never falls due. It has stalled only when a check found nothing and the last evidence is older than the interval; without a check nothing is said.',
		statuses: ['ONGOING', 'STALLED'],
		sources: ['ours']
	}
};

const cut = (value: number) => value.toFixed(2);

/** What each status says, with the border where it has one. */
export const STATUS_MEANINGS: Record<Status, string> = {
	MET: 'The deciding figure satisfies the target, or every step is done.',
	FULLY_USED: 'The whole of an amount “up to” was used in the latest complete year.',
	ON_TRACK: `R is at least ${cut(CUTS.onTrack)}, or every stage that is due is done.`,
	BEHIND: `R is at least ${cut(CUTS.behind)} and below ${cut(CUTS.onTrack)}, or a stage is overdue.`,
	FAR_BEHIND: `R is at least ${cut(CUTS.farBehind)} and below ${cut(CUTS.behind)}; exactly 0 reads “no change”.`,
	WRONG_WAY: 'R is below 0: the figure has moved away from the target.',
	PARTLY_MET: 'The deadline has passed and a part of the way was gone.',
	MISSED: 'The deadline has passed and the target was not met.',
	OPEN: 'The window is open; some events may still be held.',
	NOT_OPEN: 'The window has not opened yet.',
	NOT_DUE_YET: 'No stage is due yet.',
	IN_PROGRESS: 'Under way, with nothing due to judge it by.',
	IN_USE: 'A part of an amount “up to” was used in the latest complete year.',
	EXCEEDED: 'More than an amount “up to” was used: a fact, neither good nor bad.',
	NOT_STARTED: 'Nothing of an amount “up to” was used in the latest complete year.',
	NO_DEADLINE: 'No deadline was stated, so it is never on or off track; a word gives the direction.',
	ONGOING: 'Evidence of activity lies within the interval.',
	AWAITING_FIGURE: 'The deadline has passed; the final figure for its period is still awaited.',
	STALLED: 'A check found nothing, and the last evidence is older than the interval.',
	NOT_ASSESSABLE: 'Something that the rule needs is missing; the reason says what.',
	CLOSED: 'Withdrawn or superseded by its parties; no clock runs.'
};

/**
 * What became of 142 published annual series that had this label at half time: the share that finally met its target
 * (progress.md, "Conformance").
 */
export const HISTORY_SERIES = 142;
export const HISTORY: readonly { status: Status; finallyMet: number }[] = [
	{ status: 'MET', finallyMet: 0.94 },
	{ status: 'ON_TRACK', finallyMet: 0.61 },
	{ status: 'BEHIND', finallyMet: 0.22 },
	{ status: 'FAR_BEHIND', finallyMet: 0.12 },
	{ status: 'WRONG_WAY', finallyMet: 0.08 }
];

/** Days before a check falls due during which freshness already says so. */
export const CHECK_NOTICE_DAYS = DUE_DAYS;
