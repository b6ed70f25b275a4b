import type { SettingsInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, recordBatch, type Act } from '../db/ledger.ts';
import type { SettingName } from '../db/schema.ts';
import { readSettings } from './settings.ts';

/**
 * Sets what differs from what stands, in one act; where nothing differs, nothing is written.
 * @param command.expectedSeq the number of the last change that the form had seen
 * @throws DomainError `changed_meanwhile`
 */
export async function changeSettings(
	db: Db,
	act: Act,
	command: { input: SettingsInput; reason: string | null; expectedSeq: number }
): Promise<void> {
	const { input, reason, expectedSeq } = command;
	await recordBatch(db, act, async (trx, next) => {
		const before = await readSettings(trx);
		if (before.seq !== expectedSeq) {
			throw new DomainError(
				'changed_meanwhile',
				'Somebody changed the settings meanwhile. Compare what is below with what stands now, and save again.'
			);
		}
		const was = textOf(before);
		const changed = Object.entries(textOf(input)).filter(
			([name, value]) => was[name as SettingName] !== value
		);
		if (changed.length === 0) return;
		await record(trx, next(), { action: 'setting changed', subject: null, reason }, async (_, seq) => {
			for (const [name, value] of changed) await set(trx, seq, name as SettingName, value);
		});
	});
}

const textOf = ({ review, checkDays, activityDays }: SettingsInput): Record<SettingName, string> => ({
	review: review ? 'on' : 'off',
	check_days: String(checkDays),
	activity_days: String(activityDays)
});

async function set(trx: Db, seq: number, name: SettingName, value: string): Promise<void> {
	const before = await trx
		.selectFrom('setting')
		.select('id')
		.where('name', '=', name)
		.where(isLast('setting'))
		.executeTakeFirst();
	await trx
		.insertInto('setting')
		.values({ entry_seq: seq, name, prev_id: before?.id ?? null, value })
		.execute();
}
