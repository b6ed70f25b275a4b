import { precisionOf, type Period } from './calendar.ts';
import type { Step } from './commitment.ts';
import { formatPeriod, inPeriod } from './words.ts';

/** A record of a step in words: "done on 25 Jun 2024", "held 25–27 Jun 2024, Astana", "not held after all". */
export function stepRecordWords(
	type: Step['type'],
	{ when, place, undone }: { when: Period; place: string | null; undone: boolean }
): string {
	const verb = type === 'event' ? 'held' : 'done';
	if (undone) return `not ${verb} after all`;
	const days = precisionOf(when) === null ? formatPeriod(when) : inPeriod(when);
	return `${verb} ${days}${place ? `, ${place}` : ''}`;
}
