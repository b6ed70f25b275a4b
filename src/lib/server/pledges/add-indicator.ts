import type { IndicatorInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Adds a supporting indicator: figures that say something about a pledge but never enter its assessment.
 * @returns the indicator's id
 * @throws DomainError `unknown_pledge`
 */
export async function addSupportingIndicator(
	db: Db,
	act: Act,
	command: { code: string; indicator: IndicatorInput }
): Promise<number | undefined> {
	const { indicator } = command;
	const what = { action: 'supporting indicator added', subject: command.code.toUpperCase() };
	const receipt = await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const { id } = await trx
			.insertInto('indicator')
			.values({ entry_seq: seq, pledge_id: pledge.id, role: 'supporting' })
			.returning('id')
			.executeTakeFirstOrThrow();
		await trx
			.insertInto('indicator_version')
			.values({
				entry_seq: seq,
				indicator_id: id,
				title: indicator.title,
				unit: indicator.unit,
				aggregation: indicator.aggregation,
				direction: indicator.direction,
				natural_limit: indicator.limit,
				basis: indicator.basis
			})
			.execute();
		return id;
	});
	return receipt.value;
}
