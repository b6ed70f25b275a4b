import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { needs } from '#lib/domain/parts.ts';
import { formatDate } from '#lib/domain/words.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** The day on which a pledge was made. */
async function occasionDay(trx: Db, pledgeId: number): Promise<IsoDate> {
	const { held_on } = await trx
		.selectFrom('pledge')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.where('pledge.id', '=', pledgeId)
		.where(isLast('occasion_version'))
		.select('occasion_version.held_on')
		.executeTakeFirstOrThrow();
	return held_on;
}

/**
 * What is done to a pledge is done on the day on which it was made, or later.
 * @throws DomainError with the given code, beside the given field
 */
export async function refuseBeforeOccasion(
	trx: Db,
	pledgeId: number,
	day: IsoDate,
	refusal: { code: `${string}_before_occasion`; field: string }
): Promise<void> {
	refuseBefore(await occasionDay(trx, pledgeId), day, refusal);
}

/** The same where the day on which the pledge was made is known. */
export function refuseBefore(
	made: IsoDate,
	day: IsoDate,
	refusal: { code: `${string}_before_occasion`; field: string }
): void {
	if (day >= made) return;
	throw new DomainError(
		refusal.code,
		`This day lies before the pledge was made, on ${formatDate(made)}. Correct the day.`,
		refusal.field
	);
}

/**
 * A stated deadline, or the stated end of a window, cannot lie before the day on which the pledge was made; one that
 * was assumed may.
 * @throws DomainError `due_before_occasion`
 */
export function refuseDueBefore(made: IsoDate, input: Dated): void {
	const due = statedDue(input);
	if (due !== null) refuseBefore(made, due, early(input));
}

type Dated = Pick<PledgeInput, 'kind' | 'target'>;

function statedDue({ target }: Dated): IsoDate | null {
	return target && !target.assumedDue && target.standing !== 'assumption' ? target.due : null;
}

const early = ({ kind }: Dated) => ({
	code: 'due_before_occasion' as const,
	field: needs(kind, 'window') ? 'window_end' : 'deadline'
});
