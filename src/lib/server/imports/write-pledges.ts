import type { PledgeInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { numberAll, type Act } from '../db/ledger.ts';
import type { Numbered } from '../db/planned-rows.ts';
import { planEdit, refuseEdit, requireDefinition, type Editing } from '../pledges/edit-pledge.ts';
import { themeSpeller } from '../pledges/known-theme.ts';
import { planPledges } from '../pledges/log-pledge.ts';
import { openNaming } from '../pledges/named.ts';
import { pause, type Writing } from './format.ts';
import { definitionsByCode } from './known-pledges.ts';
import { refreshAll } from './refresh-all.ts';

/** A pledge that was found good: new, or changed since a ledger number. */
export interface NewPledge {
	code: string;
	input: PledgeInput;
	/** null for a new one */
	expectedSeq: number | null;
}

/** How many pledges are written before whoever watches gets a turn. */
export const PLEDGES_AT_ONCE = 250;

/** What part of the time the descriptions take; the read model takes the rest. */
const DESCRIBING = 0.25;

/** Writes pledges, each under an entry of its own, by the rules of the forms, and brings them up to date. */
export async function writePledges(
	trx: Db,
	next: () => Act,
	pledges: readonly NewPledge[],
	{ today, reason, watch }: Writing
): Promise<void> {
	const beside = { naming: openNaming(trx), spell: await themeSpeller(trx), today };
	const ids: number[] = [];
	for (let from = 0; from < pledges.length; from += PLEDGES_AT_ONCE) {
		await pause(watch);
		const some = pledges.slice(from, from + PLEDGES_AT_ONCE);
		ids.push(...(await writeSome(trx, next, beside, some, reason)));
		watch.progress((DESCRIBING * (from + some.length)) / pledges.length);
	}
	await refreshAll(trx, ids, today, watch, DESCRIBING);
}

/** @returns the ids of the pledges */
async function writeSome(
	trx: Db,
	next: () => Act,
	beside: Editing,
	pledges: readonly NewPledge[],
	reason: string | null
): Promise<number[]> {
	const what = { action: 'pledge imported' };
	const seqs = await numberAll(
		trx,
		next,
		pledges.map(({ code, expectedSeq }) => ({
			...what,
			subject: code,
			reason: expectedSeq === null ? null : reason
		}))
	);
	const numbered = pledges.map((pledge, at) => ({ ...pledge, act: { seq: seqs[at] ?? 0 } }));
	const fresh = numbered.filter(({ expectedSeq }) => expectedSeq === null);
	const rows = await planPledges(trx, beside.naming, beside.today, fresh);
	const edited = await planEdits(trx, beside, numbered, reason);
	await beside.naming.rows.write(trx);
	return [...rows.map(({ id }) => id), ...edited];
}

/** @returns the ids of those that are no new ones */
async function planEdits(
	trx: Db,
	beside: Editing,
	numbered: readonly (NewPledge & { act: Numbered })[],
	reason: string | null
): Promise<number[]> {
	const edits = numbered.flatMap(({ expectedSeq, ...rest }) =>
		expectedSeq === null ? [] : [{ ...rest, expectedSeq, reason }]
	);
	const definitions = await definitionsByCode(
		trx,
		edits.map(({ code }) => code)
	);
	await beside.naming.add(edits);
	const ids: number[] = [];
	for (const { act, ...edit } of edits) {
		const before = requireDefinition(definitions.get(edit.code.toUpperCase()), edit);
		await refuseEdit(trx, before, edit);
		planEdit(beside, act, before, edit);
		ids.push(before.pledgeId);
	}
	return ids;
}
