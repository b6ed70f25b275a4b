import type { ActChange } from '#lib/domain/history.ts';
import type { Db } from '../db/connection.ts';
import { ACT_COLUMNS, selectActs } from './acts.ts';
import { firstPlaces, placesAfter } from './places.ts';
import { readChanges, type ReadChange } from './read-changes.ts';
import { SORTS } from './sorts.ts';

/** Acts on one page of a history. */
export const ACTS_PER_PAGE = 50;

/** How many facts of one sort are listed for one act; the export holds all of them. */
export const MOST_FACTS = 60;

export interface ActPage {
	acts: ActChange[];
	total: number;
	page: number;
	perPage: number;
}

/**
 * One page of what was done to a pledge, the latest first, each act with what it changed; the last page for one past
 * the end.
 * @param upto nothing that was recorded after this ledger number
 */
export async function listActs(
	db: Db,
	pledge: { id: number; code: string },
	upto: number,
	asked: { page: number; perPage?: number }
): Promise<ActPage> {
	const perPage = asked.perPage ?? ACTS_PER_PAGE;
	const own = selectActs(db, upto, [pledge.code]);
	const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
	const page = Math.min(asked.page, Math.max(1, Math.ceil(total / perPage)));
	const entries = await own
		.select(ACT_COLUMNS)
		.orderBy('entry.seq', 'desc')
		.limit(perPage)
		.offset((page - 1) * perPage)
		.execute();
	const places = await firstPlaces(
		db,
		entries.map((entry) => entry.seq),
		MOST_FACTS
	);
	const changes = (await readChanges(db, places, upto)).filter((change) => change.pledgeId === pledge.id);
	const totals = Map.groupBy(places, (place) => place.seq);
	const acts = actsWith(entries, changes).map((act) => ({ ...act, more: hidden(totals.get(act.seq) ?? []) }));
	return { acts, total, page, perPage };
}

/** What is told of acts beside a form that somebody else's change has overtaken: so many acts, so many facts. */
const MOST_EDITS = 20;

/**
 * The acts about one subject that wrote facts into these tables after one ledger number and up to another, the latest
 * first, bounded: who changed a description while somebody else had it open.
 */
export async function listEdits(
	db: Db,
	about: { subject: string; tables: readonly string[]; after: number; upto: number }
): Promise<ActChange[]> {
	const { subject, tables, after, upto } = about;
	const entries = await selectActs(db, upto, [subject])
		.where('entry.seq', '>', after)
		.select(ACT_COLUMNS)
		.orderBy('entry.seq', 'desc')
		.limit(MOST_EDITS)
		.execute();
	const seqs = entries.map(({ seq }) => seq);
	const places = await placesAfter(db, seqs, null, MOST_FACTS * MOST_EDITS);
	const own = places.filter(({ sort }) => tables.includes(SORTS[sort]?.table ?? ''));
	return actsWith(
		entries.filter(({ seq }) => own.some((place) => place.seq === seq)),
		await readChanges(db, own, upto)
	);
}

/** Acts with the facts that each of them wrote. */
function actsWith(
	entries: readonly Omit<ActChange, 'facts' | 'more'>[],
	changes: readonly ReadChange[]
): ActChange[] {
	const byAct = Map.groupBy(changes, (change) => change.seq);
	return entries.map((entry) => ({
		...entry,
		facts: (byAct.get(entry.seq) ?? []).map(({ seq: _, pledgeId: __, document: ___, ...fact }) => fact),
		more: {}
	}));
}

/** How many facts of each sort an act has beyond those that are listed. */
function hidden(places: readonly { sort: number; total: number }[]): Record<string, number> {
	const sorts = [...Map.groupBy(places, ({ sort }) => sort)];
	return Object.fromEntries(
		sorts.flatMap(([sort, own]) => {
			const left = (own[0]?.total ?? 0) - own.length;
			return left > 0 ? [[SORTS[sort]?.table ?? '', left]] : [];
		})
	);
}
