/**
 * Statuses, groups and flags: defined once, used by every chart, tile, chip, page and export.
 * Source: design "progress.md", sections "Order of evaluation", "By kind" and "Status groups on the board".
 */

/** Groups on the board, in the order in which they are shown. `ink` names a custom property of tokens.css. */
export const GROUPS = {
	met: { word: 'Met', shape: '●', ink: 'met' },
	on_track: { word: 'On track', shape: '▲', ink: 'ontrack' },
	behind: { word: 'Behind', shape: '◆', ink: 'behind' },
	missed: { word: 'Missed', shape: '■', ink: 'missed' },
	in_progress: { word: 'In progress, no verdict', shape: '○', ink: 'open' },
	stalled: { word: 'Stalled', shape: '▽', ink: 'stalled' },
	not_assessable: { word: 'Not assessable', shape: '–', ink: 'na' },
	closed: { word: 'Closed', shape: '▪', ink: 'closed' }
} as const;
export type Group = keyof typeof GROUPS;

/** A group's word among others in a sentence, where a comma in it would read as the next thing counted. */
export const groupInSentence = (group: Group) => GROUPS[group].word.toLowerCase().replace(',', ' with');

export const GROUP_KEYS = Object.keys(GROUPS) as Group[];

/** What a manager's verdict may say: the groups that a person can stand for. */
export const VERDICTS = [
	'met',
	'on_track',
	'behind',
	'missed',
	'in_progress',
	'stalled',
	'not_assessable'
] as const satisfies readonly Group[];
export type Verdict = (typeof VERDICTS)[number];

/** A verdict in a word or two. */
export function verdictWord(verdict: Verdict): string {
	return verdict === 'in_progress' ? 'In progress' : GROUPS[verdict].word;
}

/** The mark that stands beside a group, never instead of it: nobody has checked for longer than the interval. */
export const UNVERIFIED = { word: 'Unverified', shape: '◌', ink: 'silent' } as const;

/** Every status with its word on screen and the group it is counted in. */
export const STATUSES = {
	MET: { word: 'Met', group: 'met' },
	FULLY_USED: { word: 'Fully used', group: 'met' },
	ON_TRACK: { word: 'On track', group: 'on_track' },
	BEHIND: { word: 'Behind', group: 'behind' },
	FAR_BEHIND: { word: 'Far behind', group: 'behind' },
	WRONG_WAY: { word: 'Wrong way', group: 'behind' },
	PARTLY_MET: { word: 'Partly met', group: 'missed' },
	MISSED: { word: 'Missed', group: 'missed' },
	OPEN: { word: 'Window open', group: 'in_progress' },
	NOT_OPEN: { word: 'Window not open yet', group: 'in_progress' },
	NOT_DUE_YET: { word: 'Not due yet', group: 'in_progress' },
	IN_PROGRESS: { word: 'In progress', group: 'in_progress' },
	IN_USE: { word: 'In use', group: 'in_progress' },
	EXCEEDED: { word: 'Exceeded', group: 'in_progress' },
	NOT_STARTED: { word: 'Not started', group: 'in_progress' },
	NO_DEADLINE: { word: 'No deadline', group: 'in_progress' },
	ONGOING: { word: 'Ongoing', group: 'in_progress' },
	AWAITING_FIGURE: { word: 'Awaiting figure', group: 'in_progress' },
	STALLED: { word: 'Stalled', group: 'stalled' },
	NOT_ASSESSABLE: { word: 'Not assessable', group: 'not_assessable' },
	CLOSED: { word: 'Closed', group: 'closed' }
} as const satisfies Record<string, { word: string; group: Group }>;
export type Status = keyof typeof STATUSES;
export const STATUS_KEYS = Object.keys(STATUSES) as Status[];

export function groupOf(status: Status): Group {
	return STATUSES[status].group;
}

/** Flags stand beside a status and never replace it. `word` is the chip, `meaning` what it says. */
export const FLAGS = {
	met_then_lost: { word: 'met, then lost', meaning: 'The target was met once and is not met now.' },
	met_late: { word: 'met late', meaning: 'The target was met after its deadline.' },
	path_sensitive: {
		word: 'path sensitive',
		meaning: 'The straight path and the growth path give different classes.'
	},
	borderline: { word: 'borderline', meaning: 'A small change of the figure would change the class.' },
	provisional: { word: 'provisional', meaning: 'The deciding figure is provisional, derived or estimated.' },
	single_source: {
		word: 'single source',
		meaning: 'Only one reporter has a figure for the deciding period.'
	},
	reporters_disagree: {
		word: 'reporters disagree',
		meaning: 'Another reporter’s figure differs by more than 5 % or gives another class.'
	},
	baseline_bound: { word: 'baseline “more than”', meaning: 'The baseline is a bound, not a value.' },
	assumed_deadline: {
		word: 'assumed deadline',
		meaning: 'The deadline is the analyst’s assumption; the pledge stays out of headline totals.'
	},
	interpreted_target: {
		word: 'interpreted target',
		meaning: 'The target is the analyst’s reading, not the speakers’ number.'
	},
	few_points: {
		word: 'few points',
		meaning: 'Fewer than three dated values, the one it starts from included.'
	},
	trivially_met: { word: 'trivially met', meaning: 'The baseline already satisfied the target.' },
	no_figure_at_deadline: {
		word: 'no figure at deadline',
		meaning: 'Decided on an older figure: none was published for the deadline period.'
	}
} as const;
export type Flag = keyof typeof FLAGS;
