import type { Assessment, FlagNote } from './assessment.ts';
import type { Flag, Status } from './status.ts';

/** What a kind's rule returns; the entry point adds what is common to all kinds. */
export type Outcome = Omit<
	Assessment,
	'ruleVersion' | 'asOf' | 'group' | 'counted' | 'freshness' | 'nextChangeOn'
>;

/** An outcome with nothing but a status, its words and a sentence; rules add what they know. */
export function outcome(status: Status, statusText: string, sentence: string): Outcome {
	return {
		status,
		statusText,
		sentence,
		direction: null,
		ratio: null,
		path: null,
		ratios: { geometric: null, linear: null },
		progress: null,
		attainment: null,
		timeUsed: null,
		expectedToday: null,
		requiredPace: null,
		yearsLeft: null,
		tally: null,
		detail: null,
		figure: null,
		others: [],
		flags: [],
		reasons: [],
		observationIds: [],
		arithmetic: []
	};
}

/** `NOT_ASSESSABLE` with its reason: a few words for the chip and a sentence that says what would help. */
export function notAssessable(reason: string, sentence: string): Outcome {
	return { ...outcome('NOT_ASSESSABLE', `Not assessable: ${reason}`, sentence), reasons: [sentence] };
}

export function note(flag: Flag, text: string): FlagNote {
	return { flag, note: text };
}
