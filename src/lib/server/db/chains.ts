import { sql, type RawBuilder } from 'kysely';

/** The tables whose rows of one owner form a chain: a correction names the row it replaces in `prev_id`. */
type Chain =
	| 'party_version'
	| 'source_version'
	| 'occasion_version'
	| 'pledge_version'
	| 'guideline'
	| 'indicator_version'
	| 'reporter_order'
	| 'baseline'
	| 'target'
	| 'observation'
	| 'step_version'
	| 'step_done'
	| 'score';

/** True for the last row of each chain: the one that no other row replaces. `alias` is the table's name in the query. */
export function isLast(table: Chain, alias: string = table): RawBuilder<boolean> {
	return sql<boolean>`not exists (select 1 from ${sql.table(table)} as later where later.prev_id = ${sql.ref(`${alias}.id`)})`;
}
