import { changedFields, type FactChange } from '#lib/domain/history.ts';
import { stoodAt, upTo } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';
import type { Place } from './places.ts';
import type { Described } from './sort.ts';
import { SORTS } from './sorts.ts';

/** A fact of an act, with the pledge that it belongs to. */
export interface ReadChange extends FactChange {
	seq: number;
	pledgeId: number | null;
	/** the document whose title is in `source` */
	document: SourceView | null;
}

/**
 * What the facts in these places changed, in their order: each beside the one that it replaces. Two queries for each
 * sort that occurs, and two for all names, however many facts there are.
 * @param upto names are those that stood at this ledger number
 */
export async function readChanges(db: Db, places: readonly Place[], upto: number): Promise<ReadChange[]> {
	const bySort = new Map<number, Map<number, Described>>();
	for (const [sort, own] of Map.groupBy(places, (place) => place.sort)) {
		const ids = new Set(own.flatMap(({ id, former }) => (former === null ? [id] : [id, former])));
		const described = (await SORTS[sort]?.read(db, [...ids], upto)) ?? [];
		bySort.set(sort, new Map(described.map((one) => [one.id, one])));
	}
	const facts = [...bySort.values()].flatMap((all) => [...all.values()]);
	const pledges = await pledgesById(
		db,
		facts.map((one) => one.pledgeId),
		upto
	);
	const sources = await sourcesById(
		db,
		facts.map((one) => one.source),
		upTo(upto)
	);
	return places.flatMap(({ sort, id, former, seq }) => {
		const known = bySort.get(sort);
		const fact = known?.get(id);
		if (!fact) return [];
		const before = former === null ? null : (known?.get(former) ?? null);
		const { part, reason, pledgeId } = fact;
		const document = fact.source === null ? null : (sources.get(fact.source) ?? null);
		return [
			{
				sort: SORTS[sort]?.table ?? '',
				part,
				revises: before !== null,
				pledge: pledgeId === null ? null : (pledges.get(pledgeId) ?? null),
				reason,
				source: document?.title ?? null,
				document,
				fields: changedFields(fact.values, before?.values ?? null),
				seq,
				pledgeId
			}
		];
	});
}

/** Codes and titles of pledges, as they stood. */
async function pledgesById(
	db: Db,
	ids: readonly (number | null)[],
	upto: number
): Promise<Map<number, { code: string; title: string }>> {
	const wanted = [...new Set(ids.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const rows = await db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.where(stoodAt('pledge_version', upto))
		.where('pledge.id', 'in', wanted)
		.select(['pledge.id', 'pledge.code', 'pledge_version.title'])
		.execute();
	return new Map(rows.map(({ id, ...pledge }) => [id, pledge]));
}
