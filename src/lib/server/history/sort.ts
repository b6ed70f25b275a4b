import { sql, type RawBuilder } from 'kysely';
import type { Value } from '#lib/domain/history.ts';
import { stoodAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Database } from '../db/schema.ts';

/** A fact in the words of its field. */
export interface Described {
	id: number;
	/** null for what belongs to no single pledge */
	pledgeId: number | null;
	part: string;
	/** why, where the fact has a reason of its own */
	reason: string | null;
	/** id of the document it rests on */
	source: number | null;
	/** the same fields in the same order for every fact of the sort */
	values: Value[];
}

/** A sort of facts: the table that holds them, and how they are put into words. */
export interface Sort {
	table: keyof Database;
	/** id of the fact that one replaces, for rows of the table called `fact`; null where none is replaced */
	former: RawBuilder<number | null>;
	/** these facts, with names as they stood at a ledger number */
	read(db: Db, ids: readonly number[], upto: number): Promise<Described[]>;
}

/** For tables whose rows name the one that they replace. */
export const CHAINED = sql<number | null>`fact.prev_id`;
/** For tables whose rows replace none. */
export const SINGLE = sql<number | null>`null::integer`;
/** For tables where a pledge's later row succeeds the earlier ones. */
export const succeeding = (table: keyof Database) =>
	sql<
		number | null
	>`(select max(earlier.id) from ${sql.table(table)} as earlier where earlier.pledge_id = fact.pledge_id and earlier.id < fact.id)`;

/** Title of the source that a column names, as it stood. */
export const sourceTitle = (column: string, upto: number) =>
	sql<string | null>`(select named.title from source_version as named
		where named.source_id = ${sql.ref(column)} and ${stoodAt('source_version', upto, 'named')})`;

/** Name of the party that a column names, as it stood. */
export const partyName = (column: string, upto: number) =>
	sql<string | null>`(select named.name from party_version as named
		where named.party_id = ${sql.ref(column)} and ${stoodAt('party_version', upto, 'named')})`;

/** The unit that an indicator had when a row of `table` was written: the one that its values are in. */
export const unitOf = (table: keyof Database) =>
	sql<string>`(select measure.unit from indicator_version as measure
		where measure.indicator_id = ${sql.ref(`${table}.indicator_id`)}
			and measure.entry_seq <= ${sql.ref(`${table}.entry_seq`)} order by measure.id desc limit 1)`;

/** Names of a step: those that it had when a row of `table` was written. */
export const stepTitle = (table: 'step_version' | 'step_done') =>
	sql<string>`(select version.title from step_version as version
		where version.step_id = ${sql.ref(`${table}.step_id`)}
			and version.entry_seq <= ${sql.ref(`${table}.entry_seq`)} order by version.id desc limit 1)`;

/** The unit of a pledge's headline indicator when its target was written; null for kinds without one. */
export const TARGET_UNIT = sql<string | null>`(select measure.unit from indicator_version as measure
	join indicator on indicator.id = measure.indicator_id
	where indicator.pledge_id = target.pledge_id and indicator.role = 'headline'
		and measure.entry_seq <= target.entry_seq order by measure.id desc limit 1)`;
