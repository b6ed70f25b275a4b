import { sql } from 'kysely';
import { EVERYTHING, standsAt, within } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { reading, type Moment } from '../pledges/moment.ts';

/** How many rows of one sort a source's page lists; the page says how many there are. */
export const MOST_CITATIONS = 100;

/** Everything that is recorded by the time of the query. */
const NOW: Moment = { ...EVERYTHING, state: null };

/** A connection, or the one that reads a past state. */
type From = Pick<Db, 'selectFrom'>;

/*
 * What names a source, one query for each sort of fact. Only what stands: a figure that was corrected from another
 * source rests on that one now. Both the counts and the lists are made of these, so that they cannot differ.
 */
const quoted = (db: From, moment: Moment) =>
	db
		.selectFrom('pledge_version as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('pledge_version', moment, 'fact'));
const targets = (db: From, moment: Moment) =>
	db
		.selectFrom('target as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('target', moment, 'fact'));
const baselines = (db: From, moment: Moment) =>
	db
		.selectFrom('baseline as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'indicator.pledge_id')
		.where(standsAt('baseline', moment, 'fact'));
const actuals = (db: From, moment: Moment) =>
	db
		.selectFrom('observation as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'indicator.pledge_id')
		.where(standsAt('observation', moment, 'fact'));
const dueSteps = (db: From, moment: Moment) =>
	db
		.selectFrom('step_version as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'step.pledge_id')
		.where(standsAt('step_version', moment, 'fact'))
		.where('fact.dropped', '=', false);
const doneSteps = (db: From, moment: Moment) =>
	db
		.selectFrom('step_done as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'step.pledge_id')
		.where(standsAt('step_done', moment, 'fact'))
		.where('fact.undone', '=', false)
		.where(standsAt('step_version', moment))
		.where('step_version.dropped', '=', false);
const checks = (db: From, moment: Moment) =>
	db
		.selectFrom('check_in as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('check_in', moment, 'fact'));
const scores = (db: From, moment: Moment) =>
	db
		.selectFrom('score as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('score', moment, 'fact'));
const closings = (db: From, moment: Moment) =>
	db
		.selectFrom('lifecycle as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('lifecycle', moment, 'fact'));
const restatements = (db: From, moment: Moment) =>
	db
		.selectFrom('restatement as fact')
		.innerJoin('pledge_current as pledge', 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('restatement', moment, 'fact'));

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
export async function countCitations(
	db: Db,
	ids: readonly number[],
	moment: Moment = NOW
): Promise<Map<number, CitationCounts>> {
	const counts = new Map<number, CitationCounts>();
	if (ids.length === 0) return counts;
	const sort = (name: Sort) => sql<Sort>`${sql.lit(name)}`.as('sort');
	const named = quoted(db, moment)
		.select(['fact.source_id', sort('pledges')])
		.$castTo<{ source_id: number | null; sort: Sort }>()
		.unionAll(targets(db, moment).select(['fact.source_id', sort('targets')]))
		.unionAll(baselines(db, moment).select(['fact.source_id', sort('baselines')]))
		.unionAll(actuals(db, moment).select(['fact.source_id', sort('actuals')]))
		.unionAll(dueSteps(db, moment).select(['fact.due_source_id as source_id', sort('dueSteps')]))
		.unionAll(doneSteps(db, moment).select(['fact.source_id', sort('doneSteps')]))
		.unionAll(checks(db, moment).select(['fact.source_id', sort('checks')]))
		.unionAll(scores(db, moment).select(['fact.source_id', sort('scores')]))
		.unionAll(closings(db, moment).select(['fact.source_id', sort('closings')]))
		.unionAll(restatements(db, moment).select(['fact.source_id', sort('restatements')]));
	const rows = await reading(db, moment)
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
 * What names one source at a moment: by sort the first rows in the order of the pledges' codes, at most `MOST_CITATIONS`, each with
 * the code and title of its pledge.
 */
export async function listCitations(db: Db, id: number, moment: Moment = NOW) {
	const from = reading(db, moment);
	const [counts, pledges, restatedAt, figures, steps, judgements] = await Promise.all([
		countCitations(db, [id], moment).then((all) => all.get(id) ?? {}),
		quoted(from, moment)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.quote', 'fact.locator'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		restatements(from, moment)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.said_on as on', 'fact.text', 'fact.note'])
			.orderBy('pledge.code')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		listFigures(from, id, moment),
		listSteps(from, id, moment),
		listJudgements(from, id, moment)
	]);
	return { counts, pledges, restatements: restatedAt, ...figures, ...steps, ...judgements };
}

export type Citations = Awaited<ReturnType<typeof listCitations>>;

const PLEDGE = ['pledge.code', 'pledge.title'] as const;

/** Figures: what is promised, where it began, what was reached. Values are in the unit of their indicator. */
async function listFigures(db: From, id: number, moment: Moment) {
	const values = ['fact.id', 'fact.value', 'fact.qualifier'] as const;
	const period = ['fact.period_start as start', 'fact.period_end as end'] as const;
	const [actualRows, targetRows, baselineRows] = await Promise.all([
		actuals(db, moment)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(standsAt('indicator_version', moment))
			.innerJoin('reporter', 'reporter.id', 'fact.reporter_id')
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit', 'reporter.name as reporter'])
			.select(['indicator_version.title as indicator', 'fact.state', 'fact.partial', 'fact.derived'])
			.orderBy('pledge.code')
			.orderBy('fact.period_end', 'desc')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		targets(db, moment)
			.leftJoin('indicator', (join) =>
				join.onRef('indicator.pledge_id', '=', 'fact.pledge_id').on('indicator.role', '=', 'headline')
			)
			.leftJoin('indicator_version', (join) =>
				join
					.onRef('indicator_version.indicator_id', '=', 'indicator.id')
					.on(standsAt('indicator_version', moment))
			)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, 'fact.low', 'fact.high', 'fact.per', 'indicator_version.unit'])
			.select(['fact.starts_on as start', 'fact.due_on as due', 'fact.due_precision as duePrecision'])
			.select(['fact.assumed_due as assumedDue'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		baselines(db, moment)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(standsAt('indicator_version', moment))
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { actuals: actualRows, targets: targetRows, baselines: baselineRows };
}

/** Stages and events: the dates set for them, and that they were done. */
async function listSteps(db: From, id: number, moment: Moment) {
	const [due, done] = await Promise.all([
		dueSteps(db, moment)
			.where('fact.due_source_id', '=', id)
			.select([...PLEDGE, 'step.id', 'fact.title as step', 'fact.due_on as due'])
			.select('fact.due_precision as duePrecision')
			.orderBy('pledge.code')
			.orderBy('fact.position')
			.limit(MOST_CITATIONS)
			.execute(),
		doneSteps(db, moment)
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
async function listJudgements(db: From, id: number, moment: Moment) {
	const [checkRows, scoreRows, closingRows] = await Promise.all([
		checks(db, moment)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.checked_on as on', 'fact.outcome', 'fact.text'])
			.orderBy('pledge.code')
			.orderBy('fact.checked_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		scores(db, moment)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.scored_on as on', 'fact.reader', 'fact.value', 'fact.rationale'])
			.orderBy('pledge.code')
			.orderBy('fact.scored_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		closings(db, moment)
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
	id: number,
	moment: Moment = NOW
): Promise<{ title: string; place: string | null; heldOn: string }[]> {
	return db
		.selectFrom('occasion_version')
		.where(standsAt('occasion_version', moment))
		.where('source_id', '=', id)
		.select(['title', 'place', 'held_on as heldOn'])
		.orderBy('held_on', 'desc')
		.limit(MOST_CITATIONS)
		.execute();
}
