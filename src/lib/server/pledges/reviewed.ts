import { sql, type RawBuilder } from 'kysely';
import type { ReviewState } from '#lib/domain/review.ts';
import { EVERYTHING, isLast, within, type Reach } from '../db/chains.ts';

/** Parts of queries about figures and what review made of them; `alias` is the table of figures in the query. */

/** True for the figures that had been withdrawn after a ledger number. */
export function isWithdrawn(upto: number, alias = 'observation'): RawBuilder<boolean> {
	return sql<boolean>`exists (select from withdrawal
		where withdrawal.observation_id = ${sql.ref(`${alias}.id`)} and withdrawal.entry_seq <= ${upto})`;
}

/** True for the last figure of each chain that was not withdrawn: the one that a correction corrects. */
export function isOpenEnd(alias = 'observation'): RawBuilder<boolean> {
	return sql<boolean>`(${isLast('observation', alias)} and not ${isWithdrawn(EVERYTHING.upto, alias)})`;
}

/** Where a figure stood within reach; null for one that needed no review. */
export function reviewState(reach: Reach, alias = 'observation'): RawBuilder<ReviewState | null> {
	return sql<ReviewState | null>`case when ${isWithdrawn(reach.upto, alias)} then 'withdrawn'
		when ${sql.ref(`${alias}.needs_review`)} then coalesce((
		select decision from review where reviewed_seq = ${sql.ref(`${alias}.entry_seq`)} and review.entry_seq <= ${reach.upto}
	), 'waiting') end`;
}

/** What a manager wrote to a figure that was approved or returned within reach. */
export function reviewNote(reach: Reach, alias = 'observation'): RawBuilder<string | null> {
	return sql<string | null>`(
		select note from review where reviewed_seq = ${sql.ref(`${alias}.entry_seq`)} and review.entry_seq <= ${reach.upto}
	)`;
}

/** True for the figures that count after a ledger number. */
export function countsAt(upto: number, alias: string): RawBuilder<boolean> {
	return sql<boolean>`(not ${sql.ref(`${alias}.needs_review`)} or not ${isWithdrawn(upto, alias)} and exists (
		select from review where reviewed_seq = ${sql.ref(`${alias}.entry_seq`)}
			and decision = 'approved' and review.entry_seq <= ${upto}))`;
}

/** Id of the last figure of a figure's corrections, withdrawn or not: the one that the next correction names. */
export function endOfChain(alias = 'observation'): RawBuilder<number> {
	return sql<number>`(${laterThan(alias)} select max(id) from later)`;
}

const laterThan = (alias: string) => sql`with recursive later as (
	select ${sql.ref(`${alias}.id`)} as id
	union all
	select next.id from observation as next join later on next.prev_id = later.id
)`;

/** Id of the last figure of a figure's corrections, those left out that were withdrawn; its own, where nothing corrects it. */
export function lastOfChain(alias = 'observation'): RawBuilder<number> {
	return sql<number>`(${laterThan(alias)} select max(id) from later where not ${isWithdrawn(EVERYTHING.upto, 'later')})`;
}

/**
 * True for the figures that are listed: the last one of each chain and, while that one waits or was returned, the one
 * that counts in its place. The same rule as `standing` of the domain, for queries that cannot load whole chains.
 */
export function shownAt(reach: Reach, alias = 'observation'): RawBuilder<boolean> {
	return sql<boolean>`(${within('observation', reach, alias)} and not ${isWithdrawn(reach.upto, alias)}
		and (${countsAt(reach.upto, alias)} or not exists (
			select from observation as next where next.prev_id = ${sql.ref(`${alias}.id`)} and ${within('observation', reach, 'next')}))
		and not exists (
			with recursive later as (
				select next.id, next.entry_seq, next.known_on, next.source_id, next.period_end, next.needs_review from observation as next
				where next.prev_id = ${sql.ref(`${alias}.id`)}
				union all
				select next.id, next.entry_seq, next.known_on, next.source_id, next.period_end, next.needs_review from observation as next
				join later on next.prev_id = later.id
			) select from later where ${within('observation', reach, 'later')} and ${countsAt(reach.upto, 'later')}))`;
}
