import type { IsoDate } from '#lib/domain/calendar.ts';
import type { FileEvent, FileMilestone, FilePledge } from '#lib/schema/portfolio/file.ts';

/** A record that a step was done, or that it was not after all, whatever its days are called. */
export interface DoneRecord {
	/** place among the former ones; null for the one that stands */
	at: number | null;
	from: IsoDate;
	to: IsoDate | null;
	place: string | null;
	source: string | null;
	note: string | null;
	undone: boolean;
	reason: string | null;
	known_on: IsoDate | null;
	recorded_on: IsoDate | null;
	recorded_by: string | null;
	/** the check that it was made with */
	check: FilePledge['check_ins'][number] | null;
}

/** Every record of a step, the first one first. */
export function recordsOf(step: FileMilestone | FileEvent): DoneRecord[] {
	const former = step.former_done.map((record, at): DoneRecord => ({
		at,
		...daysOf(record),
		...{ place: record.place, source: record.source, note: record.note },
		...{ undone: record.undone ?? false, reason: record.reason },
		...{ known_on: record.known_on, recorded_on: record.recorded_on, recorded_by: record.recorded_by },
		check: record.check
	}));
	const { from, to } = daysOf(step);
	if (from === null) return former;
	const standing: DoneRecord = {
		...{ at: null, from, to, place: step.place, source: step.source, note: step.note },
		...{ undone: false, reason: step.done_reason, known_on: step.done_known_on },
		...{ recorded_on: step.done_recorded_on, recorded_by: step.done_recorded_by },
		check: step.done_check
	};
	return [...former, standing];
}

type Dated<D> = { done_on: D; done_to: IsoDate | null } | { held_from: D; held_to: IsoDate | null };

function daysOf<D>(record: Dated<D>): { from: D; to: IsoDate | null } {
	return 'done_on' in record
		? { from: record.done_on, to: record.done_to }
		: { from: record.held_from, to: record.held_to };
}
