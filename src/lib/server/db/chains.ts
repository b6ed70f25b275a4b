import { sql, type RawBuilder } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Basis } from '#lib/domain/basis.ts';

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

/** How far a reader looks: nothing recorded after a ledger number and, on the public basis, nothing public later. */
export interface Reach {
	/** the last ledger number that is read */
	upto: number;
	basis: Basis;
	/** the day whose end is meant */
	asOf: IsoDate;
}

/** Everything that is recorded by the time of the query. */
export const EVERYTHING: Reach = { upto: 2_147_483_647, basis: 'recorded', asOf: '9999-12-31' };

/** All that was recorded up to a ledger number. */
export function upTo(seq: number): Reach {
	return { ...EVERYTHING, upto: seq };
}

/** Tables whose rows say when they became public. The others hold definitions and names of ours, which have no such day. */
const DATED = [
	'pledge_version',
	'baseline',
	'target',
	'observation',
	'step_version',
	'step_done',
	'score',
	'check_in',
	'lifecycle',
	'restatement'
] as const;
type Dated = (typeof DATED)[number];

const isDated = (table: string) => (DATED as readonly string[]).includes(table);

/** True for the rows of a table of facts that lie within reach. */
export function within(table: Chain | Dated, reach: Reach, alias: string = table): RawBuilder<boolean> {
	const recorded = sql<boolean>`${sql.ref(`${alias}.entry_seq`)} <= ${reach.upto}`;
	if (reach.basis === 'recorded' || !isDated(table)) return recorded;
	return sql<boolean>`(${recorded} and ${sql.ref(`${alias}.known_on`)} <= ${reach.asOf})`;
}

/**
 * True for the row of each chain that stands within reach: it lies within it, and no row within it replaces it. What was
 * recorded lies within reach up to one place of the chain; what was public may lie behind a row that was not, so then
 * the chain is followed to its end.
 */
export function standsAt(table: Chain, reach: Reach, alias: string = table): RawBuilder<boolean> {
	const next = sql`select next.* from ${sql.table(table)} as next`;
	const later =
		reach.basis === 'public' && isDated(table)
			? sql`with recursive later as (
					${next} where next.prev_id = ${sql.ref(`${alias}.id`)}
					union all
					${next} join later on next.prev_id = later.id
				) select 1 from later where ${within(table, reach, 'later')}`
			: sql`select 1 from ${sql.table(table)} as later
				where later.prev_id = ${sql.ref(`${alias}.id`)} and ${within(table, reach, 'later')}`;
	return sql<boolean>`(${within(table, reach, alias)} and not exists (${later}))`;
}

/** `standsAt` for what was recorded up to a ledger number. */
export function stoodAt(table: Chain, upto: number, alias: string = table): RawBuilder<boolean> {
	return standsAt(table, upTo(upto), alias);
}
