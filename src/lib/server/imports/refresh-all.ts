import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';
import { countAnew } from '../db/planned-rows.ts';
import { byWeight, inChunks } from '../exports/chunks.ts';
import { refresh } from '../pledges/current.ts';
import { pause, type Watch } from './format.ts';

/** How many pledges without figures are brought up to date at once: all of their facts are read again for it. */
const AT_ONCE = 200;
/** As many figures take as long as a pledge does. */
const FIGURES = 40;
/** For how many pledges figures are counted at once. */
const COUNTED_AT_ONCE = 5000;

/**
 * Brings pledges up to date some at a time, so that whoever watches sees how far it is and can stop it.
 * @param from the share that was done before
 */
export async function refreshAll(
	trx: Db,
	ids: readonly number[],
	today: IsoDate,
	watch: Watch,
	from: number
): Promise<void> {
	if (ids.length > AT_ONCE) await countAnew(trx);
	const sorted = [...ids].sort((one, other) => one - other);
	let done = 0;
	for (const some of inChunks(sorted, COUNTED_AT_ONCE)) {
		const figures = await countFigures(trx, some);
		const weightOf = (id: number) => 1 + Math.floor((figures.get(id) ?? 0) / FIGURES);
		for (const pack of byWeight(some, weightOf, AT_ONCE)) {
			await pause(watch);
			await refresh(trx, pack, today);
			done += pack.length;
			watch.progress(from + ((1 - from) * done) / sorted.length);
		}
	}
}

async function countFigures(trx: Db, ids: readonly number[]): Promise<Map<number, number>> {
	const rows = await trx
		.selectFrom('indicator')
		.innerJoin('observation', 'observation.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', 'in', [...ids])
		.groupBy('indicator.pledge_id')
		.select(({ fn }) => ['indicator.pledge_id as id', fn.countAll<number>().as('figures')])
		.execute();
	return new Map(rows.map(({ id, figures }) => [id, figures]));
}
