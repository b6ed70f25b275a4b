/** Sorts of news, in the order in which a board tells them. */
export const CHANGES = {
	met: { word: 'Newly met' },
	slipped: { word: 'Slipped' },
	regressed: { word: 'Regressed' },
	silent: { word: 'Gone silent' },
	target: { word: 'Target moved' },
	evidenced: { word: 'Newly evidenced' },
	logged: { word: 'Newly logged' },
	status: { word: 'Another status' },
	checked: { word: 'Verified again' }
} as const;
export type ChangeKind = keyof typeof CHANGES;
export const CHANGE_KEYS = Object.keys(CHANGES) as ChangeKind[];
