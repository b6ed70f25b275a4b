import { sql } from 'kysely';
import { standsAt, within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** The pledges that were known within reach, by their names of then. */
const pledgesOf = (db: Db, reach: Reach) =>
	db
		.selectFrom('pledge_version as called')
		.innerJoin('pledge', 'pledge.id', 'called.pledge_id')
		.where(standsAt('pledge_version', reach, 'called'))
		.select(['called.pledge_id', 'pledge.code', 'called.title'])
		.as('pledge');

const isGiven = (alias: string, { upto, asOf }: Reach) =>
	sql<boolean>`(${sql.ref(`${alias}.entry_seq`)} <= ${upto} and ${sql.ref(`${alias}.given_on`)} <= ${asOf})`;

/*
 * What names a source, one query for each sort of fact. Only what stands: a figure that was corrected from another
 * source rests on that one now. Both the counts and the lists are made of these, so that they cannot differ.
 */
export const quoted = (db: Db, reach: Reach) =>
	db
		.selectFrom('pledge_version as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('pledge_version', reach, 'fact'));
export const targets = (db: Db, reach: Reach) =>
	db
		.selectFrom('target as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('target', reach, 'fact'));
export const baselines = (db: Db, reach: Reach) =>
	db
		.selectFrom('baseline as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'indicator.pledge_id')
		.where(standsAt('baseline', reach, 'fact'));
export const actuals = (db: Db, reach: Reach) =>
	db
		.selectFrom('observation as fact')
		.innerJoin('indicator', 'indicator.id', 'fact.indicator_id')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'indicator.pledge_id')
		.where(standsAt('observation', reach, 'fact'));
export const dueSteps = (db: Db, reach: Reach) =>
	db
		.selectFrom('step_version as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'step.pledge_id')
		.where(standsAt('step_version', reach, 'fact'))
		.where('fact.dropped', '=', false);
export const doneSteps = (db: Db, reach: Reach) =>
	db
		.selectFrom('step_done as fact')
		.innerJoin('step', 'step.id', 'fact.step_id')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'step.pledge_id')
		.where(standsAt('step_done', reach, 'fact'))
		.where('fact.undone', '=', false)
		.where(standsAt('step_version', reach))
		.where('step_version.dropped', '=', false);
export const checks = (db: Db, reach: Reach) =>
	db
		.selectFrom('check_in as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('check_in', reach, 'fact'));
export const scores = (db: Db, reach: Reach) =>
	db
		.selectFrom('score as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(standsAt('score', reach, 'fact'));
export const closings = (db: Db, reach: Reach) =>
	db
		.selectFrom('lifecycle as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('lifecycle', reach, 'fact'));
export const restatements = (db: Db, reach: Reach) =>
	db
		.selectFrom('restatement as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(within('restatement', reach, 'fact'));
export const verdicts = (db: Db, reach: Reach) =>
	db
		.selectFrom('verdict as fact')
		.innerJoin(pledgesOf(db, reach), 'pledge.pledge_id', 'fact.pledge_id')
		.where(isGiven('fact', reach)).where(sql<boolean>`not exists (select from verdict as later
			where later.pledge_id = fact.pledge_id and later.id > fact.id and ${isGiven('later', reach)})`);

/** Sorts of facts that name a source; `pledges` are those quoted from it. */
export type Sort =
	| 'pledges'
	| 'actuals'
	| 'targets'
	| 'baselines'
	| 'dueSteps'
	| 'doneSteps'
	| 'checks'
	| 'scores'
	| 'closings'
	| 'restatements'
	| 'verdicts';

/** Every fact that stands within reach and names a source, with its sort and its pledge. */
export function everyNaming(db: Db, reach: Reach) {
	const sort = (name: Sort) => sql<Sort>`${sql.lit(name)}`.as('sort');
	return quoted(db, reach)
		.select(['fact.source_id', 'pledge.pledge_id', sort('pledges')])
		.$castTo<{ source_id: number | null; pledge_id: number; sort: Sort }>()
		.unionAll(targets(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('targets')]))
		.unionAll(baselines(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('baselines')]))
		.unionAll(actuals(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('actuals')]))
		.unionAll(
			dueSteps(db, reach).select(['fact.due_source_id as source_id', 'pledge.pledge_id', sort('dueSteps')])
		)
		.unionAll(doneSteps(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('doneSteps')]))
		.unionAll(checks(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('checks')]))
		.unionAll(scores(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('scores')]))
		.unionAll(closings(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('closings')]))
		.unionAll(restatements(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('restatements')]))
		.unionAll(verdicts(db, reach).select(['fact.source_id', 'pledge.pledge_id', sort('verdicts')]));
}
