import type { Assessment } from '#lib/domain/assessment.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import { latenessOf, latenessWords, movedWords, type Clock, type Deadline } from '#lib/domain/lateness.ts';
import { within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { ClosingView, StepView } from './moments.ts';
import type { TargetView } from './targets.ts';

/** How late a pledge and its steps are where their dates were moved, in words; nothing where they were not. */
export interface MovedDates {
	deadline: string | null;
	/** by step id */
	steps: Record<number, string>;
}

/** @param reach clocks which still run are read on its day */
export async function describeMovedDates(
	db: Db,
	pledgeId: number,
	pledge: {
		targets: readonly TargetView[];
		steps: readonly StepView[];
		closings: readonly ClosingView[];
		assessment: Assessment;
	},
	reach: Reach
): Promise<MovedDates> {
	const { asOf } = reach;
	const chain = pledge.targets.map(({ due, duePrecision: precision }) => ({ due, precision })).reverse();
	const clock = clockOf(pledge, asOf);
	const lateness = latenessOf(chain, clock);
	const dates = await listStepDates(db, pledgeId, reach);
	const moved = pledge.steps.flatMap((step) => {
		const done = step.doneTo ?? step.doneFrom;
		const words = movedWords(dates.get(step.id) ?? [], done ? { how: 'done', on: done } : runs(clock, asOf));
		return words === null ? [] : [[step.id, words] as const];
	});
	return {
		deadline: lateness && latenessWords(lateness, clock),
		steps: Object.fromEntries(moved)
	};
}

/** An open step of a closed pledge is late up to the closing. */
const runs = (clock: Clock, asOf: IsoDate): Clock =>
	clock.how === 'closed' ? { how: 'runs', on: clock.on } : { how: 'runs', on: asOf };

/** Where the clock of the pledge stands: it stops when everything is done, the target is met, or the pledge is closed. */
function clockOf(
	{ steps, closings, assessment }: Parameters<typeof describeMovedDates>[2],
	asOf: IsoDate
): Clock {
	if (assessment.status === 'MET') {
		const done = steps
			.map((step) => step.doneTo ?? step.doneFrom)
			.filter((day) => day !== null)
			.sort()
			.at(-1);
		if (done) return { how: 'done', on: done };
		if (assessment.figure) return { how: 'met', on: assessment.figure.period.end };
	}
	const [closing] = closings;
	if (closing && closing.state !== 'reopened') return { how: 'closed', on: closing.on };
	return { how: 'runs', on: asOf };
}

/** Every date that was ever set for each step of a pledge, oldest first. */
async function listStepDates(db: Db, pledgeId: number, reach: Reach): Promise<Map<number, Deadline[]>> {
	const rows = await db
		.selectFrom('step_version')
		.innerJoin('step', 'step.id', 'step_version.step_id')
		.where('step.pledge_id', '=', pledgeId)
		.where(within('step_version', reach))
		.where('step_version.dropped', '=', false)
		.select(['step.id', 'step_version.due_on as due', 'step_version.due_precision as precision'])
		.orderBy('step_version.id')
		.execute();
	return Map.groupBy(rows, (row) => row.id);
}
