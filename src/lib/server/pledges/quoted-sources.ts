import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { standsAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';
import { narrow, selectMatching } from './matching.ts';
import type { Moment } from './moment.ts';

/** The documents that the pledges of a list are quoted from, those of most pledges first. */
export async function quotedSources(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<SourceView[]> {
	const rows = await selectMatching(db, moment, await narrow(db, filter, moment))
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'c.pledge_id')
		.where(standsAt('pledge_version', moment))
		.groupBy('pledge_version.source_id')
		.select('pledge_version.source_id as id')
		.orderBy((eb) => eb.fn.countAll(), 'desc')
		.orderBy('pledge_version.source_id')
		.execute();
	const sources = await sourcesById(
		db,
		rows.map(({ id }) => id),
		moment
	);
	return rows.flatMap(({ id }) => sources.get(id) ?? []);
}
