import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../db/connection.ts';
import { FIRST_OF_PLEDGES, SORTS } from './sorts.ts';

/** Where a fact is: its table, its row, the row that it replaces, and the act that wrote it. */
export interface Place {
	/** index in `SORTS` */
	sort: number;
	id: number;
	former: number | null;
	seq: number;
}

/** Facts in the order of the ledger: by act, then by sort, then by row. */
const ORDER = sql`order by seq, sort, id`;

/** The facts of these acts that come after a place, at most so many. */
export async function placesAfter(
	db: Db,
	seqs: readonly number[],
	after: Place | null,
	limit: number
): Promise<Place[]> {
	if (seqs.length === 0) return [];
	const branches = SORTS.map(({ table, former }, sort) => {
		const from = after && beyond(after, sort);
		return sql`(select ${sql.lit(sort)}::integer as sort, fact.id, ${former} as former, fact.entry_seq as seq
			from ${sql.table(table)} as fact
			where fact.entry_seq in (${sql.join(seqs)}) ${from ? sql`and ${from}` : sql``}
			order by fact.entry_seq, fact.id limit ${limit})`;
	});
	const { rows } = await sql<Place>`${sql.join(branches, sql` union all `)} ${ORDER} limit ${limit}`.execute(
		db
	);
	return rows;
}

/** What is left of one sort behind a place. */
function beyond(after: Place, sort: number): RawBuilder<boolean> {
	if (sort < after.sort) return sql<boolean>`fact.entry_seq > ${after.seq}`;
	if (sort > after.sort) return sql<boolean>`fact.entry_seq >= ${after.seq}`;
	return sql<boolean>`(fact.entry_seq, fact.id) > (${after.seq}, ${after.id})`;
}

/**
 * The first facts of each of these acts that belong to a pledge, and how many there are of each sort.
 * @param most facts of one sort in one act
 */
export async function firstPlaces(
	db: Db,
	seqs: readonly number[],
	most: number
): Promise<(Place & { total: number })[]> {
	if (seqs.length === 0) return [];
	const branches = SORTS.flatMap(({ table, former }, sort) =>
		sort < FIRST_OF_PLEDGES
			? []
			: [
					sql`select ${sql.lit(sort)}::integer as sort, fact.id, ${former} as former, fact.entry_seq as seq,
						row_number() over (partition by fact.entry_seq order by fact.id) as nth,
						count(*) over (partition by fact.entry_seq) as total
					from ${sql.table(table)} as fact where fact.entry_seq in (${sql.join(seqs)})`
				]
	);
	const { rows } = await sql<Place & { total: number }>`
		select sort, id, former, seq, total from (${sql.join(branches, sql` union all `)}) as place
		where nth <= ${most} ${ORDER}`.execute(db);
	return rows;
}
