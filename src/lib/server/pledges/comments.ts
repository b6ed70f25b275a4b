import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { requirePledge } from './require-pledge.ts';

/** Comments on one page of a pledge. */
export const COMMENTS_PER_PAGE = 30;

/**
 * Adds a comment to a pledge. It changes nothing that is assessed.
 * @throws DomainError `unknown_pledge`
 */
export async function addComment(db: Db, act: Act, command: { code: string; text: string }): Promise<void> {
	const what = { action: 'commented', subject: command.code.toUpperCase() };
	await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		await trx
			.insertInto('comment')
			.values({ entry_seq: seq, pledge_id: pledge.id, text: command.text })
			.execute();
	});
}

export interface CommentView {
	id: number;
	text: string;
	by: string | null;
	on: IsoDate;
	/** the moment; null for a comment that was made elsewhere and came with an imported file */
	at: Date | null;
}

export interface CommentPage {
	/** the latest last */
	comments: CommentView[];
	/** how many there are in all */
	total: number;
	/** comments before this one are on the page before; null where there are none */
	earlier: number | null;
}

/**
 * The comments on a pledge that had been made within reach: what our own board said is public on the day it was said.
 * @param before id of a comment: those before it; null: the latest
 */
export async function listComments(
	db: Db,
	pledgeId: number,
	reach: Reach,
	before: number | null = null
): Promise<CommentPage> {
	const matching = db
		.selectFrom('comment')
		.innerJoin('entry', 'entry.seq', 'comment.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('comment.pledge_id', '=', pledgeId)
		.where('comment.entry_seq', '<=', reach.upto)
		.$if(reach.basis === 'public', (qb) => qb.where('entry.recorded_on', '<=', reach.asOf));
	const { total } = await matching
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const found = await matching
		.$if(before !== null, (qb) => qb.where('comment.id', '<', before))
		.select(['comment.id', 'comment.text', 'account.name as by', 'entry.recorded_on as on', 'entry.at'])
		.select(['entry.origin_on', 'entry.origin_by'])
		.orderBy('comment.id', 'desc')
		.limit(COMMENTS_PER_PAGE + 1)
		.execute();
	const comments = found
		.slice(0, COMMENTS_PER_PAGE)
		.reverse()
		.map(({ origin_on, origin_by, ...comment }) =>
			origin_on === null ? comment : { ...comment, by: origin_by, on: origin_on, at: null }
		);
	return { comments, total, earlier: found.length > COMMENTS_PER_PAGE ? (comments[0]?.id ?? null) : null };
}
