import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Aggregation, ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { withSources, type SourceView } from '../sources/queries.ts';

/** How much of a long list a pledge's page shows; the export holds all of it. */
const MOST = 500;

export interface ActualView {
	id: number;
	indicator: number;
	reporter: string;
	period: Period;
	value: Decimal;
	enteredValue: Decimal;
	enteredUnit: string;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	note: string | null;
	source: SourceView | null;
	knownOn: IsoDate;
	recordedOn: IsoDate;
	recordedBy: string | null;
	/** the figures that this one replaced, latest first */
	former: { value: Decimal; recordedOn: IsoDate; recordedBy: string | null; reason: string | null }[];
}

/** The figures of a pledge that stand, latest period first, each with the ones it replaced. */
export async function listActuals(db: Db, pledgeId: number): Promise<ActualView[]> {
	const rows = await db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('indicator.pledge_id', '=', pledgeId)
		.selectAll('observation')
		.select(['reporter.name as reporter', 'entry.recorded_on', 'account.name as recorded_by'])
		.orderBy('observation.period_end', 'desc')
		.orderBy('observation.period_start')
		.orderBy('observation.id')
		.limit(MOST)
		.execute();
	const named = await withSources(db, rows);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const replaced = new Set(rows.map((row) => row.prev_id));
	return named
		.filter((row) => !replaced.has(row.id))
		.map((row) => {
			const former: ActualView['former'] = [];
			let later: Pick<typeof row, 'prev_id' | 'reason'> = row;
			for (let at = row.prev_id; at !== null; at = later.prev_id) {
				const before = byId.get(at);
				if (!before) break;
				const { value, recorded_on: recordedOn, recorded_by: recordedBy } = before;
				former.push({ value, recordedOn, recordedBy, reason: later.reason });
				later = before;
			}
			return {
				id: row.id,
				indicator: row.indicator_id,
				reporter: row.reporter,
				period: { start: row.period_start, end: row.period_end },
				value: row.value,
				enteredValue: row.entered_value,
				enteredUnit: row.entered_unit,
				qualifier: row.qualifier,
				state: row.state,
				partial: row.partial,
				derived: row.derived,
				note: row.note,
				source: row.source,
				knownOn: row.known_on,
				recordedOn: row.recorded_on,
				recordedBy: row.recorded_by,
				former
			};
		});
}

export interface IndicatorView {
	id: number;
	role: 'headline' | 'supporting';
	title: string;
	unit: string;
	aggregation: Aggregation;
}

/** The headline indicator first, then the supporting ones. */
export function listIndicators(db: Db, pledgeId: number): Promise<IndicatorView[]> {
	return db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', '=', pledgeId)
		.where(isLast('indicator_version'))
		.select([
			'indicator.id',
			'indicator.role',
			'indicator_version.title',
			'indicator_version.unit',
			'indicator_version.aggregation'
		])
		.orderBy('indicator.role')
		.orderBy('indicator.id')
		.execute();
}
