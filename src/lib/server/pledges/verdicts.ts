import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Verdict } from '#lib/domain/status.ts';
import type { Db } from '../db/connection.ts';
import { withSources, type SourceView } from '../sources/queries.ts';

/** The verdict that stood on each of these pledges at a ledger number, by pledge id: the last one that was given. */
export async function standingVerdicts(
	db: Db,
	pledgeIds: readonly number[],
	upto: number
): Promise<Map<number, { group: Verdict; on: IsoDate }>> {
	if (pledgeIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('verdict')
		.distinctOn('pledge_id')
		.where('pledge_id', 'in', [...pledgeIds])
		.where('entry_seq', '<=', upto)
		.select(['pledge_id', 'value as group', 'given_on as on'])
		.orderBy('pledge_id')
		.orderBy('id', 'desc')
		.execute();
	return new Map(rows.map(({ pledge_id, ...verdict }) => [pledge_id, verdict]));
}

/** How many verdicts a pledge's page lists. */
const MOST = 100;

export interface VerdictView {
	id: number;
	value: Verdict;
	on: IsoDate;
	rationale: string;
	source: SourceView | null;
	by: string | null;
}

/** The verdicts on a pledge that had been given by a ledger number, the one that stands first. */
export async function listVerdicts(db: Db, pledgeId: number, upto: number): Promise<VerdictView[]> {
	const rows = await db
		.selectFrom('verdict')
		.innerJoin('entry', 'entry.seq', 'verdict.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('verdict.pledge_id', '=', pledgeId)
		.where('verdict.entry_seq', '<=', upto)
		.select([
			'verdict.id',
			'verdict.value',
			'verdict.given_on as on',
			'verdict.rationale',
			'verdict.source_id',
			'account.name as by'
		])
		.orderBy('verdict.id', 'desc')
		.limit(MOST)
		.execute();
	return withSources(db, rows);
}
