import type { Kind } from './commitment.ts';
import { BORDER, BOUND_STEP, DISAGREEMENT, ENOUGH_POINTS } from './flags.ts';
import { DUE_DAYS } from './freshness.ts';
import { CUTS, GEOMETRIC_LIMIT } from './ratio.ts';
import { CONFIRM_FACTOR } from './revision.ts';
import type { Status } from './status.ts';
import { GRACE_DAYS, TOLERANCES } from './target.ts';
import { TREND_BANDS } from './trend.ts';
import { formatPercentDown, formatRateDown } from './wording.ts';

/** Where a rule comes from: key in an arithmetic line, full name for readers. */
export const RULE_SOURCES: Record<string, string> = {
	StatCan: 'Statistics Canada and Open SDG, progress methodology',
	Eurostat: 'Eurostat, SDG monitoring report',
	EVM: 'Earned value management',
	G20: 'G7 and G20 Research Group, compliance method',
	IATI: 'IATI results framework',
	ours: 'decided here'
};

/** How a kind of pledge is assessed, for people. What it is called on screen is in `format/words.ts`. */
export interface KindMethod {
	formula: string;
	statuses: Status[];
	sources: string[];
}

const RATIO: Status[] = ['ON_TRACK', 'BEHIND', 'FAR_BEHIND', 'WRONG_WAY'];
const DEADLINE: Status[] = [
	'MET',
	'AWAITING_FIGURE',
	'PARTLY_MET',
	'MISSED',
	'NO_DEADLINE',
	'NOT_ASSESSABLE'
];

/** One entry per kind, in the order in which kinds are offered. */
export const KIND_METHODS: Record<Kind, KindMethod> = {
	level: {
		formula: `Straight path: R = d·(x − b) ÷ (|T − b|·τ). Constant growth: R = s·d·g(b→x) ÷ |g(b→T)|, the default while the target is at most ${GEOMETRIC_LIMIT} times the baseline (or a third of it) and all values share one sign.`,
		statuses: [...RATIO, ...DEADLINE],
		sources: ['StatCan', 'Eurostat', 'ours']
	},
	band: {
		formula:
			'gap = max(lo − x, 0, x − hi); the straight path of the gap toward 0. Inside is met; overshoot is a gap again.',
		statuses: [...RATIO, ...DEADLINE],
		sources: ['ours']
	},
	annual_rate: {
		formula: 'u = actual ÷ X for complete years only; a running year is never held against the target.',
		statuses: [
			'MET',
			'MISSED',
			'IN_PROGRESS',
			'NOT_STARTED',
			'IN_USE',
			'FULLY_USED',
			'EXCEEDED',
			'AWAITING_FIGURE',
			'NOT_ASSESSABLE'
		],
		sources: ['ours']
	},
	cumulative: {
		formula:
			'R = (S ÷ T) ÷ τ, or S ÷ planned where a plan exists. With a sub-period missing, S is a lower bound.',
		statuses: [...RATIO, ...DEADLINE],
		sources: ['ours']
	},
	count: {
		formula: 'Straight path: R = d·(x − b) ÷ (|T − b|·τ).',
		statuses: [...RATIO, ...DEADLINE],
		sources: ['ours']
	},
	milestones: {
		formula:
			'Credit 0 or 1 per stage; PV = weights due, EV = weights done, SPI = EV ÷ PV. Undated stages stay out of both.',
		statuses: ['MET', 'BEHIND', 'IN_PROGRESS', 'NOT_DUE_YET', 'ON_TRACK', 'NOT_ASSESSABLE'],
		sources: ['EVM', 'ours']
	},
	events_in_window: {
		formula: 'k of m held inside the window, both end days included; held outside does not count.',
		statuses: ['NOT_OPEN', 'OPEN', 'MET', 'PARTLY_MET', 'MISSED', 'NOT_ASSESSABLE'],
		sources: ['ours']
	},
	qualitative: {
		formula: 'Scores of −1, 0 and +1; percent = (mean + 1) ÷ 2. Never averaged with numbers.',
		statuses: ['IN_PROGRESS', 'STALLED', 'MET', 'PARTLY_MET', 'MISSED', 'NOT_ASSESSABLE'],
		sources: ['G20']
	},
	continuing: {
		formula:
			'Evidence inside the activity interval, by the date of the evidence; stalled only when a check found nothing.',
		statuses: ['ONGOING', 'STALLED', 'NOT_ASSESSABLE'],
		sources: ['ours']
	}
};

