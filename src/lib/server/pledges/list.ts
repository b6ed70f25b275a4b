import { sql } from 'kysely';
import type { Assessment } from '#lib/domain/assessment.ts';
import { ATTENTION_KEYS } from '#lib/domain/attention-reasons.ts';
import { PARTY_ROLES, type PartyRole } from '#lib/domain/commitment.ts';
import { OTHER_ROLE } from '#lib/domain/owing.ts';
import type { BoardCount } from '#lib/domain/portfolio.ts';
import { GROUP_KEYS } from '#lib/domain/status.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import type { CurrentRow } from '../db/schema.ts';
import { changedIds } from './changes.ts';
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

/** What narrows a list: its filter, and the ids of what changed where it asks for that. */
type Narrowed = Partial<PledgeFilter> & { changed?: readonly number[] | null };

/** The filter with the ids of the pledges that changed since the earlier state of the moment, if it has one. */
export async function narrow(db: Db, filter: Partial<PledgeFilter>, moment: Moment): Promise<Narrowed> {
	return { ...filter, changed: await changedIds(db, moment, filter.change) };
}

/**
 * The one query behind a list, its count, its tiles and its exports: whatever narrows one narrows all.
 */
export function selectMatching(db: Db, moment: Moment, filter: Narrowed) {
	const { q, party, role, other, owner, attention, changed } = filter;
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
		.$if(attention !== undefined, (qb) =>
			qb.where(
				attention === 'any'
					? sql<boolean>`c.attention <> '{}'`
					: sql<boolean>`${attention} = any(c.attention)`
			)
		)
		.$if(changed != null, (qb) =>
			changed?.length ? qb.where('c.pledge_id', 'in', [...changed]) : qb.where(sql<boolean>`false`)
		)
		.$if(party !== undefined || role !== undefined || other !== undefined, (qb) =>
			qb.where(hasParties({ party, role, other }))
		)
		.$if(q !== undefined, (qb) =>
			qb.where((eb) =>
				eb.and(wordsOf(q ?? '').map((word) => sql<boolean>`position(${word} in ${eb.ref('c.search')}) > 0`))
			)
		);
}

/** Whether a pledge has this party, in this role, and another one in the role that answers to it, or none. */
function hasParties({ party, role, other }: Pick<PledgeFilter, 'party' | 'role' | 'other'>) {
	const one = [
		sql`p.pledge_id = c.pledge_id`,
		...(party === undefined ? [] : [sql`p.party_id = ${party}`]),
		...(role === undefined ? [] : [sql`p.role = ${role}`])
	];
	const second = sql`select 1 from pledge_current_party as o where o.pledge_id = c.pledge_id
		and ${answers(role)}`;
	if (other === 'none') one.push(sql`not exists (${second})`);
	else if (other !== undefined) one.push(sql`exists (${second} and o.party_id = ${other})`);
	return sql<boolean>`exists (select 1 from pledge_current_party as p where ${sql.join(one, sql` and `)})`;
}

/** That party `o` stands to party `p` as the roles say. @param role of `p`, if it is known before */
function answers(role?: PartyRole) {
	const apart = sql`o.party_id <> p.party_id`;
	if (role === undefined) return apart;
	const wanted = OTHER_ROLE[role];
	return wanted === null
		? sql`(${apart} and o.role <> ${sql.lit(role)})`
		: sql`(${apart} and o.role = ${sql.lit(wanted)})`;
}

function wordsOf(q: string): string[] {
	return q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
}

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
async function turnTo(
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
	return turnTo(db, moment, { page, perPage: PAGE_SIZE }, selectWaiting(db, moment, owner), (ids) =>
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
	return selectMatching(db, moment, await narrow(db, filter, moment))
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

/** How many pledges one party owes another; a pledge to several stands in a row of each. */
export interface OwingCount extends BoardCount {
	party: number;
	role: PartyRole;
	/** null: nobody is named in the role that answers */
	other: number | null;
}

/**
 * Who owes whom, counted by group, headline and freshness: a row for each pledger and counterpart, one for both of a
 * joint promise, and one for a party beside whom nobody is named in the role that answers.
 */
export async function countOwing(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<OwingCount[]> {
	const { party } = filter;
	return selectMatching(db, moment, await narrow(db, filter, moment))
		.innerJoin('pledge_current_party as p', 'p.pledge_id', 'c.pledge_id')
		.leftJoin('pledge_current_party as o', (join) =>
			join.onRef('o.pledge_id', '=', 'c.pledge_id').on(
				sql<boolean>`case p.role ${sql.join(
					PARTY_ROLES.map((role) => sql`when ${sql.lit(role)} then ${answers(role)}`),
					sql` `
				)} end`
			)
		)
		.where(
			sql<boolean>`(p.role = 'pledger' or o.party_id is null or (p.role = 'joint' and p.party_id < o.party_id))`
		)
		.$if(party !== undefined, (qb) =>
			qb.where((eb) => eb.or([eb('p.party_id', '=', party ?? 0), eb('o.party_id', '=', party ?? 0)]))
		)
		.select((eb) => [
			'p.party_id as party',
			'p.role',
			'o.party_id as other',
			'c.theme',
			'c.status_group as group',
			'c.counted',
			sql<boolean>`c.freshness = 'unverified'`.as('unverified'),
			eb.fn.countAll<number>().as('count')
		])
		.groupBy(['p.party_id', 'p.role', 'o.party_id', 'c.theme', 'c.status_group', 'c.counted'])
		.groupBy(sql`c.freshness = 'unverified'`)
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
