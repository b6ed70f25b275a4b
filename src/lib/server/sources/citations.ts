import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import {
	actuals,
	baselines,
	checks,
	closings,
	doneSteps,
	dueSteps,
	everyNaming,
	quoted,
	restatements,
	scores,
	targets,
	verdicts,
	type Sort
} from './naming.ts';

/** How many rows of one sort a source's page lists; the page says how many there are. */
export const MOST_CITATIONS = 100;

export type CitationCounts = Partial<Record<Sort, number>>;

/** The counts by source, of these sources; a sort that does not occur is left out. */
export async function countCitations(
	db: Db,
	ids: readonly number[],
	reach: Reach = EVERYTHING
): Promise<Map<number, CitationCounts>> {
	const counts = new Map<number, CitationCounts>();
	if (ids.length === 0) return counts;
	const rows = await db
		.selectFrom(everyNaming(db, reach).as('named'))
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
 * What names one source within reach: by sort the first rows in the order of the pledges' codes, at most `MOST_CITATIONS`, each with
 * the code and title of its pledge.
 */
export async function listCitations(db: Db, id: number, reach: Reach = EVERYTHING) {
	const [counts, pledges, restatedAt, figures, steps, judgements] = await Promise.all([
		countCitations(db, [id], reach).then((all) => all.get(id) ?? {}),
		quoted(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.quote', 'fact.locator'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		restatements(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.said_on as on', 'fact.text', 'fact.note'])
			.orderBy('pledge.code')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		listFigures(db, id, reach),
		listSteps(db, id, reach),
		listJudgements(db, id, reach)
	]);
	return { counts, pledges, restatements: restatedAt, ...figures, ...steps, ...judgements };
}

export type Citations = Awaited<ReturnType<typeof listCitations>>;

const PLEDGE = ['pledge.code', 'pledge.title'] as const;

/** Figures: what is promised, where it began, what was reached. Values are in the unit of their indicator. */
async function listFigures(db: Db, id: number, reach: Reach) {
	const values = ['fact.id', 'fact.value', 'fact.qualifier'] as const;
	const period = ['fact.period_start as start', 'fact.period_end as end'] as const;
	const [actualRows, targetRows, baselineRows] = await Promise.all([
		actuals(db, reach)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(standsAt('indicator_version', reach))
			.innerJoin('reporter', 'reporter.id', 'fact.reporter_id')
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit', 'reporter.name as reporter'])
			.select(['indicator_version.title as indicator', 'fact.state', 'fact.partial', 'fact.derived'])
			.orderBy('pledge.code')
			.orderBy('fact.period_end', 'desc')
			.orderBy('fact.id')
			.limit(MOST_CITATIONS)
			.execute(),
		targets(db, reach)
			.leftJoin('indicator', (join) =>
				join.onRef('indicator.pledge_id', '=', 'fact.pledge_id').on('indicator.role', '=', 'headline')
			)
			.leftJoin('indicator_version', (join) =>
				join
					.onRef('indicator_version.indicator_id', '=', 'indicator.id')
					.on(standsAt('indicator_version', reach))
			)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, 'fact.low', 'fact.high', 'fact.per', 'indicator_version.unit'])
			.select(['fact.starts_on as start', 'fact.due_on as due', 'fact.due_precision as duePrecision'])
			.select(['fact.assumed_due as assumedDue'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute(),
		baselines(db, reach)
			.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
			.where(standsAt('indicator_version', reach))
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, ...values, ...period, 'indicator_version.unit'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { actuals: actualRows, targets: targetRows, baselines: baselineRows };
}

/** Stages and events: the dates set for them, and that they were done. */
async function listSteps(db: Db, id: number, reach: Reach) {
	const [due, done] = await Promise.all([
		dueSteps(db, reach)
			.where('fact.due_source_id', '=', id)
			.select([...PLEDGE, 'step.id', 'fact.title as step', 'fact.due_on as due'])
			.select('fact.due_precision as duePrecision')
			.orderBy('pledge.code')
			.orderBy('fact.position')
			.limit(MOST_CITATIONS)
			.execute(),
		doneSteps(db, reach)
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

/** What people found, scored, closed and judged with this source as their evidence. */
async function listJudgements(db: Db, id: number, reach: Reach) {
	const [checkRows, scoreRows, closingRows, verdictRows] = await Promise.all([
		checks(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.checked_on as on', 'fact.outcome', 'fact.text'])
			.orderBy('pledge.code')
			.orderBy('fact.checked_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		scores(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.scored_on as on', 'fact.reader', 'fact.value', 'fact.rationale'])
			.orderBy('pledge.code')
			.orderBy('fact.scored_on', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		closings(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.happened_on as on', 'fact.state', 'fact.reason'])
			.orderBy('pledge.code')
			.orderBy('fact.id', 'desc')
			.limit(MOST_CITATIONS)
			.execute(),
		verdicts(db, reach)
			.where('fact.source_id', '=', id)
			.select([...PLEDGE, 'fact.id', 'fact.given_on as on', 'fact.value', 'fact.rationale'])
			.orderBy('pledge.code')
			.limit(MOST_CITATIONS)
			.execute()
	]);
	return { checks: checkRows, scores: scoreRows, closings: closingRows, verdicts: verdictRows };
}

/** The occasions that are known from a source, the latest first. */
export function listOccasionsFrom(
	db: Db,
	id: number,
	reach: Reach = EVERYTHING
): Promise<{ title: string; place: string | null; heldOn: string }[]> {
	return db
		.selectFrom('occasion_version')
		.where(standsAt('occasion_version', reach))
		.where('source_id', '=', id)
		.select(['title', 'place', 'held_on as heldOn'])
		.orderBy('held_on', 'desc')
		.limit(MOST_CITATIONS)
		.execute();
}
