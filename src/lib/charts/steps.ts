import { daysBetween } from '#lib/domain/calendar.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';

/** Where a step stands on a day. `before`: done before the pledge was made, so it does not count. */
export type StepState = 'done' | 'done_late' | 'before' | 'overdue' | 'ahead' | 'undated';

/** State of a step, and by how many days it came late or is overdue. A due day is inclusive. */
export function stepState(
	step: { due: IsoDate | null; doneOn: IsoDate | null },
	today: IsoDate,
	pledgedOn: IsoDate | null
): { state: StepState; days: number } {
	const { due, doneOn } = step;
	if (doneOn) {
		if (pledgedOn && doneOn < pledgedOn) return { state: 'before', days: 0 };
		const late = due ? daysBetween(due, doneOn) : 0;
		return late > 0 ? { state: 'done_late', days: late } : { state: 'done', days: 0 };
	}
	if (!due) return { state: 'undated', days: 0 };
	return due < today
		? { state: 'overdue', days: daysBetween(due, today) }
		: { state: 'ahead', days: daysBetween(today, due) };
}

/** How a step in each state is marked and named. */
export const STEP_LOOKS: Record<StepState, { shape: string; ink: string; word: string }> = {
	done: { shape: '●', ink: 'met', word: 'done' },
	done_late: { shape: '●', ink: 'met', word: 'done late' },
	before: { shape: '·', ink: 'na', word: 'done' },
	overdue: { shape: '◆', ink: 'behind', word: 'overdue' },
	ahead: { shape: '○', ink: 'open', word: 'to come' },
	undated: { shape: '○', ink: 'open', word: 'no date stated' }
};
