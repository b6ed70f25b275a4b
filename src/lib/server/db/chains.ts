import { sql, type RawBuilder } from 'kysely';

/** The tables whose rows of one owner form a chain: a correction names the row it replaces in `prev_id`. */
type Chain =
	| 'party_version'
	| 'source_version'
	| 'source_file'
	| 'setting'
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

/**
 * True for the row of each chain that stood at a ledger number: recorded by then, and replaced by no other row that was
 * recorded by then. What a past state shows is read with this; the present one is the ledger's last number.
 */
export function stoodAt(table: Chain, upto: number, alias: string = table): RawBuilder<boolean> {
	return sql<boolean>`(${sql.ref(`${alias}.entry_seq`)} <= ${upto} and not exists (
		select 1 from ${sql.table(table)} as later
		where later.prev_id = ${sql.ref(`${alias}.id`)} and later.entry_seq <= ${upto}))`;
}
