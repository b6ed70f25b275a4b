import type {
	Aggregation,
	Direction,
	Kind,
	Mode,
	Path,
	Qualifier,
	TargetStanding
} from '#lib/domain/commitment.ts';

/** What each kind of pledge is called on screen, and when to choose it. */
export const KIND_WORDS: Record<Kind, { word: string; hint: string }> = {
	level: { word: 'Level', hint: 'a value to reach, by a date or with no date' },
	band: { word: 'Band', hint: 'a value to keep between two limits' },
	annual_rate: { word: 'Amount a year', hint: 'at least, or up to, so much every year' },
	cumulative: { word: 'Total', hint: 'amounts that add up to a total' },
	count: { word: 'Count', hint: 'a number of things, counted from zero' },
	milestones: { word: 'Stages', hint: 'steps of a project, each done or not' },
	events_in_window: { word: 'Events in a window', hint: 'events to be held between two days' },
	qualitative: { word: 'Scored by a reader', hint: 'a promise in words, scored against a guideline' },
	continuing: { word: 'Continuing', hint: 'deepen, continue, support: no end, only activity' }
};

export const AGGREGATION_WORDS: Record<Aggregation, { word: string; hint: string }> = {
	level: { word: 'Level', hint: 'the value on a day, such as a stock or a share' },
	annual_flow: { word: 'Flow per period', hint: 'so much in each year; only complete years are compared' },
	cumulative: { word: 'Running total', hint: 'the periods are added up' },
	count: { word: 'Count', hint: 'a number of things counted from zero' }
};

export const DIRECTION_WORDS: Record<Direction, string> = {
	increase: 'more is better',
	decrease: 'less is better'
};

export const QUALIFIER_LABELS: Record<Qualifier, string> = {
	exactly: 'exactly',
	about: 'about',
	more_than: 'more than',
	at_least: 'at least',
	up_to: 'up to',
	less_than: 'less than'
};

export const MODE_WORDS: Record<Mode, { word: string; hint: string }> = {
	reach: { word: 'Reach', hint: 'judged at its date' },
	keep: { word: 'Keep', hint: 'it must go on holding after it' }
};

export const PATH_WORDS: Record<Path, string> = { geometric: 'steady growth', linear: 'straight line' };

export const STANDING_WORDS: Record<TargetStanding, string> = {
	stated: 'stated in the source',
	interpretation: 'read into the words',
	assumption: 'assumed'
};
