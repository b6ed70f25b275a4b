import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Aggregation, ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import type { ReviewState } from '#lib/domain/review.ts';
import { knownOn, standsAt, within, type Reach } from '../db/chains.ts';
import { asText, selectRows } from '../db/bulk.ts';
import type { Db } from '../db/connection.ts';
import { withSources, type SourceView } from '../sources/queries.ts';
import { reviewNote, reviewState, shownAt } from './reviewed.ts';

/** How many figures a chart draws at the most: those of a day for half a century. */
const MOST = 20_000;

/** How many of them the page of a pledge lists; its chart, the chart's table and the export hold all of them. */
export const LISTED = 500;

/** A figure that another one replaced, and why. */
export interface FormerView {
	value: Decimal;
	recordedOn: IsoDate;
	recordedBy: string | null;
	reason: string | null;
	review: ReviewState | null;
}

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
	/** where it stands with the managers; null where nobody had to approve it */
	review: ReviewState | null;
	/** what a manager wrote to it */
	reviewNote: string | null;
	/** a later figure is to take its place once it is approved */
	corrected: boolean;
	/** the figures that this one replaced, or is to replace, latest first */
	former: FormerView[];
}

/**
 * The figures of a pledge that stood within reach, latest period first, each with the ones it replaced. A correction
 * that waits or was returned stands beside the figure that counts meanwhile.
 */
export async function listActuals(db: Db, pledgeId: number, reach: Reach): Promise<ActualView[]> {
	const rows = await selectRows(
		db,
		db
			.selectFrom('observation')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
			.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
			.leftJoin('account', 'account.id', 'entry.by_id')
			.where('indicator.pledge_id', '=', pledgeId)
			.where(within('observation', reach))
			.select(['observation.id', 'observation.indicator_id', 'observation.prev_id', 'observation.source_id'])
			.select(['observation.period_start', 'observation.period_end', 'observation.qualifier'])
			.select(['observation.state', 'observation.partial', 'observation.derived', 'observation.note'])
			.select(['observation.reason', 'observation.entered_unit'])
			.select(['reporter.name as reporter', 'entry.recorded_on', 'account.name as recorded_by'])
			.select([
				asText('observation.value').as('value'),
				asText('observation.entered_value').as('entered_value'),
				knownOn('observation', reach.upto).as('known_on'),
				shownAt(reach).as('shown'),
				reviewState(reach).as('review'),
				reviewNote(reach).as('review_note')
			])
			.orderBy('observation.period_end', 'desc')
			.orderBy('observation.period_start')
			.orderBy('observation.id')
			.limit(MOST)
	);
	const named = await withSources(db, rows, reach);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const replaced = new Set<number>();
	for (const { shown, prev_id } of rows) {
		for (let at = shown ? prev_id : null; at !== null; at = byId.get(at)?.prev_id ?? null) replaced.add(at);
	}
	return named
		.filter((row) => row.shown)
		.map((row) => {
			const former: ActualView['former'] = [];
			let later: Pick<typeof row, 'prev_id' | 'reason'> = row;
			for (let at = row.prev_id; at !== null; at = later.prev_id) {
				const before = byId.get(at);
				if (!before) break;
				const { value, recorded_on: recordedOn, recorded_by: recordedBy, review } = before;
				former.push({ value, recordedOn, recordedBy, reason: later.reason, review });
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
				review: row.review,
				reviewNote: row.review_note,
				corrected: replaced.has(row.id),
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
export function listIndicators(db: Db, pledgeId: number, reach: Reach): Promise<IndicatorView[]> {
	return db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', '=', pledgeId)
		.where(standsAt('indicator_version', reach))
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
