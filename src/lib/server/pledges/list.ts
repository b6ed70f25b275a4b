import { sql } from 'kysely';
import { ATTENTION_KEYS } from '#lib/domain/attention-reasons.ts';
import { GROUP_KEYS } from '#lib/domain/status.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { narrow, selectMatching, type Narrowed } from './matching.ts';
import type { Moment } from './moment.ts';
import { shownRows, type PledgeRow } from './pledge-rows.ts';

/** Rows on one page of a list. */
export const PAGE_SIZE = 50;

const GROUP_ORDER = sql<number>`array_position(array[${sql.join(GROUP_KEYS.map((g) => sql.lit(g)))}], c.status_group)`;
const FRESHNESS_ORDER = sql<number>`array_position(array['unverified', 'due', 'current', 'none'], c.freshness)`;

/** The most urgent reason first, and within it what headline totals hold. */
const ATTENTION_ORDER = sql<number>`2 * array_position(array[${sql.join(ATTENTION_KEYS.map((key) => sql.lit(key)))}], c.attention[1]) - c.counted::int`;

/** The ids of all matching pledges in the order of the list. */
export async function listPledgeIds(db: Db, filter: PledgeFilter, moment: Moment): Promise<number[]> {
	const narrowed = await narrow(db, filter, moment);
	const rows = await ordered(selectIds(db, moment, narrowed), filter).execute();
	return rows.map((row) => row.id);
}

function ordered(query: ReturnType<typeof selectIds>, filter: Pick<PledgeFilter, 'sort' | 'dir'>) {
	const by = {
		code: sql`c.code`,
		title: sql`lower(c.title)`,
		status: GROUP_ORDER,
		freshness: FRESHNESS_ORDER,
		progress: sql`c.progress`,
		due: sql`c.due_on`,
		attention: ATTENTION_ORDER
	}[filter.sort];
	return query
		.orderBy(by, (ob) => (filter.dir === 'desc' ? ob.desc() : ob.asc()).nullsLast())
		.orderBy('c.code');
}

function selectIds(db: Db, moment: Moment, filter: Narrowed) {
	return selectMatching(db, moment, filter).select('c.pledge_id as id');
}

export interface PledgePage {
	rows: PledgeRow[];
	total: number;
	page: number;
	perPage: number;
}

/** One page of the list, the last one where the address asks for a later one. */
export async function listPledges(db: Db, filter: PledgeFilter, moment: Moment): Promise<PledgePage> {
	const matching = selectMatching(db, moment, await narrow(db, filter, moment));
	return turnTo(db, moment, { page: filter.page, perPage: PAGE_SIZE }, matching, (ids) =>
		ordered(ids, filter)
	);
}

/** The first rows of a list, and how many it has. */
export async function topOfList(
	db: Db,
	filter: Partial<PledgeFilter> & Pick<PledgeFilter, 'sort' | 'dir'>,
	moment: Moment,
	rows: number
): Promise<PledgePage> {
	const matching = selectMatching(db, moment, await narrow(db, filter, moment));
	return turnTo(db, moment, { page: 1, perPage: rows }, matching, (ids) => ordered(ids, filter));
}

/** Counts what matches and gives the rows of one page of it. */
export async function turnTo(
	db: Db,
	moment: Moment,
	{ page: asked, perPage }: { page: number; perPage: number },
	matching: ReturnType<typeof selectMatching>,
	inOrder: (ids: ReturnType<typeof selectIds>) => ReturnType<typeof selectIds>
): Promise<PledgePage> {
	const { total } = await matching
		.select((eb) => eb.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const page = Math.min(asked, Math.max(1, Math.ceil(total / perPage)));
	const ids = await inOrder(matching.select('c.pledge_id as id'))
		.limit(perPage)
		.offset((page - 1) * perPage)
		.execute();
	const shown = ids.map((row) => row.id);
	const rows = await shownRows(db, shown, moment);
	return { rows, total, page, perPage };
}
