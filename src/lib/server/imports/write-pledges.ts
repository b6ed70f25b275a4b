import type { PledgeInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { writeEdit } from '../pledges/edit-pledge.ts';
import { writePledge } from '../pledges/log-pledge.ts';
import { pause, type Writing } from './format.ts';
import { refreshAll } from './refresh-all.ts';

/** A pledge that was found good: new, or changed since a ledger number. */
export interface NewPledge {
	code: string;
	input: PledgeInput;
	/** null for a new one */
	expectedSeq: number | null;
}

/** What part of the time the descriptions take; the read model takes the rest. */
const DESCRIBING = 0.8;

/** Writes pledges, each under an entry of its own, through what the forms use, and brings them up to date. */
export async function writePledges(
	trx: Db,
	next: () => Act,
	pledges: readonly NewPledge[],
	{ today, reason, watch }: Writing
): Promise<void> {
	const ids: number[] = [];
	for (const [at, { code, input, expectedSeq }] of pledges.entries()) {
		await pause(watch);
		const what = { action: 'pledge imported', subject: code, reason: expectedSeq === null ? null : reason };
		await record(trx, next(), what, async (_, seq) => {
			if (expectedSeq === null) ids.push(await writePledge(trx, seq, today, code, input));
			else ids.push((await writeEdit(trx, seq, today, { code, expectedSeq, reason, input })).pledgeId);
		});
		watch.progress((DESCRIBING * (at + 1)) / pledges.length);
	}
	await refreshAll(trx, ids, today, watch, DESCRIBING);
}
