import type { Assessment } from '#lib/domain/assessment.ts';
import type { Db } from '../db/connection.ts';
import type { CurrentRow } from '../db/schema.ts';
import { refreshShown } from './current.ts';
import { reading, type Moment } from './moment.ts';
import { workOut } from './past.ts';

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
