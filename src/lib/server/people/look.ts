import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';

/** A state of the ledger as a person saw it: the day, and the last number. */
export interface Seen {
	on: IsoDate;
	seq: number;
}

/** A visit ends when the board was not opened for so long; within one, opening it again tells the same news. */
export const VISIT_HOURS = 4;

/**
 * Notes that a person looks at the board, and gives the state since which it tells them what changed: what they saw
 * last in the visit before this one, or marked as seen; on the first visit what they saw first. Null on the first look.
 */
export async function look(db: Db, accountId: string, seen: Seen, now: Date): Promise<Seen | null> {
	const next = { last_on: seen.on, last_seq: seen.seq, last_at: now };
	const visit = sql<boolean>`(look.mark_on is null
		or excluded.last_at >= look.last_at + make_interval(hours => ${sql.lit(VISIT_HOURS)}))`;
	const { mark_on: on, mark_seq: seq } = await db
		.insertInto('look')
		.values({ account_id: accountId, mark_on: null, mark_seq: null, ...next })
		.onConflict((oc) =>
			oc.column('account_id').doUpdateSet({
				...next,
				mark_on: sql<IsoDate | null>`case when ${visit} then look.last_on else look.mark_on end`,
				mark_seq: sql<number | null>`case when ${visit} then look.last_seq else look.mark_seq end`
			})
		)
		.returning(['mark_on', 'mark_seq'])
		.executeTakeFirstOrThrow();
	// A clock that was set back, or a ledger that was restored from an earlier copy, is behind what was seen.
	return on === null || seq === null || on > seen.on ? null : { on, seq: Math.min(seq, seen.seq) };
}

/**
 * From now on changes are told since the state that the person was shown.
 * @throws DomainError `state_unknown` for one that lies ahead
 */
export async function markSeen(db: Db, accountId: string, shown: Seen, clock: Clock): Promise<void> {
	if (shown.on > clock.today() || shown.seq > (await lastSeq(db))) {
		throw new DomainError(
			'state_unknown',
			'Nothing was marked: nobody can have seen that state yet. Open the board again.'
		);
	}
	const mark = { mark_on: shown.on, mark_seq: shown.seq };
	const last = { last_on: shown.on, last_seq: shown.seq, last_at: clock.now() };
	await db
		.insertInto('look')
		.values({ account_id: accountId, ...mark, ...last })
		.onConflict((oc) => oc.column('account_id').doUpdateSet(mark))
		.execute();
}
