import { sql } from 'kysely';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { PledgeLine } from '#lib/tabular/pledge-columns.ts';
import { standsAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { refreshShown } from '../pledges/current.ts';
import { pledgeRows } from '../pledges/pledge-rows.ts';
import type { Moment } from '../pledges/moment.ts';
import { sourcesById } from '../sources/queries.ts';
import { inChunks, PLEDGES_AT_ONCE } from './chunks.ts';
import { pledgeDetails } from './pledge-details.ts';
import { NO_FILTERS, readAtOf } from './read-at.ts';
import { settleIds } from './settle-ids.ts';

/**
 * The pledges of a list, in its order, some at a time, all as they stood at the moment, whatever is recorded while it
 * runs. Which pledges they are is settled at the start; no transaction is held between two parts, so that a long
 * download holds nobody up.
 */
export async function* readPledges(
	db: Db,
	filter: PledgeFilter,
	moment: Moment
): AsyncGenerator<PledgeLine[], void, undefined> {
	const { filters } = await readAtOf(db, filter, moment);
	const ids = await settleIds(db, filter, moment);
	for (const some of inChunks(ids, PLEDGES_AT_ONCE)) {
		if (moment.state === null) await refreshShown(db, some, moment.asOf);
		yield await db.transaction().execute(async (trx) => {
			await sql`set transaction isolation level repeatable read read only`.execute(trx);
			return readLines(trx, some, moment, filters);
		});
	}
}

/**
 * The lines of these pledges as they stood at a moment, in the order of the ids.
 * @param filters what they were chosen by, in words
 */
export async function readLines(
	db: Db,
	ids: readonly number[],
	moment: Moment,
	filters = NO_FILTERS
): Promise<PledgeLine[]> {
	const rows = await pledgeRows(db, ids, moment);
	// A file that ended as if it were whole would be worse than one that breaks off.
	if (rows.length < ids.length) throw new Error('Rows of the state that is read are not there any more.');
	const described = await describe(db, ids, moment);
	const details = await pledgeDetails(db, ids, moment);
	const sources = await sourcesById(
		db,
		[...described.values()].map((one) => one.source_id),
		moment
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
				verdict: row.verdict,
				moment: { ...moment, filters }
			}
		];
	});
}

/** What a line says beyond the row of the list. */
async function describe(db: Db, ids: readonly number[], moment: Moment) {
	const rows = await db
		.selectFrom('pledge_version')
		.leftJoin('indicator', (join) =>
			join.onRef('indicator.pledge_id', '=', 'pledge_version.pledge_id').on('indicator.role', '=', 'headline')
		)
		.leftJoin('indicator_version', (join) =>
			join
				.onRef('indicator_version.indicator_id', '=', 'indicator.id')
				.on(standsAt('indicator_version', moment))
		)
		.leftJoin('baseline', (join) =>
			join.onRef('baseline.indicator_id', '=', 'indicator.id').on(standsAt('baseline', moment))
		)
		.where('pledge_version.pledge_id', 'in', [...ids])
		.where(standsAt('pledge_version', moment))
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
