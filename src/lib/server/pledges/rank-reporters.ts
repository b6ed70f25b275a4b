import { DomainError } from '#lib/domain/errors.ts';
import { isSameName } from '#lib/domain/standing-figures.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { refresh } from './current.ts';
import { loadDefinition } from './definition.ts';
import { listNamedReporters } from './reporter-ranking.ts';
import { requirePledge } from './require-pledge.ts';
import { openNaming } from './named.ts';
import { writeOrder } from './write-measure.ts';
import { same } from './writing.ts';

/**
 * Says anew whose figure of a pledge counts first, and why; the former ranking stays in the ledger. `expected` is the
 * ledger number of the ranking that the form was opened with, 0 where there was none.
 * @throws DomainError `unknown_pledge`, `not_measured`, `changed_meanwhile`, `unknown_reporter`, `nothing_changed`
 */
export async function rankReporters(
	db: Db,
	act: Act,
	command: { code: string; expected: number; ranked: string[]; reason: string }
): Promise<void> {
	const { ranked, reason } = command;
	const what = { action: 'ranking of reporters changed', subject: command.code.toUpperCase(), reason };
	await record(db, act, what, async (trx, seq) => {
		const { id: pledgeId, code } = await requirePledge(trx, command.code);
		const before = await loadDefinition(trx, code);
		const indicator = before?.rows.indicator ?? null;
		if (indicator === null) {
			throw new DomainError(
				'not_measured',
				'This pledge has no indicator, so there is no figure to choose from.'
			);
		}
		const standing = await trx
			.selectFrom('reporter_order')
			.where('indicator_id', '=', indicator)
			.where(isLast('reporter_order'))
			.select('entry_seq')
			.executeTakeFirst();
		if ((standing?.entry_seq ?? 0) !== command.expected) {
			throw new DomainError(
				'changed_meanwhile',
				'Somebody ranked these reporters after you had opened the page. Your order is kept below; compare it with what stands now and save again.'
			);
		}
		const known = await listNamedReporters(trx, indicator);
		const names = ranked.map((name) => known.find((one) => isSameName(one, name)));
		if (names.includes(undefined)) {
			throw new DomainError(
				'unknown_reporter',
				'One of these reporters has no figure here any more. Reload the page.'
			);
		}
		const order = { ranked: names.filter((name) => name !== undefined), reason };
		if (same(before?.input.reporterOrder?.ranked, order.ranked)) {
			throw new DomainError(
				'nothing_changed',
				'The reporters stand in this order already, so there is nothing to save. Change the order, or leave it as it is.'
			);
		}
		const naming = openNaming(trx);
		await naming.reporters.add(order.ranked.map((name) => ({ act: { seq }, input: { name } })));
		const pledge = { id: pledgeId };
		const writing = { naming, act: { seq }, today: act.today, pledge, before, reason };
		writeOrder(writing, { id: indicator }, order);
		await naming.rows.write(trx);
		await refresh(trx, [pledgeId], act.today);
	});
}
