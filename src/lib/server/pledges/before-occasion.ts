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
	const made = await occasionDay(trx, pledgeId);
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
export async function refuseEarlyDue(
	trx: Db,
	pledgeId: number,
	{ kind, target }: Pick<PledgeInput, 'kind' | 'target'>
): Promise<void> {
	if (!target || target.due === null || target.assumedDue || target.standing === 'assumption') return;
	await refuseBeforeOccasion(trx, pledgeId, target.due, {
		code: 'due_before_occasion',
		field: needs(kind, 'window') ? 'window_end' : 'deadline'
	});
}
