import type { Selectable } from 'kysely';
import type { Db } from '../../db/connection.ts';
import type { Database } from '../../db/schema.ts';

/** How many owners one query names: well below the most values that the database takes at once. */
const AT_ONCE = 10_000;

/** The tables whose rows an export reads by their owner. */
type FactTable = {
	[T in keyof Database]: Database[T] extends { entry_seq: unknown } ? T : never;
}[keyof Database];

/** Rows of a table by the one they belong to, as they stood at a ledger number, in the order of `order`. */
async function rowsOf<T extends FactTable>(
	db: Db,
	upto: number,
	table: T,
	owner: keyof Database[T] & string,
	ids: readonly number[],
	order: (keyof Database[T] & string) | 'id' = 'id'
): Promise<Map<number, Selectable<Database[T]>[]>> {
	const rows: Selectable<Database[T]>[] = [];
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		// One query for all tables; the types of the arguments have held the columns against the table.
		const some = await db
			.selectFrom(table as 'comment')
			.selectAll()
			.where(owner as 'pledge_id', 'in', ids.slice(from, from + AT_ONCE))
			.where('entry_seq', '<=', upto)
			.orderBy(order as 'id')
			.execute();
		rows.push(...(some as unknown as Selectable<Database[T]>[]));
	}
	return Map.groupBy(rows, (row) => (row as Record<string, unknown>)[owner] as number);
}

/** Rows by what one of their columns names; those that name nothing are left out. */
function byOwner<C extends string, R extends Record<C, number | null>>(
	rows: Map<number, R[]>,
	column: C
): Map<number, R[]> {
	const owned = [...rows.values()].flat().filter((row) => row[column] !== null);
	return Map.groupBy(owned, (row) => row[column] ?? 0);
}

const idsOf = (rows: Map<number, { id: number }[]>) => [...rows.values()].flat().map(({ id }) => id);

/** Everything recorded of some pledges up to a ledger number, by what it belongs to. */
export async function loadRows(db: Db, pledges: readonly number[], upto: number) {
	const of = <T extends FactTable>(table: T, owner: keyof Database[T] & string) =>
		rowsOf(db, upto, table, owner, pledges);
	const versions = await of('pledge_version', 'pledge_id');
	const indicators = await of('indicator', 'pledge_id');
	const targets = await of('target', 'pledge_id');
	const steps = await of('step', 'pledge_id');
	const measures = idsOf(indicators);
	const orders = await rowsOf(db, upto, 'reporter_order', 'indicator_id', measures);
	const figures = await rowsOf(db, upto, 'observation', 'indicator_id', measures);
	const withdrawals = await rowsOf(db, upto, 'withdrawal', 'observation_id', idsOf(figures));
	const checks = await of('check_in', 'pledge_id');
	const judged = [...figures.values()].flat().filter((figure) => figure.needs_review);
	return {
		versions,
		indicators,
		targets,
		steps,
		orders,
		figures,
		parties: await rowsOf(db, upto, 'pledge_party', 'version_id', idsOf(versions), 'party_id'),
		indicatorVersions: await rowsOf(db, upto, 'indicator_version', 'indicator_id', measures),
		baselines: await rowsOf(db, upto, 'baseline', 'indicator_id', measures),
		ranks: await rowsOf(db, upto, 'reporter_rank', 'order_id', idsOf(orders), 'position'),
		points: await rowsOf(db, upto, 'trajectory_point', 'target_id', idsOf(targets), 'planned_on'),
		reviews: await rowsOf(db, upto, 'review', 'reviewed_seq', [
			...new Set(judged.map((figure) => figure.entry_seq))
		]),
		stepVersions: await rowsOf(db, upto, 'step_version', 'step_id', idsOf(steps)),
		stepsDone: await rowsOf(db, upto, 'step_done', 'step_id', idsOf(steps)),
		checks,
		checksOfFigures: byOwner(checks, 'observation_id'),
		checksOfRecords: byOwner(checks, 'step_done_id'),
		withdrawals,
		guidelines: await of('guideline', 'pledge_id'),
		scores: await of('score', 'pledge_id'),
		closings: await of('lifecycle', 'pledge_id'),
		restatements: await of('restatement', 'pledge_id'),
		verdicts: await of('verdict', 'pledge_id'),
		comments: await of('comment', 'pledge_id')
	};
}

export type LoadedRows = Awaited<ReturnType<typeof loadRows>>;

/** The rows of several chains as one list for each, the first row first, in the order in which the chains began. */
export function chainsOf<R extends { id: number; prev_id: number | null }>(rows: readonly R[]): R[][] {
	const chains = new Map<number, R[]>();
	for (const row of rows) {
		const chain = row.prev_id === null ? undefined : chains.get(row.prev_id);
		if (chain) chain.push(row);
		chains.set(row.id, chain ?? [row]);
	}
	return [...new Set(chains.values())];
}
