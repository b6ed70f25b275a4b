import { sql } from 'kysely';
import type { ChangeKind } from '#lib/domain/change-kinds.ts';
import { changesBetween, type Change, type Standing } from '#lib/domain/changes.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { refreshShown } from './current.ts';
import { reading, type Moment } from './moment.ts';

/** How many pledges are compared at once. */
const AT_ONCE = 200;

/**
 * What changed of each pledge between the earlier state of a moment and the moment itself, by the pledge's id; what did
 * not is not there. Both states are read models of the same rules, so that what midnight alone changed is found too.
 */
export async function changesSince(db: Db, moment: Moment): Promise<Map<number, Change[]>> {
	const found = new Map<number, Change[]>();
	const { since } = moment;
	if (!since || since.state === moment.state) return found;
	const ids = await differing(db, since, moment);
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const some = ids.slice(from, from + AT_ONCE);
		if (moment.state === null) await refreshShown(db, some, moment.asOf);
		const before = await standings(db, some, since);
		for (const [id, after] of await standings(db, some, moment)) {
			const changes = changesBetween(before.get(id) ?? null, after);
			if (changes.length > 0) found.set(id, changes);
		}
	}
	return found;
}

/**
 * Ids of the pledges of which something changed, of one sort if one is asked for; null where the moment has no earlier
 * state to tell changes from.
 * @throws DomainError `since_missing` where a sort of change is asked for and no earlier state
 */
export async function changedIds(db: Db, moment: Moment, kind?: ChangeKind): Promise<number[] | null> {
	if (!moment.since && kind !== undefined) {
		throw new DomainError(
			'since_missing',
			'This address asks for what changed, and not since when. Add a day to it, such as since=2026-01-31.'
		);
	}
	if (!moment.since) return null;
	const changes = await changesSince(db, moment);
	return [...changes].flatMap(([id, some]) =>
		kind === undefined || some.some((change) => change.kind === kind) ? [id] : []
	);
}

type State = Pick<Moment, 'state' | 'asOf'>;

/** Ids of the pledges that the two states do not show alike, in the order of their codes. */
async function differing(db: Db, since: State, moment: State): Promise<number[]> {
	const before = reading(db, since).selectFrom('pledge_current').selectAll();
	const rows = await reading(db, moment)
		.selectFrom('pledge_current as c')
		.leftJoin(before.as('b'), 'b.pledge_id', 'c.pledge_id')
		.where(
			sql<boolean>`(b.pledge_id is null or (c.status, c.freshness, c.attention, c.progress)
				is distinct from (b.status, b.freshness, b.attention, b.progress)
				or c.row -> 'target' is distinct from b.row -> 'target'
				or c.row -> 'evidence' is distinct from b.row -> 'evidence')`
		)
		.select('c.pledge_id as id')
		.orderBy('c.code')
		.execute();
	return rows.map(({ id }) => id);
}

/** These pledges as a state shows them. */
async function standings(db: Db, ids: readonly number[], state: State): Promise<Map<number, Standing>> {
	const rows = await reading(db, state)
		.selectFrom('pledge_current')
		.where('pledge_id', 'in', [...ids])
		.select(['pledge_id', 'assessment', 'row'])
		.execute();
	const byId = new Map(
		rows.map(({ pledge_id, assessment, row }) => {
			const { target, baseline, unit, evidence } = row;
			return [pledge_id, { assessment, target, baseline, unit, evidence }];
		})
	);
	return new Map(
		ids.flatMap((id) => {
			const found = byId.get(id);
			return found ? [[id, found] as const] : [];
		})
	);
}
