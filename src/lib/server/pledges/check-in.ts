import type { IsoDate } from '#lib/domain/calendar.ts';
import type { CheckInInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { AHEAD, EVIDENCE_AFTER_CHECK } from '#lib/schema/progress.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { refuseBeforeOccasion } from './before-occasion.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Records that somebody looked, and whether there was anything to see.
 * @throws DomainError `unknown_pledge`, `checked_ahead`, `checked_before_occasion`, `evidence_after_check`
 */
export async function checkIn(
	db: Db,
	act: Act,
	command: { code: string; check: CheckInInput }
): Promise<void> {
	const { check } = command;
	const action = check.outcome === 'activity' ? 'activity recorded' : 'checked, no change';
	await record(db, act, { action, subject: command.code.toUpperCase() }, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		if (check.checkedOn > act.today) {
			throw new DomainError('checked_ahead', AHEAD.check, 'checked_on');
		}
		await refuseBeforeOccasion(trx, pledge.id, check.checkedOn, {
			code: 'checked_before_occasion',
			field: 'checked_on'
		});
		if (check.evidenceOn !== null && check.evidenceOn > check.checkedOn) {
			throw new DomainError('evidence_after_check', EVIDENCE_AFTER_CHECK, 'evidence_on');
		}
		await writeCheckIn(trx, seq, act.today, pledge.id, check);
		await refresh(trx, [pledge.id], act.today);
	});
}

/** Writes the check alone; for acts that record something else (`made`) and are a check as well. */
export async function writeCheckIn(
	trx: Db,
	seq: number,
	today: IsoDate,
	pledgeId: number,
	check: CheckInInput & { knownOn?: IsoDate; made?: { figure: number } | { record: number } }
): Promise<void> {
	const source = check.source ? await addSource(trx, seq, check.source) : null;
	await trx
		.insertInto('check_in')
		.values({
			entry_seq: seq,
			pledge_id: pledgeId,
			checked_on: check.checkedOn,
			evidence_on: check.evidenceOn,
			outcome: check.outcome,
			source_id: source?.id ?? null,
			text: check.text,
			observation_id: check.made && 'figure' in check.made ? check.made.figure : null,
			step_done_id: check.made && 'record' in check.made ? check.made.record : null,
			known_on: check.knownOn ?? source?.publishedOn ?? check.evidenceOn ?? today
		})
		.execute();
}
