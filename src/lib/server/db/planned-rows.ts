import { sql, type Insertable } from 'kysely';
import { insertNumbered, insertRows, ROWS_AT_ONCE } from './bulk.ts';
import type { Db } from './connection.ts';
import type { Database } from './schema.ts';

/** Tables in the order in which they are filled: what a row names is in a table before its own. */
const TABLES = [
	...(['party', 'party_version', 'source', 'source_version', 'occasion', 'occasion_version'] as const),
	...(['occasion_party', 'reporter'] as const),
	...(['pledge', 'pledge_version', 'pledge_party', 'guideline', 'indicator', 'indicator_version'] as const),
	...(['reporter_order', 'reporter_rank', 'baseline', 'target', 'trajectory_point', 'observation'] as const),
	...(['step', 'step_version', 'step_done', 'check_in', 'score', 'lifecycle', 'restatement'] as const),
	...(['verdict', 'comment', 'review', 'withdrawal'] as const)
];
type Table = (typeof TABLES)[number];

/** An act of the ledger, with its number as soon as it has one. */
export interface Numbered {
	seq: number;
}

/** A row that others name: one that is known, or one that is going to be written and has the id 0 until then. */
export interface Named {
	id: number;
}

/** A row to be written. What it names may get its number only meanwhile, so its columns are asked for at the end. */
export interface PlannedRow<A extends Numbered = Numbered> extends Named {
	act: A;
}

type Columns<T extends Table> = () => Omit<Insertable<Database[T]>, 'entry_seq' | 'prev_id'>;
interface Waiting extends PlannedRow {
	columns: () => object;
	former: Named | null;
	/** how many rows of its chain come before it */
	depth: number;
}

/** Rows that are written together. */
export interface Rows {
	/** @param former the row that it replaces: a known one, or one that is put before it */
	put<T extends Table, A extends Numbered>(
		table: T,
		act: A,
		columns: Columns<T>,
		former?: Named | null
	): PlannedRow<A>;
	/** Writes all that were put since the last time, table by table, each chain from its beginning. */
	write(trx: Db): Promise<void>;
}

export function planRows(): Rows {
	const waiting = new Map<Table, Waiting[]>();
	return {
		put(table, act, columns, former = null) {
			const depth = former === null ? 0 : ((former as Partial<Waiting>).depth ?? -1) + 1;
			const row = { id: 0, act, columns, former, depth };
			const rows = waiting.get(table);
			if (rows) rows.push(row);
			else waiting.set(table, [row]);
			return row;
		},
		async write(trx) {
			for (const table of TABLES) {
				const byDepth = Map.groupBy(waiting.get(table) ?? [], (row) => row.depth);
				for (const depth of [...byDepth.keys()].sort((one, other) => one - other)) {
					await append(trx, table, byDepth.get(depth) ?? []);
				}
			}
			waiting.clear();
		}
	};
}

/**
 * Lets the database count the rows of these tables anew. It does so by itself only once they are committed, and reads
 * what a transaction has just filled by the counts of before: each time a whole table for a few of its rows.
 */
export async function countAnew(trx: Db): Promise<void> {
	await sql`analyze ${sql.join(TABLES.map((table) => sql.table(table)))}`.execute(trx);
}

const WITHOUT_ID: readonly Table[] = ['occasion_party', 'pledge_party', 'reporter_rank'];

async function append(trx: Db, table: Table, rows: Waiting[]): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
		const some = rows.slice(from, from + ROWS_AT_ONCE);
		const values = some.map(({ act, former, columns }) => ({
			entry_seq: act.seq,
			...(former && { prev_id: former.id }),
			...columns()
		}));
		if (WITHOUT_ID.includes(table)) {
			await insertRows(trx, table, values);
			continue;
		}
		const ids = await insertNumbered(trx, table, values);
		for (const [at, row] of some.entries()) row.id = ids[at] ?? 0;
	}
}
