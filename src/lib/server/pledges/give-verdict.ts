import type { IsoDate } from '#lib/domain/calendar.ts';
import type { VerdictInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { formatDate } from '#lib/domain/words.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { refuseBeforeOccasion } from './before-occasion.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Whether a verdict of this day can replace the one of another.
 * @throws DomainError `verdict_out_of_order`
 */
export function refuseEarlierVerdict(last: IsoDate | undefined, on: IsoDate): void {
	if (last === undefined || on >= last) return;
	throw new DomainError(
		'verdict_out_of_order',
		`This day lies before the verdict that stands, of ${formatDate(last)}. A new verdict is of that day or later.`,
		'on'
	);
}

/**
 * Gives a manager's verdict on a pledge. It stands beside the computed status until another one is given; nothing
 * takes it back.
 * @throws DomainError `unknown_pledge`, `verdict_ahead`, `verdict_before_occasion`, `verdict_out_of_order`,
 *   `unknown_source`
 */
export async function giveVerdict(
	db: Db,
	act: Act,
	command: { code: string; verdict: VerdictInput }
): Promise<void> {
	const { verdict } = command;
	const what = { action: 'verdict given', subject: command.code.toUpperCase() };
	await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		if (verdict.on > act.today) throw new DomainError('verdict_ahead', AHEAD.verdict, 'on');
		await refuseBeforeOccasion(trx, pledge.id, verdict.on, { code: 'verdict_before_occasion', field: 'on' });
		const last = await trx
			.selectFrom('verdict')
			.where('pledge_id', '=', pledge.id)
			.select('given_on')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		refuseEarlierVerdict(last?.given_on, verdict.on);
		const source = await addSource(trx, seq, verdict.source);
		await trx
			.insertInto('verdict')
			.values({
				entry_seq: seq,
				pledge_id: pledge.id,
				given_on: verdict.on,
				value: verdict.value,
				rationale: verdict.rationale,
				source_id: source.id
			})
			.execute();
		await refresh(trx, [pledge.id], act.today);
	});
}
