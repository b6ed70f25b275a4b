import type { IsoDate } from '#lib/domain/calendar.ts';
import { ACTIVITY_DAYS, CHECK_DAYS } from '#lib/domain/limits.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';
import type { SettingName } from '../db/schema.ts';

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
		checkDays: Number(set.get('check_days') ?? DEFAULTS.check_days),
		activityDays: Number(set.get('activity_days') ?? DEFAULTS.activity_days),
		seq: Math.max(0, ...rows.map((row) => row.entry_seq))
	};
}

/** One setting that an act changed. */
export interface SettingChange {
	seq: number;
	at: Date;
	on: IsoDate;
	by: string | null;
	reason: string | null;
	name: SettingName;
	/** what stood before: the default while nothing was set */
	before: string;
	after: string;
}

/** What stands while an admin has not set it. */
const DEFAULTS: Record<SettingName, string> = {
	review: 'on',
	check_days: String(CHECK_DAYS),
	activity_days: String(ACTIVITY_DAYS)
};

/** How many changes of the settings are listed. */
const MOST_CHANGES = 50;

/** What was changed in the settings, the latest first, bounded; the export of changes has them all. */
export async function listSettingChanges(db: Db): Promise<SettingChange[]> {
	const rows = await db
		.selectFrom('setting')
		.innerJoin('entry', 'entry.seq', 'setting.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.leftJoin('setting as former', 'former.id', 'setting.prev_id')
		.select(['entry.seq', 'entry.at', 'entry.recorded_on as on', 'account.name as by', 'entry.reason'])
		.select(['setting.name', 'former.value as before', 'setting.value as after'])
		.orderBy('setting.id', 'desc')
		.limit(MOST_CHANGES)
		.execute();
	return rows.map((row) => ({ ...row, before: row.before ?? DEFAULTS[row.name] }));
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
