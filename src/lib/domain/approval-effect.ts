import type { Assessment } from './assessment.ts';
import { formatPercentDown } from './wording.ts';

type Stood = Pick<Assessment, 'statusText' | 'progress'>;

/** What a decision would do to how a pledge stands. */
export interface ApprovalEffect {
	/** the status in words or the progress would be another one */
	changes: boolean;
	words: string;
}

/**
 * What approving figures does to a pledge, in the words of its own page: the status with its direction or figure, and
 * the share of the way. One status can hide a reversal, so nothing is left as it was while one of the two differs.
 */
export function approvalEffect(now: Stood, approved: Stood): ApprovalEffect {
	const way = wayWords(now, approved);
	if (now.statusText !== approved.statusText) {
		const change = `Approving it changes the status from “${now.statusText}” to “${approved.statusText}”`;
		return { changes: true, words: `${change}${way && ` (${way})`}.` };
	}
	const kept = `Approving it leaves the status at “${now.statusText}”`;
	return way === ''
		? { changes: false, words: `${kept}.` }
		: { changes: true, words: `${kept}, but changes the progress (${way}).` };
}

/** "40 % → −34 % of the way"; empty where the shown figure stays the same. */
function wayWords(now: Stood, approved: Stood): string {
	const [before, after] = [now, approved].map(({ progress }) =>
		progress === null ? null : formatPercentDown(progress)
	);
	if (before === after) return '';
	if (before == null) return `no progress figure → ${after} of the way`;
	return after == null ? `${before} of the way → no progress figure` : `${before} → ${after} of the way`;
}
