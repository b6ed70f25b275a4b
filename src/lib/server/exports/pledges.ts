import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { PledgeLine } from '#lib/tabular/pledge-columns.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';
import { refreshShown } from '../pledges/current.ts';
import { listPledgeIds, pledgeRows } from '../pledges/list.ts';
import { sourcesById } from '../sources/queries.ts';
import { inChunks, PLEDGES_AT_ONCE } from './chunks.ts';
import { pledgeDetails } from './pledge-details.ts';

/**
 * The pledges of a list, in its order, some at a time. Which pledges they are is settled at the start; each part is
 * read at one moment of its own, so that a line never mixes two states and a long download holds nobody up.
 */
export async function* readPledges(
	db: Db,
	filter: PledgeFilter,
	today: IsoDate
): AsyncGenerator<PledgeLine[], void, undefined> {
	const ids = await listPledgeIds(db, filter, today);
	for (const some of inChunks(ids, PLEDGES_AT_ONCE)) {
		await refreshShown(db, some, today);
		yield await db.transaction().execute(async (trx) => {
			await sql`set transaction isolation level repeatable read read only`.execute(trx);
			return readLines(trx, some, today);
		});
	}
}

/** The lines of these pledges as they stand, in the order of the ids. */
export async function readLines(db: Db, ids: readonly number[], today: IsoDate): Promise<PledgeLine[]> {
	const rows = await pledgeRows(db, ids);
	const described = await describe(db, ids);
	const details = await pledgeDetails(db, ids, await lastSeq(db));
	const sources = await sourcesById(
		db,
		[...described.values()].map((one) => one.source_id)
	);
	return rows.flatMap((row) => {
		const about = described.get(row.id);
		const source = about && sources.get(about.source_id);
		const more = details.get(row.id);
		if (!about || !source || !more) return [];
		const { unit, aggregation, direction, baseline } = row;
		const measured = unit !== null && aggregation !== null && direction !== null;
		return [
			{
				code: row.code,
				title: row.title,
				kind: about.kind,
				strength: about.strength,
				theme: row.theme,
				mode: about.mode,
				parties: row.parties,
				occasion: row.occasion,
				owner: row.owner,
				indicator: measured ? { title: about.indicator ?? row.title, unit, aggregation, direction } : null,
				baseline: baseline && { ...baseline, precision: about.precision ?? 'day' },
				target: row.target,
				fixedPath: about.path,
				checkDays: about.check_days,
				activityDays: about.activity_days,
				quote: about.quote,
				locator: about.locator,
				reading: about.reading,
				source,
				details: more,
				assessment: row.assessment,
				asOf: today
			}
		];
	});
}

/** What a line says beyond the row of the list. */
async function describe(db: Db, ids: readonly number[]) {
	const rows = await db
		.selectFrom('pledge_version')
		.leftJoin('indicator', (join) =>
			join.onRef('indicator.pledge_id', '=', 'pledge_version.pledge_id').on('indicator.role', '=', 'headline')
		)
		.leftJoin('indicator_version', (join) =>
			join.onRef('indicator_version.indicator_id', '=', 'indicator.id').on(isLast('indicator_version'))
		)
		.leftJoin('baseline', (join) =>
			join.onRef('baseline.indicator_id', '=', 'indicator.id').on(isLast('baseline'))
		)
		.where('pledge_version.pledge_id', 'in', [...ids])
		.where(isLast('pledge_version'))
		.select([
			'pledge_version.pledge_id',
			'pledge_version.kind',
			'pledge_version.strength',
			'pledge_version.mode',
			'pledge_version.path',
			'pledge_version.check_days',
			'pledge_version.activity_days',
			'pledge_version.quote',
			'pledge_version.locator',
			'pledge_version.reading',
			'pledge_version.source_id',
			'indicator_version.title as indicator',
			'baseline.precision'
		])
		.execute();
	return new Map(rows.map((row) => [row.pledge_id, row]));
}
