import type { LifecycleInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-source.ts';
import { refuseBeforeOccasion } from './before-occasion.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

/** How a closing before the pledge was made is refused. */
export const CLOSED_EARLY = { code: 'closed_before_occasion', field: 'on' } as const;

/**
 * Whether a pledge can be closed or reopened, given how it stands.
 * @throws DomainError `not_closed`, `already_closed`, `closed_out_of_order`
 */
export function refuseClosing(
	last: Pick<LifecycleInput, 'state' | 'on'> | undefined,
	closing: Pick<LifecycleInput, 'state' | 'on'>
): void {
	const closed = last !== undefined && last.state !== 'reopened';
	if (closing.state === 'reopened' && !closed) {
		throw new DomainError('not_closed', 'This pledge is open, so there is nothing to reopen.', 'state');
	}
	if (closing.state !== 'reopened' && closed) {
		throw new DomainError(
			'already_closed',
			`This pledge is ${last.state} already. Reopen it first.`,
			'state'
		);
	}
	if (last && closing.on < last.on) {
		throw new DomainError(
			'closed_out_of_order',
			`This day lies before the last change, ${last.state} on ${last.on}.`,
			'on'
		);
	}
}

/**
 * Records that a pledge was concluded, withdrawn or superseded by its parties, or reopened; its clocks stop or run
 * again from that day.
 * @throws DomainError `unknown_pledge`, `closed_ahead`, `closed_before_occasion`, `not_closed`, `already_closed`,
 * `closed_out_of_order`
 */
export async function closePledge(
	db: Db,
	act: Act,
	command: { code: string; closing: LifecycleInput }
): Promise<void> {
	const { closing } = command;
	const what = {
		action: `pledge ${closing.state}`,
		subject: command.code.toUpperCase(),
		reason: closing.reason
	};
	await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const last = await trx
			.selectFrom('lifecycle')
			.select(['state', 'happened_on'])
			.where('pledge_id', '=', pledge.id)
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		if (closing.on > act.today) {
			throw new DomainError('closed_ahead', AHEAD.closing, 'on');
		}
		await refuseBeforeOccasion(trx, pledge.id, closing.on, CLOSED_EARLY);
		refuseClosing(last && { state: last.state, on: last.happened_on }, closing);
		const source = closing.source ? await addSource(trx, seq, closing.source) : null;
		await trx
			.insertInto('lifecycle')
			.values({
				entry_seq: seq,
				pledge_id: pledge.id,
				state: closing.state,
				happened_on: closing.on,
				reason: closing.reason,
				source_id: source?.id ?? null,
				known_on: source?.publishedOn ?? act.today
			})
			.execute();
		await refresh(trx, [pledge.id], act.today);
	});
}
