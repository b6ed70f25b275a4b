import { sql } from 'kysely';
import type { UndatedSort } from '#lib/domain/known-on.ts';
import { knownOn, stoodAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { countsAt } from './reviewed.ts';

interface Sort {
	table: 'pledge_version' | 'target' | 'baseline' | 'observation' | 'step_version' | 'score';
	/** the table that its pledge stands in, where that is not its own */
	owner?: 'indicator' | 'step';
	/** the column of its source, where that has another name */
	source?: 'due_source_id';
}

/** Where each sort of facts stands. */
const SORTS: Record<UndatedSort, Sort> = {
	description: { table: 'pledge_version' },
	target: { table: 'target' },
	baseline: { table: 'baseline', owner: 'indicator' },
	figure: { table: 'observation', owner: 'indicator' },
	due: { table: 'step_version', owner: 'step', source: 'due_source_id' },
	score: { table: 'score' }
};

/**
 * How many facts that stand are left out on the public basis because nothing says when they became public: they name no
 * source with a date, so they count from the day they were recorded here, and that comes after the day that is asked
 * for. None on the other basis.
 * @param pledgeId of one pledge; null: of all of them
 */
export async function countUndated(
	db: Db,
	{ basis, asOf, upto }: Reach,
	pledgeId: number | null = null
): Promise<Partial<Record<UndatedSort, number>>> {
	if (basis === 'recorded') return {};
	const parts = Object.entries(SORTS).map(([sort, { table, owner, source = 'source_id' }]) => {
		const column = (name: string) => sql.ref(`${table}.${name}`);
		const own = sql.ref(`${owner ?? table}.pledge_id`);
		const joined = owner
			? sql`join ${sql.table(owner)} on ${sql.ref(`${owner}.id`)} = ${column(`${owner}_id`)}`
			: sql``;
		return sql`select ${sql.lit(sort)} as sort, count(*)::int as count from ${sql.table(table)} ${joined}
			join entry on entry.seq = ${column('entry_seq')}
			where ${stoodAt(table, upto)} and ${knownOn(table, upto)} > ${asOf}
				and ${knownOn(table, upto)} = entry.recorded_on
				${pledgeId === null ? sql`` : sql`and ${own} = ${pledgeId}`}
				${table === 'observation' ? sql`and ${countsAt(upto, table)}` : sql``}
				${source === 'source_id' ? sql`` : sql`and ${column(source)} is not null`}
				and not exists (select from source_version where source_version.source_id = ${column(source)}
					and ${stoodAt('source_version', upto)} and source_version.published_on = ${knownOn(table, upto)})`;
	});
	const query = sql<{ sort: UndatedSort; count: number }>`${sql.join(parts, sql` union all `)}`;
	const { rows } = await query.execute(db);
	return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ sort, count }) => [sort, count]));
}
