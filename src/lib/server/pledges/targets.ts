import { sql } from 'kysely';
import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import type { Qualifier, TargetStanding } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { knownOn, within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { TARGET_UNIT } from '../history/sort.ts';
import { withSources, type SourceView } from '../sources/queries.ts';

/** How many targets of a pledge are listed; the export of changes holds all of them. */
const MOST = 100;

/** A target of a pledge as it was set: never edited, only followed by another one. */
export interface TargetView {
	/** ledger number of the act that set it */
	seq: number;
	value: Decimal | null;
	low: Decimal | null;
	high: Decimal | null;
	/** the indicator's unit at that time, which the values are in; null for kinds without one */
	unit: string | null;
	qualifier: Qualifier;
	per: 'year' | null;
	start: IsoDate | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	standing: TargetStanding;
	assumedDue: boolean;
	source: SourceView | null;
	/** since when and until when it stood here, or in public on that basis; `until` is null for the one in force */
	from: IsoDate;
	until: IsoDate | null;
	/** who set it here, and why it took the place of the one before; the original has no reason, and in public nobody of us set it */
	by: string | null;
	reason: string | null;
}

/** Every target that a pledge ever had within reach, the one in force first, the original last. */
export async function listTargets(db: Db, pledgeId: number, reach: Reach): Promise<TargetView[]> {
	const isPublic = reach.basis === 'public';
	const rows = await db
		.selectFrom('target')
		.innerJoin('entry', 'entry.seq', 'target.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('target.pledge_id', '=', pledgeId)
		.where(within('target', reach))
		.select(['target.entry_seq as seq', 'target.value', 'target.low', 'target.high', 'target.qualifier'])
		.select(['target.per', 'target.starts_on as start', 'target.due_on as due', 'target.standing'])
		.select(['target.due_precision as duePrecision', 'target.assumed_due as assumedDue', 'target.source_id'])
		.select(['target.reason', 'account.name as by'])
		.select((isPublic ? knownOn('target', reach.upto) : sql.ref<IsoDate>('entry.recorded_on')).as('from'))
		.select(TARGET_UNIT.as('unit'))
		.orderBy('target.id', 'desc')
		.limit(MOST)
		.execute();
	const named = await withSources(db, rows, reach);
	return named.map((row, at) => ({
		...row,
		by: isPublic ? null : row.by,
		until: named[at - 1]?.from ?? null
	}));
}
