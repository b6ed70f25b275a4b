import { sql, type Kysely } from 'kysely';

/**
 * What waits may have been submitted by no account: a portfolio file that the command line imports is nobody's act, and
 * a manager has to be able to decide on its figures too. Those that wait already are taken in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`alter table open_submission alter column by_id drop not null`,
	`insert into open_submission (entry_seq, pledge_id, by_id, state)
		select distinct observation.entry_seq, indicator.pledge_id, entry.by_id, coalesce(review.decision, 'waiting')
		from observation
		join indicator on indicator.id = observation.indicator_id
		join entry on entry.seq = observation.entry_seq
		left join review on review.reviewed_seq = observation.entry_seq
		where observation.needs_review and entry.by_id is null
			and (review.decision is null or review.decision = 'returned')
			and not exists (select 1 from observation as later where later.prev_id = observation.id)`
];
