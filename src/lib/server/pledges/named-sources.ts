import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { everyNaming } from '../sources/naming.ts';
import { selectSources, type SourceView } from '../sources/queries.ts';
import { narrow, selectMatching } from './matching.ts';
import type { Moment } from './moment.ts';

/** The documents that the pledges of a list are quoted from or rest on, those of most pledges first. */
export async function namedSources(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<SourceView[]> {
	const matching = selectMatching(db, moment, await narrow(db, filter, moment)).select('c.pledge_id');
	const named = db
		.selectFrom(everyNaming(db, moment).as('naming'))
		.where('naming.pledge_id', 'in', matching)
		.groupBy('naming.source_id')
		.select(({ fn }) => ['naming.source_id', fn.count('naming.pledge_id').distinct().as('pledges')]);
	return selectSources(db, moment)
		.innerJoin(named.as('named'), 'named.source_id', 'source_version.source_id')
		.orderBy('named.pledges', 'desc')
		.orderBy('source_version.source_id')
		.execute();
}
