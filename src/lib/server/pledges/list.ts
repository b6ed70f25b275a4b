import { sql } from 'kysely';
import type { Assessment } from '#lib/domain/assessment.ts';
import type { BoardCount } from '#lib/domain/portfolio.ts';
import { GROUP_KEYS } from '#lib/domain/status.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import type { CurrentRow } from '../db/schema.ts';
import { refreshShown } from './current.ts';
import { reading, type Moment } from './moment.ts';
import { workOut } from './past.ts';

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
 */
function selectMatching(db: Db, moment: Moment, filter: Partial<PledgeFilter>) {
	const { q, party, owner } = filter;
	return reading(db, moment)
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
export async function listPledgeIds(db: Db, filter: PledgeFilter, moment: Moment): Promise<number[]> {
	const rows = await ordered(selectIds(db, moment, filter), filter).execute();
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

function selectIds(db: Db, moment: Moment, filter: PledgeFilter) {
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
	return turnTo(db, moment, filter.page, selectMatching(db, moment, filter), (ids) => ordered(ids, filter));
}

/** Counts what matches and gives the rows of one page of it. */
async function turnTo(
	db: Db,
	moment: Moment,
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
	const rows = await shownRows(db, shown, moment);
	return { rows, total, page, perPage: PAGE_SIZE };
}

/** Pledges that wait for a check: the interval runs out soon, or has run out. */
const WAITING = ['due', 'unverified'] as const;

function selectWaiting(db: Db, moment: Moment, owner?: string) {
	return selectMatching(db, moment, { owner }).where('c.freshness', 'in', WAITING);
}

/**
 * One page of the pledges that wait for a check, the longest overdue first.
 * @param owner id of an account, `none` for pledges that nobody owns, undefined for all
 */
export async function listWaiting(
	db: Db,
	owner: string | undefined,
	page: number,
	moment: Moment
): Promise<PledgePage> {
	const runsOut = sql`c.assessment -> 'freshness' ->> 'dueOn'`;
	return turnTo(db, moment, page, selectWaiting(db, moment, owner), (ids) =>
		ids.orderBy(runsOut).orderBy('c.code')
	);
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
 * It reads what stands in the read model, without bringing it up to date.
 */
export function countWaiting(db: Db, personId: string): Promise<WaitingCounts> {
	return db
		.selectFrom('pledge_current as c')
		.where('c.freshness', 'in', WAITING)
		.select(({ fn }) => [
			fn.countAll<number>().filterWhere('c.owner_id', '=', personId).as('mine'),
			fn.countAll<number>().filterWhere('c.owner_id', 'is', null).as('nobodys'),
			fn.countAll<number>().as('everybodys')
		])
		.executeTakeFirstOrThrow();
}

/** The rows of these pledges, in the order of the ids, with the words of the moment's own day. */
export async function shownRows(db: Db, ids: readonly number[], moment: Moment): Promise<PledgeRow[]> {
	if (moment.state === null) await refreshShown(db, ids, moment.asOf);
	return pledgeRows(db, ids, moment);
}

/**
 * The rows of these pledges, in the order of the ids, as they are at the moment: as the read model keeps them, and worked
 * out from the facts where it holds a later state, since something was recorded after the moment was opened.
 */
export async function pledgeRows(db: Db, ids: readonly number[], moment: Moment): Promise<PledgeRow[]> {
	if (ids.length === 0) return [];
	const rows = await reading(db, moment)
		.selectFrom('pledge_current')
		.where('pledge_id', 'in', [...ids])
		.select(['pledge_id', 'code', 'title', 'kind', 'theme', 'strength', 'assessment', 'row', 'upto_seq'])
		.execute();
	const byId = new Map<number, Kept>();
	for (const { upto_seq, ...row } of rows) if (upto_seq <= moment.upto) byId.set(row.pledge_id, row);
	const others = ids.filter((id) => !byId.has(id));
	for (const { row } of others.length > 0 ? await workOut(db, others, moment) : []) {
		const { pledge_id, code, title, kind, theme, strength } = row;
		const read = {
			assessment: JSON.parse(row.assessment) as Assessment,
			row: JSON.parse(row.row) as CurrentRow
		};
		byId.set(pledge_id, { pledge_id, code, title, kind, theme, strength, ...read });
	}
	return ids.flatMap((id) => {
		const found = byId.get(id);
		if (!found) return [];
		const { pledge_id, row, ...columns } = found;
		return [{ id: pledge_id, ...columns, ...row }];
	});
}

type Kept = Omit<PledgeRow, keyof CurrentRow | 'id'> & { pledge_id: number; row: CurrentRow };

/** Counts by theme, group, headline and freshness, from the same query as the list. */
export async function countPledges(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<BoardCount[]> {
	return selectMatching(db, moment, filter)
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
	db: Db,
	moment: Moment
): Promise<{ themes: string[]; owners: { id: string; name: string }[] }> {
	const themes = await listThemes(reading(db, moment));
	const owners = await reading(db, moment)
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
	return { themes, owners };
}

/** Every theme of the read model, in the order of the alphabet. */
export async function listThemes(db: Pick<Db, 'selectFrom'>): Promise<string[]> {
	const rows = await db
		.selectFrom('pledge_current')
		.select('theme')
		.distinct()
		.orderBy('theme')
		.limit(500)
		.execute();
	return rows.map((row) => row.theme);
}
