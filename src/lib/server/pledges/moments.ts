import { sql } from 'kysely';
import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import type { CheckOutcome, LifecycleState } from '#lib/domain/commitment.ts';
import { standsAt, within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { reviewState } from './reviewed.ts';
import { sourcesById, withSources, type SourceView } from '../sources/queries.ts';

/** How much of a long list a pledge's page shows; the export holds all of it. */
const MOST = 500;

export interface StepView {
	id: number;
	type: 'stage' | 'event';
	title: string;
	party: string | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	dueSource: SourceView | null;
	doneFrom: IsoDate | null;
	doneTo: IsoDate | null;
	place: string | null;
	source: SourceView | null;
	note: string | null;
}

/** The stages or events of a pledge in their order, with the record that stands. */
export async function listSteps(db: Db, pledgeId: number, reach: Reach): Promise<StepView[]> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.leftJoin('step_done', (join) =>
			join
				.onRef('step_done.step_id', '=', 'step.id')
				.on(standsAt('step_done', reach))
				.on('step_done.undone', '=', false)
		)
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(standsAt('party_version', reach))
		)
		.where('step.pledge_id', '=', pledgeId)
		.where(standsAt('step_version', reach))
		.where('step_version.dropped', '=', false)
		.select([
			'step.id',
			'step.type',
			'step_version.title',
			'party_version.name as party',
			'step_version.due_on',
			'step_version.due_precision',
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
		rows.flatMap((row) => [row.source_id, row.due_source_id]),
		reach
	);
	const source = (id: number | null) => (id === null ? null : (sources.get(id) ?? null));
	return rows.map((row) => ({
		id: row.id,
		type: row.type,
		title: row.title,
		party: row.party,
		due: row.due_on,
		duePrecision: row.due_precision,
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
	/** what became of the figure or the record of a step that it was made with, where that does not stand any more */
	gone: 'returned' | 'withdrawn' | 'taken back' | null;
}

/** What became of what a check was made with, within reach. */
const goneOf = (reach: Reach) => sql<CheckView['gone']>`case
	when ${reviewState(reach, 'made')} in ('returned', 'withdrawn') then ${reviewState(reach, 'made')}
	when exists (select from step_done where step_done.step_id = record.step_id
		and ${standsAt('step_done', reach)} and step_done.undone) then 'taken back' end`;

/** The latest checks first. */
export async function listChecks(db: Db, pledgeId: number, reach: Reach): Promise<CheckView[]> {
	const rows = await db
		.selectFrom('check_in')
		.innerJoin('entry', 'entry.seq', 'check_in.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.leftJoin('observation as made', 'made.id', 'check_in.observation_id')
		.leftJoin('step_done as record', 'record.id', 'check_in.step_done_id')
		.where('check_in.pledge_id', '=', pledgeId)
		.where(within('check_in', reach))
		.selectAll('check_in')
		.select(['account.name as by', goneOf(reach).as('gone')])
		.orderBy('checked_on', 'desc')
		.orderBy('check_in.id', 'desc')
		.limit(MOST)
		.execute();
	return (await withSources(db, rows, reach)).map((row) => ({
		checkedOn: row.checked_on,
		evidenceOn: row.evidence_on,
		outcome: row.outcome,
		text: row.text,
		source: row.source,
		by: row.by,
		gone: row.gone
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
export async function listScores(db: Db, pledgeId: number, reach: Reach): Promise<ScoreView[]> {
	const rows = await db
		.selectFrom('score')
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.where(standsAt('score', reach))
		.orderBy('scored_on', 'desc')
		.limit(MOST)
		.execute();
	return (await withSources(db, rows, reach)).map((row) => ({
		reader: row.reader,
		value: row.value,
		on: row.scored_on,
		rationale: row.rationale,
		source: row.source
	}));
}

export interface RestatementView {
	saidOn: IsoDate | null;
	text: string;
	note: string | null;
	source: SourceView | null;
}

/** Every time the pledge was said again, earliest first; undated ones before all others. */
export async function listRestatements(db: Db, pledgeId: number, reach: Reach): Promise<RestatementView[]> {
	const rows = await db
		.selectFrom('restatement')
		.where(within('restatement', reach))
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.orderBy('said_on', (ob) => ob.asc().nullsFirst())
		.orderBy('id')
		.limit(MOST)
		.execute();
	return (await withSources(db, rows, reach)).map((row) => ({
		saidOn: row.said_on,
		text: row.text,
		note: row.note,
		source: row.source
	}));
}

export interface ClosingView {
	state: LifecycleState;
	on: IsoDate;
	reason: string;
	source: SourceView | null;
}

/** Concluded, withdrawn, superseded or reopened: the latest first. */
export async function listClosings(db: Db, pledgeId: number, reach: Reach): Promise<ClosingView[]> {
	const rows = await db
		.selectFrom('lifecycle')
		.where(within('lifecycle', reach))
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.orderBy('id', 'desc')
		.limit(MOST)
		.execute();
	return (await withSources(db, rows, reach)).map((row) => ({
		state: row.state,
		on: row.happened_on,
		reason: row.reason,
		source: row.source
	}));
}
