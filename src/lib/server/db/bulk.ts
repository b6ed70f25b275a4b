import { sql, type Compilable, type Expression, type RawBuilder } from 'kysely';
import type { Db } from './connection.ts';
import type { Database } from './schema.ts';

/** How many rows one statement writes: a large statement keeps an embedded database, and who waits for it, busy. */
export const ROWS_AT_ONCE = 1000;

type Table = keyof Database & string;

/**
 * Inserts many rows in their order, as one value: binding every cell by itself takes the embedded database longer than
 * the insert. A column that a row lacks is null, one that all of them lack is what the table makes of it.
 */
export async function insertRows(trx: Db, table: Table, rows: readonly object[]): Promise<void> {
	if (rows.length > 0) await insertion(table, rows).execute(trx);
}

/** The same for a table that numbers its rows. @returns their numbers, in their order */
export async function insertNumbered(trx: Db, table: Table, rows: readonly object[]): Promise<number[]> {
	if (rows.length === 0) return [];
	const written = await sql<{ id: number }>`${insertion(table, rows)} returning id`.execute(trx);
	return written.rows.map(({ id }) => id).sort((one, other) => one - other);
}

/**
 * Reads many rows in their order, as one value: taking every cell by itself takes the embedded database ten times as
 * long as the query. Days come as ISO texts; an exact number has to be selected as text (`asText`), because JSON would
 * make a float of it, and an instant is not for this.
 */
export async function selectRows<Row>(db: Db, query: Expression<Row> & Compilable<Row>): Promise<Row[]> {
	const { rows } = await sql<{
		all: Row[] | null;
	}>`select json_agg(one) as all from (${query}) as one`.execute(db);
	return rows[0]?.all ?? [];
}

/** A column of exact numbers as the text that `selectRows` needs. */
export function asText(column: string): RawBuilder<string> {
	return sql<string>`${sql.ref(column)}::text`;
}

function insertion(table: Table, rows: readonly object[]): RawBuilder<unknown> {
	const columns = new Set(rows.flatMap(Object.keys));
	const names = sql.join([...columns].map((name) => sql.ref(name)));
	return sql`insert into ${sql.table(table)} (${names})
		select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${asJson(rows)}::jsonb)`;
}

/** Half of a character, which a text cut in two may end with, is replaced as the driver would: JSON knows it, the database does not. */
function asJson(value: unknown): string {
	return JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one));
}
