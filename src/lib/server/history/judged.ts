/** What people say of it: reviews of what others recorded, what was withdrawn from them, verdicts, comments. */
import { sql } from 'kysely';
import { formatPeriod } from '#lib/domain/words.ts';
import { SINGLE, sourceTitle, succeeding, unitOf, type Sort } from './sort.ts';
import { code, date, number, text } from './values.ts';

/** The pledge that the reviewed act was about. */
const REVIEWED_PLEDGE = sql<
	number | null
>`(select pledge.id from pledge where upper(pledge.code) = upper(entry.subject))`;

export const reviews: Sort = {
	table: 'review',
	former: SINGLE,
	async read(db, ids) {
		const rows = await db
			.selectFrom('review')
			.innerJoin('entry', 'entry.seq', 'review.reviewed_seq')
			.where('review.id', 'in', ids)
			.selectAll('review')
			.select(['entry.action', REVIEWED_PLEDGE.as('pledge_id')])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: `review of ledger ${row.reviewed_seq}, ${row.action}`,
			reason: row.note,
			source: null,
			values: [code('decision', row.decision), text('note', row.note)]
		}));
	}
};

export const withdrawals: Sort = {
	table: 'withdrawal',
	former: SINGLE,
	async read(db, ids) {
		const rows = await db
			.selectFrom('withdrawal')
			.innerJoin('observation', 'observation.id', 'withdrawal.observation_id')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
			.where('withdrawal.id', 'in', ids)
			.selectAll('withdrawal')
			.select(['indicator.pledge_id', 'reporter.name as reporter', 'observation.value'])
			.select(['period_start as start', 'period_end as end', unitOf('observation').as('unit')])
			.execute();
		return rows.map(({ id, pledge_id: pledgeId, reporter, value, unit, reason, start, end }) => ({
			id,
			pledgeId,
			part: `withdrawal of actual ${formatPeriod({ start, end })}, ${reporter}`,
			reason,
			source: null,
			values: [number('withdrawn', value, unit)]
		}));
	}
};

export const verdicts: Sort = {
	table: 'verdict',
	former: succeeding('verdict'),
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('verdict')
			.where('id', 'in', ids)
			.selectAll()
			.select(sourceTitle('verdict.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'verdict',
			reason: null,
			source: row.source_id,
			values: [
				code('verdict', row.value),
				date('given on', row.given_on),
				text('rationale', row.rationale),
				text('source', row.source)
			]
		}));
	}
};

export const comments: Sort = {
	table: 'comment',
	former: SINGLE,
	async read(db, ids) {
		const rows = await db.selectFrom('comment').where('id', 'in', ids).selectAll().execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'comment',
			reason: null,
			source: null,
			values: [text('text', row.text)]
		}));
	}
};
