import type { ActChange, FieldChange } from '#lib/domain/history.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { FILTER_KEYS } from '#lib/schema/search.ts';
import type { ChangeLine } from '#lib/tabular/change-columns.ts';
import type { ReadAt } from '#lib/tabular/column.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connection.ts';
import { ACT_COLUMNS, selectActs } from '../history/acts.ts';
import { placesAfter, type Place } from '../history/places.ts';
import { readChanges, type ReadChange } from '../history/read-changes.ts';
import { pledgeRows } from '../pledges/pledge-rows.ts';
import { findReach, openMoment, type Moment } from '../pledges/moment.ts';
import { FIGURES_AT_ONCE, inChunks, PLEDGES_AT_ONCE } from './chunks.ts';
import { readAtOf } from './read-at.ts';
import { settleIds } from './settle-ids.ts';

/** How many acts are read at once. */
export const ACTS_AT_ONCE = 500;

type Act = Omit<ActChange, 'facts' | 'more'>;

/**
 * Every change up to a ledger number, one line for each field, in the order of the ledger: of the pledges of a list, or
 * without a filter of the whole portfolio, what no single pledge owns included. No transaction is held between two
 * parts: what is recorded while it runs has later numbers.
 */
export async function* readChangeLines(
	db: Db,
	filter: PledgeFilter,
	moment: Moment
): AsyncGenerator<ChangeLine[], void, undefined> {
	const readAt = await readAtOf(db, filter, moment);
	const wanted = await wantedPledges(db, filter, moment);
	if (wanted?.codes.length === 0) return;
	let after = 0;
	for (;;) {
		const acts = await selectActs(db, readAt.upto, wanted?.codes ?? null)
			.where('entry.seq', '>', after)
			.select(ACT_COLUMNS)
			.orderBy('entry.seq')
			.limit(ACTS_AT_ONCE)
			.execute();
		yield* readActs(db, acts, wanted?.ids ?? null, readAt);
		if (acts.length < ACTS_AT_ONCE) return;
		after = acts.at(-1)?.seq ?? readAt.upto;
	}
}

/** The state whose changes are asked for; the read model is made ready only where a filter needs it. */
export async function openChanges(db: Db, filter: PledgeFilter, clock: Clock): Promise<Moment> {
	if (!isEverything(filter)) return openMoment(db, filter, clock);
	const { asOf, basis, upto } = await findReach(db, filter, clock.today());
	return { asOf, basis, upto, state: null };
}

const isEverything = (filter: PledgeFilter) => FILTER_KEYS.every((key) => filter[key] === undefined);

/** The pledges whose changes are asked for; null for everything. */
async function wantedPledges(
	db: Db,
	filter: PledgeFilter,
	moment: Moment
): Promise<{ ids: Set<number>; codes: string[] } | null> {
	if (isEverything(filter)) return null;
	const ids = await settleIds(db, filter, moment);
	const codes: string[] = [];
	for (const some of inChunks(ids, PLEDGES_AT_ONCE)) {
		codes.push(...(await pledgeRows(db, some, moment)).map(({ code }) => code));
	}
	return { ids: new Set(ids), codes };
}

/**
 * The changes of these acts, so many facts at a time: one act can hold more than fit. An act that wrote no fact is one
 * line of its own.
 */
async function* readActs(
	db: Db,
	acts: readonly Act[],
	wanted: Set<number> | null,
	readAt: ReadAt
): AsyncGenerator<ChangeLine[], void, undefined> {
	const bySeq = new Map(acts.map((act) => [act.seq, act]));
	const silent = new Set(bySeq.keys());
	let after: Place | null = null;
	do {
		const places: Place[] = await placesAfter(db, [...bySeq.keys()], after, FIGURES_AT_ONCE);
		after = places.length === FIGURES_AT_ONCE ? (places.at(-1) ?? null) : null;
		const changes = await readChanges(db, places, readAt.upto);
		for (const { seq } of places) silent.delete(seq);
		const lines = changes
			.filter(({ pledgeId }) => wanted === null || (pledgeId !== null && wanted.has(pledgeId)))
			.flatMap((change) => {
				const act = bySeq.get(change.seq);
				return act ? linesOf(act, change, readAt) : [];
			});
		// Acts without facts take their place once it is known that none will come.
		const known = after === null ? Infinity : after.seq;
		const bare = [...silent].filter((seq) => seq < known);
		for (const seq of bare) silent.delete(seq);
		const all = [...lines, ...bare.flatMap((seq) => bareLine(bySeq.get(seq), readAt))];
		if (all.length > 0) yield all.sort((one, other) => one.seq - other.seq);
	} while (after !== null);
}

const NOTHING: FieldChange = { field: '', type: 'text', before: null, after: null, unit: null };

/** What a line says of a fact. */
type Told = Pick<ReadChange, 'part' | 'pledge' | 'reason' | 'document' | 'fields'>;

function linesOf(act: Act, { part, pledge, reason, document, fields }: Told, moment: ReadAt): ChangeLine[] {
	return (fields.length === 0 ? [NOTHING] : fields).map((change) => ({
		seq: act.seq,
		at: act.at.toISOString(),
		on: act.on,
		by: act.by,
		action: act.action,
		pledge,
		part,
		...change,
		reason: reason ?? act.reason,
		source: document,
		moment
	}));
}

function bareLine(act: Act | undefined, readAt: ReadAt): ChangeLine[] {
	if (!act) return [];
	const part = act.subject ?? '';
	const nothing = { part, pledge: null, reason: null, document: null, fields: [] };
	return linesOf(act, nothing, readAt);
}
