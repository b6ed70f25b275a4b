import { ACTIVITY_DAYS, CHECK_DAYS } from '#lib/domain/limits.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';

/** What an admin has set for everybody. */
export interface Settings {
	/** figures that people record wait for a manager */
	review: boolean;
	/** days between checks that a new pledge starts with */
	checkDays: number;
	/** days within which a new continuing pledge needs evidence */
	activityDays: number;
	/** ledger number of the last change; 0 while nothing was ever set */
	seq: number;
}

/** The settings that stand; what was never set has its default. */
export async function readSettings(db: Db): Promise<Settings> {
	const rows = await db
		.selectFrom('setting')
		.where(isLast('setting'))
		.select(['name', 'value', 'entry_seq'])
		.execute();
	const set = new Map(rows.map((row) => [row.name, row.value]));
	return {
		review: set.get('review') !== 'off',
		checkDays: Number(set.get('check_days') ?? CHECK_DAYS),
		activityDays: Number(set.get('activity_days') ?? ACTIVITY_DAYS),
		seq: Math.max(0, ...rows.map((row) => row.entry_seq))
	};
}

/**
 * Whether the figures of an act have to wait for a manager: those of a person do while review is on, what the product
 * itself records does not. Settled when they are recorded; a later change of the setting moves none. A portfolio file
 * says itself which of its figures wait.
 */
export async function needsReview(db: Db, act: Pick<Act, 'by'>): Promise<boolean> {
	return act.by !== null && (await readSettings(db)).review;
}

/** Who can approve what is recorded now: managers, nobody because no account is one, or null where nobody has to. */
export async function findReviewers(db: Db): Promise<'managers' | 'nobody' | null> {
	const { review } = await readSettings(db);
	if (!review) return null;
	const manager = await db
		.selectFrom('account')
		.where('role', '=', 'manager')
		.where('disabled_at', 'is', null)
		.select('id')
		.limit(1)
		.executeTakeFirst();
	return manager === undefined ? 'nobody' : 'managers';
}
