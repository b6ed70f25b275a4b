import type { RestatementInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Records that a pledge was said again, with or without a horizon. The target itself does not move.
 * @throws DomainError `unknown_pledge`, `unknown_source`
 */
export async function restate(
	db: Db,
	act: Act,
	command: { code: string; restatement: RestatementInput }
): Promise<void> {
	const { restatement } = command;
	await record(
		db,
		act,
		{ action: 'pledge restated', subject: command.code.toUpperCase() },
		async (trx, seq) => {
			const pledge = await requirePledge(trx, command.code);
			const source = await addSource(trx, seq, restatement.source);
			await trx
				.insertInto('restatement')
				.values({
					entry_seq: seq,
					pledge_id: pledge.id,
					source_id: source.id,
					said_on: restatement.saidOn,
					text: restatement.text,
					note: restatement.note,
					known_on: restatement.saidOn ?? source.publishedOn ?? act.today
				})
				.execute();
		}
	);
}
