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

/** What refuses a day that lies before the pledge was made; null for one that does not. */
export function beforeOccasion(made: IsoDate, day: IsoDate, refusal: Refusal): DomainError | null {
	if (day >= made) return null;
	return new DomainError(
		refusal.code,
		`This day lies before the pledge was made, on ${formatDate(made)}. Correct the day.`,
		refusal.field
	);
}

interface Refusal {
	code: `${string}_before_occasion`;
	field: string;
}

/**
 * What is done to a pledge is done on the day on which it was made, or later.
 * @throws DomainError with the given code, beside the given field
 */
export async function refuseBeforeOccasion(
	trx: Db,
	pledgeId: number,
	day: IsoDate,
	refusal: Refusal
): Promise<void> {
	const early = beforeOccasion(await occasionDay(trx, pledgeId), day, refusal);
	if (early) throw early;
}

/**
 * What refuses a stated deadline, or the stated end of a window, that lies before the day on which the pledge was
 * made; one that was assumed may.
 */
export function earlyDue(
	made: IsoDate,
	{ kind, target }: Pick<PledgeInput, 'kind' | 'target'>
): DomainError | null {
	if (!target || target.due === null || target.assumedDue || target.standing === 'assumption') return null;
	return beforeOccasion(made, target.due, {
		code: 'due_before_occasion',
		field: needs(kind, 'window') ? 'window_end' : 'deadline'
	});
}

/** @throws DomainError `due_before_occasion`, see `earlyDue` */
export async function refuseEarlyDue(
	trx: Db,
	pledgeId: number,
	described: Pick<PledgeInput, 'kind' | 'target'>
): Promise<void> {
	if (described.target?.due == null) return;
	const early = earlyDue(await occasionDay(trx, pledgeId), described);
	if (early) throw early;
}
