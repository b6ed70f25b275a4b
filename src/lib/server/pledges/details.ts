import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type {
	Aggregation,
	CheckOutcome,
	LifecycleState,
	ObservationState,
	Qualifier
} from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';

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
	former: { value: Decimal; recordedOn: IsoDate; reason: string | null }[];
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
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const replaced = new Set(rows.map((row) => row.prev_id));
	return rows
		.filter((row) => !replaced.has(row.id))
		.map((row) => {
			const former: ActualView['former'] = [];
			let later = row;
			for (let at = row.prev_id; at !== null; at = later.prev_id) {
				const before = byId.get(at);
				if (!before) break;
				former.push({ value: before.value, recordedOn: before.recorded_on, reason: later.reason });
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
				source: row.source_id === null ? null : (sources.get(row.source_id) ?? null),
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

export interface StepView {
	id: number;
	type: 'stage' | 'event';
	title: string;
	party: string | null;
	due: IsoDate | null;
	dueSource: SourceView | null;
	doneFrom: IsoDate | null;
	doneTo: IsoDate | null;
	place: string | null;
	source: SourceView | null;
	note: string | null;
}

/** The stages or events of a pledge in their order, with the record that stands. */
export async function listSteps(db: Db, pledgeId: number): Promise<StepView[]> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.leftJoin('step_done', (join) =>
			join
				.onRef('step_done.step_id', '=', 'step.id')
				.on(isLast('step_done'))
				.on('step_done.undone', '=', false)
		)
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(isLast('party_version'))
		)
		.where('step.pledge_id', '=', pledgeId)
		.where(isLast('step_version'))
		.where('step_version.dropped', '=', false)
		.select([
			'step.id',
			'step.type',
			'step_version.title',
			'party_version.name as party',
			'step_version.due_on',
			'step_version.due_source_id',
			'step_done.done_from',
			'step_done.done_to',
			'step_done.place',
			'step_done.source_id',
			'step_done.note'
		])
		.orderBy('step_version.position')
		.orderBy('step.id')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.flatMap((row) => [row.source_id, row.due_source_id])
	);
	const source = (id: number | null) => (id === null ? null : (sources.get(id) ?? null));
	return rows.map((row) => ({
		id: row.id,
		type: row.type,
		title: row.title,
		party: row.party,
		due: row.due_on,
		dueSource: source(row.due_source_id),
		doneFrom: row.done_from,
		doneTo: row.done_to,
		place: row.place,
		source: source(row.source_id),
		note: row.note
	}));
}

export interface CheckView {
	checkedOn: IsoDate;
	evidenceOn: IsoDate | null;
	outcome: CheckOutcome;
	text: string;
	source: SourceView | null;
	by: string | null;
}

/** The latest checks first. */
export async function listChecks(db: Db, pledgeId: number): Promise<CheckView[]> {
	const rows = await db
		.selectFrom('check_in')
		.innerJoin('entry', 'entry.seq', 'check_in.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('pledge_id', '=', pledgeId)
		.selectAll('check_in')
		.select('account.name as by')
		.orderBy('checked_on', 'desc')
		.orderBy('check_in.id', 'desc')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	return rows.map((row) => ({
		checkedOn: row.checked_on,
		evidenceOn: row.evidence_on,
		outcome: row.outcome,
		text: row.text,
		source: row.source_id === null ? null : (sources.get(row.source_id) ?? null),
		by: row.by
	}));
}

export interface ScoreView {
	reader: string;
	value: -1 | 0 | 1;
	on: IsoDate;
	rationale: string;
	source: SourceView | null;
}

/** Each reader's score that stands. */
export async function listScores(db: Db, pledgeId: number): Promise<ScoreView[]> {
	const rows = await db
		.selectFrom('score')
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.where(isLast('score'))
		.orderBy('scored_on', 'desc')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	return rows.map((row) => ({
		reader: row.reader,
		value: row.value,
		on: row.scored_on,
		rationale: row.rationale,
		source: row.source_id === null ? null : (sources.get(row.source_id) ?? null)
	}));
}

export interface RestatementView {
	saidOn: IsoDate | null;
	text: string;
	note: string | null;
	source: SourceView | null;
}

/** Every time the pledge was said again, earliest first; undated ones before all others. */
export async function listRestatements(db: Db, pledgeId: number): Promise<RestatementView[]> {
	const rows = await db
		.selectFrom('restatement')
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.orderBy('said_on', (ob) => ob.asc().nullsFirst())
		.orderBy('id')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	return rows.map((row) => ({
		saidOn: row.said_on,
		text: row.text,
		note: row.note,
		source: sources.get(row.source_id) ?? null
	}));
}

export interface ClosingView {
	state: LifecycleState;
	on: IsoDate;
	reason: string;
	source: SourceView | null;
}

/** Concluded, withdrawn, superseded or reopened: the latest first. */
export async function listClosings(db: Db, pledgeId: number): Promise<ClosingView[]> {
	const rows = await db
		.selectFrom('lifecycle')
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.orderBy('id', 'desc')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	return rows.map((row) => ({
		state: row.state,
		on: row.happened_on,
		reason: row.reason,
		source: row.source_id === null ? null : (sources.get(row.source_id) ?? null)
	}));
}

export interface HistoryView {
	/** ledger number of the latest of these acts */
	seq: number;
	on: IsoDate;
	action: string;
	reason: string | null;
	by: string | null;
	/** how many acts of this sort, by this person, for this reason, there were on that day */
	count: number;
}

/** What was done to a pledge, by whom and when, the latest first; like acts of one day are one line. */
export function listHistory(db: Db, code: string, limit: number): Promise<HistoryView[]> {
	return db
		.selectFrom('entry')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('entry.subject', '=', code.toUpperCase())
		.select(({ fn }) => [
			fn.max('entry.seq').as('seq'),
			'entry.recorded_on as on',
			'entry.action',
			'entry.reason',
			'account.name as by',
			fn.countAll<number>().as('count')
		])
		.groupBy(['entry.recorded_on', 'entry.action', 'entry.reason', 'account.name'])
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
}
