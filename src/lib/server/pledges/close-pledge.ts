import { changedMeanwhile, isNewer, quoted } from '#lib/domain/collision.ts';
import type { LifecycleInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { formatDate } from '#lib/domain/words.ts';
import { publicSince } from '#lib/domain/known-on.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { refuseBeforeOccasion } from './before-occasion.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

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
			`This day lies before the last change, ${last.state} on ${formatDate(last.on)}.`,
			'on'
		);
	}
}

/**
 * Records that a pledge was concluded, withdrawn or superseded by its parties, or reopened; its clocks stop or run
 * again from that day. `seen` is the ledger number at which the form was opened.
 * @throws DomainError `unknown_pledge`, `closed_ahead`, `closed_before_occasion`, `not_closed`, `already_closed`,
 * `closed_out_of_order`, `changed_meanwhile`
 */
export async function closePledge(
	db: Db,
	act: Act,
	command: { code: string; closing: LifecycleInput; seen?: number | null }
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
			.innerJoin('entry', 'entry.seq', 'lifecycle.entry_seq')
			.leftJoin('account', 'account.id', 'entry.by_id')
			.select(['state', 'happened_on', 'lifecycle.reason', 'lifecycle.entry_seq', 'account.name as by'])
			.where('pledge_id', '=', pledge.id)
			.orderBy('lifecycle.id', 'desc')
			.limit(1)
			.executeTakeFirst();
		const closed = last !== undefined && last.state !== 'reopened';
		if (last && isNewer(last.entry_seq, command.seen)) {
			throw changedMeanwhile({
				what: closed ? 'that this pledge is closed' : 'that this pledge is open again',
				theirs: closingWords({ ...last, on: last.happened_on }),
				by: last.by,
				mine: closingWords(closing),
				next: closed
					? 'Leave it as it stands, or reopen the pledge first and then close it as you would.'
					: 'Leave it as it stands, or look it over and save again.'
			});
		}
		if (closing.on > act.today) {
			throw new DomainError('closed_ahead', AHEAD.closing, 'on');
		}
		await refuseBeforeOccasion(trx, pledge.id, closing.on, { code: 'closed_before_occasion', field: 'on' });
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
				known_on: publicSince(source?.publishedOn ?? null, closing.on)
			})
			.execute();
		await refresh(trx, [pledge.id], act.today);
	});
}

const closingWords = ({ state, on, reason }: Pick<LifecycleInput, 'state' | 'on' | 'reason'>) =>
	`${state} on ${formatDate(on)}, ${quoted(reason)}`;
