import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Database } from './schema.ts';

/** How many rows one statement writes: a large statement keeps an embedded database, and who waits for it, busy. */
export const ROWS_AT_ONCE = 1000;

type Table = keyof Database & string;

/**
 * Inserts many rows in their order, as one value: binding every cell by itself takes the embedded database longer than
 * the insert.
 * @param types the columns that the rows have, each with its type in the database
 */
export async function insertRows<T extends Table>(
	trx: Db,
	table: T,
	types: Readonly<Partial<Record<keyof Database[T] & string, string>>>,
	rows: readonly object[]
): Promise<void> {
	if (rows.length === 0) return;
	const columns = Object.entries<string | undefined>(types);
	const names = sql.join(columns.map(([name]) => sql.ref(name)));
	const typed = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type ?? 'text')}`));
	await sql`insert into ${sql.table(table)} (${names})
		select ${names} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(${typed})`.execute(trx);
}
