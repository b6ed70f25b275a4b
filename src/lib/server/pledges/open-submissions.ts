import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';
import { isOpenEnd } from './reviewed.ts';

/**
 * Writes down anew which submissions of these pledges somebody still has to do something about: those that wait for a
 * manager, and those that came back and that nobody has corrected. What a correction replaced is neither any more.
 */
export async function keepOpenSubmissions(db: Db, pledgeIds: readonly number[]): Promise<void> {
	if (pledgeIds.length === 0) return;
	const ids = [...pledgeIds];
	await db.deleteFrom('open_submission').where('pledge_id', 'in', ids).execute();
	await db
		.insertInto('open_submission')
		.columns(['entry_seq', 'pledge_id', 'by_id', 'state'])
		.expression((eb) =>
			eb
				.selectFrom('observation')
				.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
				.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
				.leftJoin('review', 'review.reviewed_seq', 'observation.entry_seq')
				.where('indicator.pledge_id', 'in', ids)
				.where('observation.needs_review', '=', true)
				.where((where) =>
					where.or([where('review.decision', 'is', null), where('review.decision', '=', 'returned')])
				)
				.where(isOpenEnd())
				.distinct()
				.select((select) => [
					'observation.entry_seq',
					'indicator.pledge_id',
					'entry.by_id',
					select.fn.coalesce('review.decision', sql.lit('waiting')).as('state')
				])
		)
		.execute();
}

/** How many submissions wait for a manager, at most those of others than one person. */
export async function countWaitingSubmissions(db: Db, except: string | null = null): Promise<number> {
	const { count } = await db
		.selectFrom('open_submission')
		.where('state', '=', 'waiting')
		.$if(except !== null, (qb) => qb.where('by_id', 'is distinct from', except))
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** The day on which the oldest submission was made that waits for a manager, of others than one person. */
export async function oldestWaiting(db: Db, except: string): Promise<IsoDate | null> {
	const oldest = await db
		.selectFrom('open_submission')
		.innerJoin('entry', 'entry.seq', 'open_submission.entry_seq')
		.where('state', '=', 'waiting')
		.where('open_submission.by_id', 'is distinct from', except)
		.select('entry.recorded_on')
		.orderBy('entry.seq')
		.limit(1)
		.executeTakeFirst();
	return oldest?.recorded_on ?? null;
}
