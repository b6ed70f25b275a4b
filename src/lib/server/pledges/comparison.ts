import { compare, type Compared, type Scale } from '#lib/domain/comparison.ts';
import { knownBy } from '#lib/domain/eligible.ts';
import { statusLook } from '#lib/format/status-words.ts';
import { MOST_COMPARED, type AskedComparison } from '#lib/schema/comparison.ts';
import type { Db } from '../db/connection.ts';
import { loadFacts } from './facts.ts';
import { listPledgeIds } from './list.ts';
import { shownRows, type PledgeRow } from './pledge-rows.ts';
import { reading, type Moment } from './moment.ts';

export interface ComparedRow extends Pick<PledgeRow, 'id' | 'code' | 'title' | 'kind' | 'assessment'> {
	/** its status in the words of its page, and that nobody has checked it where that is so */
	stands: string;
	shown: Compared | { why: string };
}

/** How many pledges of a list are looked at. */
const MOST_READ = 200;

/**
 * The pledges that are asked for, in the order of their choice or of the list: as many of those that have a place on
 * the scale as fit side by side, and those that have none. `total` counts what has a place.
 */
export async function loadComparison(
	db: Db,
	{ codes, filter, scale }: AskedComparison,
	moment: Moment
): Promise<{ rows: ComparedRow[]; total: number; unknown: string[] }> {
	const chosen = codes.length > 0 ? await findCodes(db, codes, moment) : null;
	const ids = chosen
		? codes.flatMap((code) => chosen.get(code) ?? [])
		: await listPledgeIds(db, filter, moment);
	const unknown = chosen ? codes.filter((code) => !chosen.has(code)) : [];
	const rows = await compareRows(db, ids.slice(0, MOST_READ), scale, moment);
	const placed = rows.filter(({ shown }) => !('why' in shown));
	const left = new Set(placed.slice(MOST_COMPARED));
	return { rows: rows.filter((row) => !left.has(row)), total: placed.length, unknown };
}

async function findCodes(db: Db, codes: readonly string[], moment: Moment): Promise<Map<string, number>> {
	const rows = await reading(db, moment)
		.selectFrom('pledge_current')
		.where('code', 'in', [...codes])
		.select(['code', 'pledge_id'])
		.execute();
	return new Map(rows.map((row) => [row.code, row.pledge_id]));
}

async function compareRows(
	db: Db,
	ids: readonly number[],
	scale: Scale,
	moment: Moment
): Promise<ComparedRow[]> {
	const { asOf, basis, upto } = moment;
	const [rows, facts] = await Promise.all([shownRows(db, ids, moment), loadFacts(db, ids, moment.upto)]);
	return rows.flatMap(({ id, code, title, kind, assessment }) => {
		const own = facts.get(id);
		if (!own) return [];
		const shown = compare(knownBy(own, asOf, { basis, at: upto }), asOf, scale);
		const { words, silence } = statusLook(assessment.status, assessment.statusText, assessment.freshness);
		const stands = [words, ...(silence ? [silence.word] : [])].join(', ');
		return [{ id, code, title, kind, assessment, stands, shown }];
	});
}
