import type { IsoDate } from './calendar.ts';
import { countOf, formatDate, listOf } from './words.ts';

/** What was recorded after a verdict that it cannot have known. */
export interface ChangedSince {
	/** the day on which the target was last changed; null where it was not */
	target: IsoDate | null;
	/** figures that count since: new ones and corrections */
	figures: number;
}

/** "Given before the target was changed on 3 Nov 2026 and 2 figures were added or corrected."; null where nothing was. */
export function changedSinceWords({ target, figures }: ChangedSince): string | null {
	const parts = [
		...(target === null ? [] : [`the target was changed on ${formatDate(target)}`]),
		...(figures === 0
			? []
			: [`${countOf(figures, 'figure')} ${figures === 1 ? 'was' : 'were'} added or corrected`])
	];
	return parts.length === 0 ? null : `Given before ${listOf(parts)}.`;
}
