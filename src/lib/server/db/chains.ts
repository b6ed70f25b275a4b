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

const isDated = (table: Chain | Dated): table is Dated => (DATED as readonly string[]).includes(table);

/** Where the source of a row stands that counts from the day it was recorded while nothing else dates it. */
const OWN = (alias: string) => sql`${sql.ref(`${alias}.source_id`)}`;
/** What was said together with a pledge and names no source of its own is dated by the source of the pledge's words. */
const ownOrQuoted = (own: string) => (alias: string) =>
	sql`coalesce(${sql.ref(`${alias}.${own}`)}, case when ${sql.ref(`${alias}.prev_id`)} is null then (
		select quoted.source_id from pledge_version as quoted where quoted.entry_seq = ${sql.ref(`${alias}.entry_seq`)} limit 1
	) end)`;
const DATED_BY: Partial<Record<Dated, (alias: string) => RawBuilder<unknown>>> = {
	pledge_version: OWN,
	baseline: ownOrQuoted('source_id'),
	target: ownOrQuoted('source_id'),
	observation: OWN,
	step_version: ownOrQuoted('due_source_id'),
	score: OWN,
	check_in: OWN,
	restatement: OWN
};

/**
 * The day on which a row of a table of facts became public, as far as was known at a ledger number: the one that was
 * recorded with it. Where its source had no date then, and it counts from the day it was recorded for that reason alone,
 * a date that the source was given later takes that day's place.
 */
export function knownOn(table: Dated, upto: number, alias: string = table): RawBuilder<IsoDate> {
	const known = sql.ref<IsoDate>(`${alias}.known_on`);
	const source = DATED_BY[table]?.(alias);
	if (!source) return sql<IsoDate>`${known}`;
	const seq = sql.ref(`${alias}.entry_seq`);
	// A figure is not known before its period is over.
	const day =
		table === 'observation'
			? sql`greatest(dated.published_on, ${sql.ref(`${alias}.period_end`)})`
			: sql`dated.published_on`;
	return sql<IsoDate>`coalesce((
		select ${day} from source_version as dated join entry as told on told.seq = ${seq}
		where dated.source_id = ${source} and dated.published_on is not null
			and dated.entry_seq > ${seq} and ${stoodAt('source_version', upto, 'dated')}
			and ${known} = coalesce(told.origin_on, told.recorded_on)
			${table === 'check_in' ? sql`and ${sql.ref(`${alias}.evidence_on`)} is null` : sql``}
			${table === 'restatement' ? sql`and ${sql.ref(`${alias}.said_on`)} is null` : sql``}
			and not exists (select from source_version as former where former.source_id = dated.source_id
				and former.published_on is not null and ${stoodAtRow('former', seq)})
	), ${known})`;
}

/** True for the version of a source that stood when a row was recorded. */
const stoodAtRow = (alias: string, seq: RawBuilder<unknown> | ReturnType<typeof sql.ref>) =>
	sql`${sql.ref(`${alias}.entry_seq`)} <= ${seq} and not exists (select from source_version as next
		where next.prev_id = ${sql.ref(`${alias}.id`)} and next.entry_seq <= ${seq})`;

/** True for the rows of a table of facts that lie within reach. */
export function within(table: Chain | Dated, reach: Reach, alias: string = table): RawBuilder<boolean> {
	const recorded = sql<boolean>`${sql.ref(`${alias}.entry_seq`)} <= ${reach.upto}`;
	if (reach.basis === 'recorded' || !isDated(table)) return recorded;
	return sql<boolean>`(${recorded} and ${knownOn(table, reach.upto, alias)} <= ${reach.asOf})`;
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
