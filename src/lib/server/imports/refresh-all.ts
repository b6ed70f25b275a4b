import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';
import { refresh } from '../pledges/current.ts';
import { pause, type Watch } from './format.ts';

/** How many pledges are brought up to date at once: all of their figures are read again for it. */
const AT_ONCE = 25;

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
	const sorted = [...ids].sort((one, other) => one - other);
	for (let at = 0; at < sorted.length; at += AT_ONCE) {
		await pause(watch);
		await refresh(trx, sorted.slice(at, at + AT_ONCE), today);
		watch.progress(from + ((1 - from) * Math.min(at + AT_ONCE, sorted.length)) / sorted.length);
	}
}
