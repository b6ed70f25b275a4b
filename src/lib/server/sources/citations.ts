import { sql } from 'kysely';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** How many rows of one sort a source's page lists; the page says how many there are. */
export const MOST_CITATIONS = 100;

/*
 * What names a source, one query for each sort of fact. Only what stands: a figure that was corrected from another
 * source rests on that one now. Both the counts and the lists are made of these, so that they cannot differ.
 */
const quoted = (db: Db) =>
	db
		.selectFrom('pledge_version as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(isLast('pledge_version', 'fact'));
const targets = (db: Db) =>
	db
		.selectFrom('target as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(isLast('target', 'fact'));
const baselines = (db: Db) =>
	db
		.selectFrom('baseline as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'indicator.pledge_id')
		.where(isLast('baseline', 'fact'));
const actuals = (db: Db) =>
	db
		.selectFrom('observation as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'indicator.pledge_id')
		.where(isLast('observation', 'fact'));
const dueSteps = (db: Db) =>
	db
		.selectFrom('step_version as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'step.pledge_id')
		.where(isLast('step_version', 'fact'))
		.where('fact.dropped', '=', false);
const doneSteps = (db: Db) =>
	db
		.selectFrom('step_done as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'step.pledge_id')
		.where(isLast('step_done', 'fact'))
		.where('fact.undone', '=', false)
		.where(isLast('step_version'))
		.where('step_version.dropped', '=', false);
const checks = (db: Db) =>
	db
		.selectFrom('check_in as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id');
const scores = (db: Db) =>
	db
		.selectFrom('score as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(isLast('score', 'fact'));
const closings = (db: Db) =>
	db
		.selectFrom('lifecycle as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id');
const restatements = (db: Db) =>
	db
		.selectFrom('restatement as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id');

/** Sorts of facts that name a source; `pledges` are those quoted from it. */
type Sort =
	| 'pledges'
	| 'actuals'
	| 'targets'
	| 'baselines'
	| 'dueSteps'
	| 'doneSteps'
	| 'checks'
	| 'scores'
	| 'closings'
	| 'restatements';

export type CitationCounts = Partial<Record<Sort, number>>;

/** The counts by source, of these sources; a sort that does not occur is left out. */
export async function countCitations(db: Db, ids: readonly number[]): Promise<Map<number, CitationCounts>> {
	const counts = new Map<number, CitationCounts>();
	if (ids.length === 0) return counts;
	const sort = (name: Sort) => sql<Sort>`${sql.lit(name)}`.as('sort');
	const named = quoted(db)
		.select(['fact.source_id', sort('pledges')])
		.$castTo<{ source_id: number | null; sort: Sort }>()
		.unionAll(targets(db).select(['fact.source_id', sort('targets')]))
		.unionAll(baselines(db).select(['fact.source_id', sort('baselines')]))
		.unionAll(actuals(db).select(['fact.source_id', sort('actuals')]))
		.unionAll(dueSteps(db).select(['fact.due_source_id as source_id', sort('dueSteps')]))
		.unionAll(doneSteps(db).select(['fact.source_id', sort('doneSteps')]))
		.unionAll(checks(db).select(['fact.source_id', sort('checks')]))
		.unionAll(scores(db).select(['fact.source_id', sort('scores')]))
		.unionAll(closings(db).select(['fact.source_id', sort('closings')]))
		.unionAll(restatements(db).select(['fact.source_id', sort('restatements')]));
	const rows = await db
		.selectFrom(named.as('named'))
		.where('source_id', 'in', [...ids])
		.select(({ fn }) => ['source_id as id', 'sort', fn.countAll<number>().as('count')])
		.groupBy(['source_id', 'sort'])
		.execute();
	for (const { id, sort, count } of rows) {
		if (id !== null) counts.set(id, { ...counts.get(id), [sort]: count });
	}
	return counts;
}

/**
 * What names one source: by sort the first rows in the order of the pledges' codes, at most `MOST_CITATIONS`, each with
 * the code and title of its pledge.
 */
export async function listCitations(db: Db, id: number) {
	const [counts, pledges, restatedAt, figures, steps, judgements] = await Promise.all([
		countCitations(db, [id]).then((all) => all.get(id) ?? {}),
		quoted(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.quote', 'fact.locator'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		restatements(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.said_on as on', 'fact.text', 'fact.note'])
			.orderBy('pledge.code')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		listFigures(db, id),
		listSteps(db, id),
		listJudgements(db, id)
	]);
	return { counts, pledges, restatements: restatedAt, ...figures, ...steps, ...judgements };
}

export type Citations = Awaited<ReturnType<typeof listCitations>>;

const PLEDGE = ['pledge.code', 'pledge.title'] as const;

/** Figures: what is promised, where it began, what was reached. Values are in the unit of their indicator. */
async function listFigures(db: Db, id: number) {
	const values = ['fact.id', 'fact.value', 'fact.qualifier'] as const;
	const period = ['fact.period_start as start', 'fact.period_end as end'] as const;
	const [actualRows, targetRows, baselineRows] = await Promise.all([
		actuals(db)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(isLast('indicator_version'))
			.innerJoin('reporter', 'reporter.id', 'fact.reporter_id')
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit', 'reporter.name as reporter'])
			.select(['indicator_version.title as indicator', 'fact.state', 'fact.partial', 'fact.derived'])
			.orderBy('pledge.code')
			.orderBy('fact.period_end', 'desc')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		targets(db)
			.leftJoin('indicator', (join) =>
				join.onRef('indicator.pledge_id', '=', 'fact.pledge_id').on('indicator.role', '=', 'headline')
			)
			.leftJoin('indicator_version', (join) =>
				join.onRef('indicator_version.indicator_id', '=', 'indicator.id').on(isLast('indicator_version'))
			)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, 'fact.low', 'fact.high', 'fact.per', 'indicator_version.unit'])
			.select(['fact.starts_on as start', 'fact.due_on as due', 'fact.due_precision as duePrecision'])
			.select(['fact.assumed_due as assumedDue'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		baselines(db)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(isLast('indicator_version'))
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { actuals: actualRows, targets: targetRows, baselines: baselineRows };
}

/** Stages and events: the dates set for them, and that they were done. */
async function listSteps(db: Db, id: number) {
	const [due, done] = await Promise.all([
		dueSteps(db)
			.where('fact.due_source_id', '=', id)
			.select([...PLEDGE, 'step.id', 'fact.title as step', 'fact.due_on as due'])
			.select('fact.due_precision as duePrecision')
			.orderBy('pledge.code')
			.orderBy('fact.position')
			.limit(MOST_CITATIONS)
			.execute(),
		doneSteps(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'step.id', 'step_version.title as step', 'fact.place'])
			.select(['fact.done_from as from', 'fact.done_to as to'])
			.orderBy('pledge.code')
			.orderBy('step_version.position')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { dueSteps: due, doneSteps: done };
}

/** What people found, scored and closed with this source as their evidence. */
async function listJudgements(db: Db, id: number) {
	const [checkRows, scoreRows, closingRows] = await Promise.all([
		checks(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.checked_on as on', 'fact.outcome', 'fact.text'])
			.orderBy('pledge.code')
			.orderBy('fact.checked_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		scores(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.scored_on as on', 'fact.reader', 'fact.value', 'fact.rationale'])
			.orderBy('pledge.code')
			.orderBy('fact.scored_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		closings(db)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.happened_on as on', 'fact.state', 'fact.reason'])
			.orderBy('pledge.code')
			.orderBy('fact.id', 'desc')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { checks: checkRows, scores: scoreRows, closings: closingRows };
}

/** The occasions that are known from a source, the latest first. */
export function listOccasionsFrom(
	db: Db,
	id: number
): Promise<{ title: string; place: string | null; heldOn: string }[]> {
	return db
		.selectFrom('occasion_version')
		.where(isLast('occasion_version'))
		.where('source_id', '=', id)
		.select(['title', 'place', 'held_on as heldOn'])
		.orderBy('held_on', 'desc')
		.limit(MOST_CITATIONS)
		.execute();
}
