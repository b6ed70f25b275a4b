/** The reasons, the most urgent first; each is a filter of the list. */
export const ATTENTION = {
	behind: { word: 'behind', label: 'Behind' },
	overdue: { word: 'overdue', label: 'Overdue' },
	lost: { word: 'met, then lost', label: 'Met, then lost' },
	away: { word: 'moving away', label: 'Moving away from the target' },
	unverified: { word: 'unverified', label: 'Unverified' },
	stalled: { word: 'stalled', label: 'Stalled' },
	disagree: { word: 'reporters disagree', label: 'Reporters disagree' },
	unassessable: { word: 'not assessable', label: 'Not assessable' }
} as const;
export type Attention = keyof typeof ATTENTION;
export const ATTENTION_KEYS = Object.keys(ATTENTION) as Attention[];
