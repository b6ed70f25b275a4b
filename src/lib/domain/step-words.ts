import type { Period } from './calendar.ts';
import type { Step } from './commitment.ts';
import { inPeriod } from './words.ts';

/** A record of a step in words: "done on 25 Jun 2024", "held 25–27 Jun 2024, Astana", "not held after all". */
export function stepRecordWords(
	type: Step['type'],
	record: { when: Period; place: string | null; undone: boolean }
): string {
	const verb = type === 'event' ? 'held' : 'done';
	if (record.undone) return `not ${verb} after all`;
	return `${verb} ${inPeriod(record.when)}${record.place ? `, ${record.place}` : ''}`;
}
