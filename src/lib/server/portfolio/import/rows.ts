import type { Insertable } from 'kysely';
import type { Db } from '../../db/connection.ts';
import type { Database } from '../../db/schema.ts';
import type { PlannedAct } from './acts.ts';

/** Tables of an import in the order in which they are filled: what a row names is in a table before its own. */
const TABLES = [
	...(['pledge', 'pledge_version', 'pledge_party', 'guideline', 'indicator', 'indicator_version'] as const),
	...(['reporter_order', 'reporter_rank', 'baseline', 'target', 'trajectory_point', 'observation'] as const),
	...(['step', 'step_version', 'step_done', 'check_in', 'score', 'lifecycle', 'restatement'] as const),
	...(['verdict', 'comment', 'review', 'withdrawal'] as const)
];
type Table = (typeof TABLES)[number];

/** A row to be written. What it names may get its number only meanwhile, so its columns are asked for at the end. */
export interface PlannedRow {
	/** 0 until it is written */
	id: number;
	act: PlannedAct;
}

type Columns<T extends Table> = () => Omit<Insertable<Database[T]>, 'entry_seq' | 'prev_id'>;
interface Waiting extends PlannedRow {
	columns: () => object;
	former: PlannedRow | null;
	/** how many rows of its chain come before it */
	depth: number;
}

/** The rows of an import. */
export interface Rows {
	/** @param former the row that it replaces, which is put before it */
	put<T extends Table>(
		table: T,
		act: PlannedAct,
		columns: Columns<T>,
		former?: PlannedRow | null
	): PlannedRow;
	/** Writes all of them, table by table, each chain from its beginning. */
	write(trx: Db): Promise<void>;
}

/** Rows that one statement writes: all their values stay below the most that the database takes at once. */
const ROWS_AT_ONCE = 1000;

export function planRows(): Rows {
	const waiting = new Map<Table, Waiting[]>();
	return {
		put(table, act, columns, former = null) {
			const depth = former === null ? 0 : (former as Waiting).depth + 1;
			const row: Waiting = { id: 0, act, columns, former, depth };
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
		}
	};
}

const WITHOUT_ID: readonly Table[] = ['pledge_party', 'reporter_rank'];

async function append(trx: Db, table: Table, rows: Waiting[]): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
		const some = rows.slice(from, from + ROWS_AT_ONCE);
		const values = some.map(({ act, former, columns }) => ({
			entry_seq: act.seq,
			...(former && { prev_id: former.id }),
			...columns()
		}));
		// Which table it is, is known only here; `put` has held the columns against it.
		const insert = trx.insertInto(table as 'comment').values(values as Insertable<Database['comment']>[]);
		if (WITHOUT_ID.includes(table)) {
			await insert.execute();
			continue;
		}
		const written = await insert.returning('id').execute();
		const ids = written.map(({ id }) => id).sort((one, other) => one - other);
		for (const [at, row] of some.entries()) row.id = ids[at] ?? 0;
	}
}
