import { CHANGE_KEYS, type ChangeKind } from '#lib/domain/change-kinds.ts';
import type { Change } from '#lib/domain/changes.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { BoardFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { narrowedTo, type Slice } from './board.ts';
import { changesSince } from './changes.ts';
import { selectMatching } from './matching.ts';
import type { Moment } from './moment.ts';

/** How many pledges a board names of one sort of news; the rest is behind its link. */
const NAMED = 3;

/** One sort of news: how many pledges, and the first of them by their codes. */
export interface NewsOfKind extends Slice {
	kind: ChangeKind;
	items: (Omit<Change, 'kind'> & { code: string; title: string })[];
}

export interface News {
	since: { on: IsoDate; seq: number };
	/** pledges of which anything changed */
	total: Slice;
	kinds: NewsOfKind[];
}

/** What changed of the pledges of a board since the earlier state of the moment; null where it has none. */
export async function tellNews(db: Db, filter: BoardFilter, moment: Moment): Promise<News | null> {
	const { since } = moment;
	if (!since) return null;
	const changes = await changesSince(db, moment);
	const base = { ...narrowedTo(filter), since: since.asOf, sinceAt: since.upto };
	const changed = [...changes.keys()];
	const rows = await selectMatching(db, moment, { ...narrowedTo(filter), changed })
		.select(['c.pledge_id as id', 'c.code', 'c.title'])
		.orderBy('c.code')
		.execute();
	const told = rows.flatMap(({ id, ...pledge }) =>
		(changes.get(id) ?? []).map((change) => ({ ...pledge, ...change }))
	);
	return {
		since: { on: since.asOf, seq: since.upto },
		total: { count: rows.length, filter: base },
		kinds: CHANGE_KEYS.flatMap((kind) => {
			const own = told.filter((one) => one.kind === kind);
			if (own.length === 0) return [];
			const items = own.slice(0, NAMED).map(({ kind: _, ...item }) => item);
			return [{ kind, count: own.length, filter: { ...base, change: kind }, items }];
		})
	};
}