/** What a status is, for people; the word and the shape are in status.ts. */
export const STATUS_MEANINGS: Record<Status, string> = {
	MET: 'The deciding figure satisfies the target, whatever the trend; or everything that was promised is done.',
	FULLY_USED: `A ceiling used to within ${formatRateDown(TOLERANCES.exactly)} (or ${formatPercentDown(TOLERANCES.about)} for a rough figure).`,
	ON_TRACK: `At least ${formatPercentDown(CUTS.onTrack)} of the pace needed; or every stage that has fallen due is done.`,
	BEHIND: `From ${formatPercentDown(CUTS.behind)} to below ${formatPercentDown(CUTS.onTrack)} of the pace needed; or a stage is overdue.`,
	FAR_BEHIND: `From 0 % to below ${formatPercentDown(CUTS.behind)} of the pace needed; exactly 0 reads “no change”.`,
	WRONG_WAY: 'Further from the target than at the start.',
	PARTLY_MET: 'The deadline has passed with part of the distance covered, or some of the events held.',
	MISSED: 'The deadline has passed and the target was not met.',
	OPEN: 'Inside the window; never on or off track.',
	NOT_OPEN: 'The window has not opened yet.',
	NOT_DUE_YET: 'No stage has fallen due.',
	IN_PROGRESS: 'Under way, and no verdict is due yet.',
	IN_USE: 'A ceiling used in part; less than a ceiling is no failure.',
	EXCEEDED: 'More than a ceiling named: a fact, neither good nor bad.',
	NOT_STARTED: 'Nothing of a ceiling is used.',
	NO_DEADLINE: 'No deadline was stated, so nothing is on or off track; the direction is said instead.',
	ONGOING: 'Evidence of activity lies inside the interval.',
	AWAITING_FIGURE: `The deadline has passed; its final figure is awaited for up to ${GRACE_DAYS} days.`,
	STALLED: 'A check found nothing, or evidence stopped coming.',
	NOT_ASSESSABLE: 'Something is missing, and the reason names it.',
	CLOSED: 'Withdrawn or superseded by its parties.'
};

/** What history says about the labels: 142 annual series, the label at half time, the share that was finally met. */
export const LABEL_HISTORY = {
	series: 142,
	finallyMet: [
		{ label: 'already met', status: 'MET', share: 0.94 },
		{ label: 'on track', status: 'ON_TRACK', share: 0.61 },
		{ label: 'behind', status: 'BEHIND', share: 0.22 },
		{ label: 'far behind', status: 'FAR_BEHIND', share: 0.12 },
		{ label: 'wrong way', status: 'WRONG_WAY', share: 0.08 }
	] satisfies { label: string; status: Status; share: number }[]
} as const;

/** The numbers behind the rules, as sentences that follow the constants. */
export const THRESHOLDS: readonly string[] = [
	`A direction is “toward” from ${formatRateDown(TREND_BANDS.toward)} a year, “slowly toward” from ${formatRateDown(TREND_BANDS.slowly)}, “flat” from 0 and “away” below; a natural limit narrows the bands.`,
	`A plain number is met within ${formatRateDown(TOLERANCES.exactly)}, a rough one within ${formatPercentDown(TOLERANCES.about)}; “more than” is strict.`,
	`Borderline: a ratio within ${BORDER.ratio} of a border, or a class that ${formatPercentDown(BORDER.figure)} of the figure would move.`,
	`Reporters disagree by class, or by more than ${formatPercentDown(DISAGREEMENT)}.`,
	`A baseline that is a bound is computed again ${formatPercentDown(BOUND_STEP)} further out.`,
	`Few points: fewer than ${ENOUGH_POINTS} dated values, the one it starts from included.`,
	`A revision by more than a factor of ${CONFIRM_FACTOR} asks for confirmation.`,
	`A check falls due in the last ${DUE_DAYS} days of its interval; after it, the pledge is unverified and leaves the healthy count.`
];
