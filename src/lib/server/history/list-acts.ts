import type { ActChange } from '#lib/domain/history.ts';
import type { Db } from '../db/connection.ts';
import { ACT_COLUMNS, selectActs } from './acts.ts';
import { firstPlaces } from './places.ts';
import { readChanges } from './read-changes.ts';
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
	const byAct = Map.groupBy(changes, (change) => change.seq);
	const totals = Map.groupBy(places, (place) => place.seq);
	const acts = entries.map((entry) => ({
		...entry,
		facts: (byAct.get(entry.seq) ?? []).map(({ seq: _, pledgeId: __, document: ___, ...fact }) => fact),
		more: hidden(totals.get(entry.seq) ?? [])
	}));
	return { acts, total, page, perPage };
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
