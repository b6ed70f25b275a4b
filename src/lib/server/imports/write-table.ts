import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq, recordBatch, type Act } from '../db/ledger.ts';
import { needsReview } from '../settings/settings.ts';
import type { Checked } from './check-table.ts';
import { pause, type Watch } from './format.ts';

/** What a person says about an import as a whole. */
export interface Consent {
	/** why figures or targets that stand are changed */
	reason: string | null;
	/** unusually large corrections were looked at */
	confirmed: boolean;
}

/**
 * Refuses to write what was not found good, or not explained.
 * @throws DomainError `rows_wrong`, `nothing_changed`, `reason_missing`, `revision_large`
 */
export function refuseUnready(checked: Checked, { reason, confirmed }: Consent): void {
	const { counts } = checked;
	if (counts.wrong > 0) {
		throw new DomainError(
			'rows_wrong',
			'Some rows cannot be used yet. Correct them and check the file again.'
		);
	}
	if (counts.added + counts.revised === 0) {
		throw new DomainError(
			'nothing_changed',
			'All of this is recorded already, so there is nothing to write.'
		);
	}
	if (checked.needsReason && reason === null) {
		throw new DomainError(
			'reason_missing',
			'Say why what is recorded is changed; the reason stays beside the old and the new version.',
			'reason'
		);
	}
	if (checked.largeCount > 0 && !confirmed) {
		throw new DomainError(
			'revision_large',
			'Some figures change by more than a factor of two. Check their digits and units; if they are right, confirm it.',
			'confirmed'
		);
	}
}

/**
 * Writes a checked table, all of it or nothing, as one batch of the ledger. The same request is written once.
 * @throws DomainError what `refuseUnready` throws; `ledger_moved` when something was recorded since the check, which
 *   then has to be made again
 */
export async function writeTable(
	db: Db,
	act: Act,
	checked: Checked,
	consent: Consent,
	watch: Watch
): Promise<void> {
	refuseUnready(checked, consent);
	await recordBatch(db, act, async (trx, next) => {
		if ((await lastSeq(trx)) !== checked.seq) {
			throw new DomainError('ledger_moved', 'Something was recorded meanwhile. Check the file again.');
		}
		const reason = checked.needsReason ? consent.reason : null;
		const waits = await needsReview(trx, act);
		await checked.write(trx, next, { today: act.today, by: act.by, reason, needsReview: waits, watch });
		await pause(watch);
	});
}
