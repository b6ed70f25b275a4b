import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { EVERYTHING, isLast } from '../db/chains.ts';
import { record, type Act } from '../db/ledger.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';
import { reviewState } from './reviewed.ts';

/**
 * Takes back a figure that waits for review or was returned, by the one who submitted it. It and its reason stay in the
 * history; what counted before goes on counting.
 * @throws DomainError `unknown_pledge`, `unknown_figure`, `not_yours`, `counts_already`, `withdrawn_already`,
 *   `corrected_meanwhile`
 */
export async function withdrawFigure(
	db: Db,
	act: Act,
	command: { code: string; figure: number; reason: string }
): Promise<void> {
	const { reason } = command;
	const what = { action: 'figure withdrawn', subject: command.code.toUpperCase(), reason };
	await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const figure = await trx
			.selectFrom('observation')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
			.where('indicator.pledge_id', '=', pledge.id)
			.where('observation.id', '=', command.figure)
			.select(['observation.id', 'entry.by_id as by'])
			.select([reviewState(EVERYTHING).as('review'), isLast('observation').as('last')])
			.executeTakeFirst();
		if (!figure) throw new DomainError('unknown_figure', 'This figure is not there. Reload the page.');
		if (figure.review === 'withdrawn') {
			throw new DomainError('withdrawn_already', 'This figure is withdrawn already.');
		}
		if (!figure.last) {
			throw new DomainError(
				'corrected_meanwhile',
				'This figure was corrected meanwhile, so there is nothing left to withdraw. Reload the page.'
			);
		}
		if (figure.review !== 'waiting' && figure.review !== 'returned') {
			throw new DomainError(
				'counts_already',
				'This figure counts, so it cannot be withdrawn. Correct it, and say why.'
			);
		}
		if (figure.by !== null && figure.by !== act.by) {
			throw new DomainError(
				'not_yours',
				'Somebody else submitted this figure, so it is theirs to withdraw. You may correct it.'
			);
		}
		await trx
			.insertInto('withdrawal')
			.values({ entry_seq: seq, observation_id: figure.id, reason })
			.execute();
		await refresh(trx, [pledge.id], act.today);
	});
}
