import { sql } from 'kysely';
import type { Assessment } from '#lib/domain/assessment.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { BoardCount } from '#lib/domain/portfolio.ts';
import { GROUP_KEYS } from '#lib/domain/status.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import type { CurrentRow } from '../db/schema.ts';
import { refreshDue, refreshShown } from './current.ts';

/** Rows on one page of a list. */
export const PAGE_SIZE = 50;

/** One row of a list: what the page, its CSV and the board's attention list show of a pledge. */
export interface PledgeRow extends CurrentRow {
	id: number;
	code: string;
	title: string;
	kind: string;
	theme: string;
	strength: string;
	assessment: Assessment;
}

/**
 * The one query behind a list, its count, its tiles and its exports: whatever narrows one narrows all.
 * Rows that are due to be recomputed have to be brought up to date before (`refreshDue`).
 */
function selectMatching(db: Db, filter: Partial<PledgeFilter>) {
	const { q, party, owner } = filter;
	return db
		.selectFrom('pledge_current as c')
		.$if(filter.code !== undefined, (qb) => qb.where('c.code', '=', filter.code ?? ''))
		.$if(filter.theme !== undefined, (qb) => qb.where('c.theme', '=', filter.theme ?? ''))
		.$if(filter.group !== undefined, (qb) => qb.where('c.status_group', '=', filter.group ?? 'met'))
		.$if(filter.status !== undefined, (qb) => qb.where('c.status', '=', filter.status ?? 'MET'))
		.$if(filter.kind !== undefined, (qb) => qb.where('c.kind', '=', filter.kind ?? 'level'))
		.$if(filter.strength !== undefined, (qb) => qb.where('c.strength', '=', filter.strength ?? 'agreed'))
		.$if(filter.occasion !== undefined, (qb) => qb.where('c.occasion_id', '=', filter.occasion ?? 0))
		.$if(filter.freshness !== undefined, (qb) => qb.where('c.freshness', '=', filter.freshness ?? 'none'))
		.$if(filter.headline !== undefined, (qb) => qb.where('c.counted', '=', filter.headline === 'yes'))
		.$if(owner !== undefined, (qb) =>
			owner === 'none' ? qb.where('c.owner_id', 'is', null) : qb.where('c.owner_id', '=', owner ?? '')
		)
		.$if(party !== undefined, (qb) =>
			qb.where(({ exists, selectFrom }) =>
				exists(
					selectFrom('pledge_current_party as p')
						.select('p.party_id')
						.whereRef('p.pledge_id', '=', 'c.pledge_id')
						.where('p.party_id', '=', party ?? 0)
				)
			)
		)
		.$if(q !== undefined, (qb) =>
			qb.where((eb) =>
				eb.and(wordsOf(q ?? '').map((word) => sql<boolean>`position(${word} in ${eb.ref('c.search')}) > 0`))
			)
		);
}

function wordsOf(q: string): string[] {
	return q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
}

const GROUP_ORDER = sql<number>`array_position(array[${sql.join(GROUP_KEYS.map((g) => sql.lit(g)))}], c.status_group)`;
const FRESHNESS_ORDER = sql<number>`array_position(array['unverified', 'due', 'current', 'none'], c.freshness)`;

/** The ids of all matching pledges in the order of the list. */
export async function listPledgeIds(db: Db, filter: PledgeFilter, today: IsoDate): Promise<number[]> {
	await refreshDue(db, today);
	const rows = await ordered(selectIds(db, filter), filter).execute();
	return rows.map((row) => row.id);
}

function ordered(query: ReturnType<typeof selectIds>, filter: PledgeFilter) {
	const by = {
		code: sql`c.code`,
		title: sql`lower(c.title)`,
		status: GROUP_ORDER,
		freshness: FRESHNESS_ORDER,
		progress: sql`c.progress`,
		due: sql`c.due_on`
	}[filter.sort];
	return query
		.orderBy(by, (ob) => (filter.dir === 'desc' ? ob.desc() : ob.asc()).nullsLast())
		.orderBy('c.code');
}

function selectIds(db: Db, filter: PledgeFilter) {
	return selectMatching(db, filter).select('c.pledge_id as id');
}

export interface PledgePage {
	rows: PledgeRow[];
	total: number;
	page: number;
	perPage: number;
}

/** One page of the list, the last one where the address asks for a later one. */
export async function listPledges(db: Db, filter: PledgeFilter, today: IsoDate): Promise<PledgePage> {
	await refreshDue(db, today);
	return turnTo(db, today, filter.page, selectMatching(db, filter), (ids) => ordered(ids, filter));
}

/** Counts what matches and gives the rows of one page of it. */
async function turnTo(
	db: Db,
	today: IsoDate,
	asked: number,
	matching: ReturnType<typeof selectMatching>,
	inOrder: (ids: ReturnType<typeof selectIds>) => ReturnType<typeof selectIds>
): Promise<PledgePage> {
	const { total } = await matching
		.select((eb) => eb.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
	const page = Math.min(asked, pages);
	const ids = await inOrder(matching.select('c.pledge_id as id'))
		.limit(PAGE_SIZE)
		.offset((page - 1) * PAGE_SIZE)
		.execute();
	const shown = ids.map((row) => row.id);
	await refreshShown(db, shown, today);
	const rows = await pledgeRows(db, shown);
	return { rows, total, page, perPage: PAGE_SIZE };
}

/** Pledges that wait for a check: the interval runs out soon, or has run out. */
function selectWaiting(db: Db, owner?: string) {
	return selectMatching(db, { owner }).where('c.freshness', 'in', ['due', 'unverified']);
}

/**
 * One page of the pledges that wait for a check, the longest overdue first.
 * @param owner id of an account, `none` for pledges that nobody owns, undefined for all
 */
export async function listWaiting(
	db: Db,
	owner: string | undefined,
	page: number,
	today: IsoDate
): Promise<PledgePage> {
	await refreshDue(db, today);
	const runsOut = sql`c.assessment -> 'freshness' ->> 'dueOn'`;
	return turnTo(db, today, page, selectWaiting(db, owner), (ids) => ids.orderBy(runsOut).orderBy('c.code'));
}

/** How many pledges wait for a check. */
export interface WaitingCounts {
	/** those of one person */
	mine: number;
	nobodys: number;
	everybodys: number;
}

/**
 * How many pledges wait, of this person, of nobody and in all: one query, cheap enough for the head of every page.
 * It reads what stands; whoever has not just read a list brings it up to date before.
 */
export function countWaiting(db: Db, personId: string): Promise<WaitingCounts> {
	return selectWaiting(db)
		.select(({ fn }) => [
			fn.countAll<number>().filterWhere('c.owner_id', '=', personId).as('mine'),
			fn.countAll<number>().filterWhere('c.owner_id', 'is', null).as('nobodys'),
			fn.countAll<number>().as('everybodys')
		])
		.executeTakeFirstOrThrow();
}

/** The rows of these pledges, in the order of the ids. */
export async function pledgeRows(db: Db, ids: readonly number[]): Promise<PledgeRow[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.selectFrom('pledge_current')
		.where('pledge_id', 'in', [...ids])
		.select(['pledge_id', 'code', 'title', 'kind', 'theme', 'strength', 'assessment', 'row'])
		.execute();
	const byId = new Map(rows.map((row) => [row.pledge_id, row]));
	return ids.flatMap((id) => {
		const found = byId.get(id);
		if (!found) return [];
		const { pledge_id, row, ...columns } = found;
		return [{ id: pledge_id, ...columns, ...row }];
	});
}

/** Counts by theme, group, headline and freshness, from the same query as the list. */
export async function countPledges(
	db: Db,
	filter: Partial<PledgeFilter>,
	today: IsoDate
): Promise<BoardCount[]> {
	await refreshDue(db, today);
	return selectMatching(db, filter)
		.select((eb) => [
			'c.theme',
			'c.status_group as group',
			'c.counted',
			sql<boolean>`c.freshness = 'unverified'`.as('unverified'),
			eb.fn.countAll<number>().as('count')
		])
		.groupBy(['c.theme', 'c.status_group', 'c.counted', sql`c.freshness = 'unverified'`])
		.orderBy('c.theme')
		.execute();
}

/** What a list can be filtered by, from what is there. */
export async function listFacets(
	db: Db
): Promise<{ themes: string[]; owners: { id: string; name: string }[] }> {
	const themes = await db
		.selectFrom('pledge_current')
		.select('theme')
		.distinct()
		.orderBy('theme')
		.limit(500)
		.execute();
	const owners = await db
		.selectFrom('account')
		.select(['account.id', 'account.name'])
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('pledge_current')
					.select('pledge_id')
					.whereRef('pledge_current.owner_id', '=', 'account.id')
			)
		)
		.orderBy('account.name')
		.limit(500)
		.execute();
	return { themes: themes.map((row) => row.theme), owners };
}
