import type { CheckIn, PledgeFacts } from '#lib/domain/commitment.ts';
import type { Review, ReviewAct } from '#lib/domain/review.ts';
import { asText, selectRows } from '../db/bulk.ts';
import { EVERYTHING, knownOn } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { loadDescribed } from './descriptions.ts';
import { factOf, factWith } from './fact.ts';

/** How many pledges are read at once: keeps every query's list of ids, and the memory, bounded. */
const AT_ONCE = 500;

/**
 * Everything ever recorded of these pledges, as the domain wants it, by pledge id. Chains are returned whole: what a
 * correction replaced is still in them, because an earlier day must be able to see it.
 * @param upto the ledger number by which the dates of their sources are read
 */
export async function loadFacts(
	db: Db,
	pledgeIds: readonly number[],
	upto: number = EVERYTHING.upto
): Promise<Map<number, PledgeFacts>> {
	const all = new Map<number, PledgeFacts>();
	for (let from = 0; from < pledgeIds.length; from += AT_ONCE) {
		for (const [id, facts] of await loadSome(db, pledgeIds.slice(from, from + AT_ONCE), upto))
			all.set(id, facts);
	}
	return all;
}

async function loadSome(db: Db, ids: readonly number[], upto: number): Promise<Map<number, PledgeFacts>> {
	const { found, byIndicator } = await loadDescribed(db, ids, upto);
	if (found.size === 0) return found;
	await addMoments(db, found, upto);
	await addTargets(db, found, upto);
	if (byIndicator.size > 0) await addMeasures(db, byIndicator, upto);
	return found;
}

interface ReviewColumns {
	needs_review: boolean | null;
	decision: 'approved' | 'returned' | null;
	decided_seq: number | null;
	decided_on: string | null;
	withdrawn_seq: number | null;
	withdrawn_on: string | null;
}

/** What became of a figure, in the order of the ledger; nothing that is withdrawn is decided on any more. */
function reviewOf(row: ReviewColumns): Review {
	if (!row.needs_review) return 'not needed';
	const act = (
		state: ReviewAct['state'] | null,
		seq: number | null,
		recordedOn: string | null
	): ReviewAct[] =>
		state === null || seq === null || recordedOn === null ? [] : [{ state, seq, recordedOn }];
	const [decided] = act(row.decision, row.decided_seq, row.decided_on);
	const [withdrawn] = act('withdrawn', row.withdrawn_seq, row.withdrawn_on);
	if (!withdrawn) return decided ? [decided] : [];
	return decided && decided.seq < withdrawn.seq ? [decided, withdrawn] : [withdrawn];
}

/** The acts of a review, where a query joins them as `review`, `decided`, `withdrawal` and `withdrawn`. */
const REVIEWED = [
	'review.decision',
	'decided.seq as decided_seq',
	'decided.recorded_on as decided_on',
	'withdrawn.seq as withdrawn_seq',
	'withdrawn.recorded_on as withdrawn_on'
] as const;

function madeWith(row: { observation_id: number | null; step_done_id: number | null }): CheckIn['made'] {
	if (row.observation_id !== null) return { figure: String(row.observation_id) };
	return row.step_done_id === null ? null : { record: String(row.step_done_id) };
}

async function addMeasures(db: Db, byIndicator: Map<number, PledgeFacts>, upto: number): Promise<void> {
	const ids = [...byIndicator.keys()];
	const orders = await db
		.selectFrom('reporter_order')
		.innerJoin('entry', 'entry.seq', 'reporter_order.entry_seq')
		.innerJoin('reporter_rank', 'reporter_rank.order_id', 'reporter_order.id')
		.innerJoin('reporter', 'reporter.id', 'reporter_rank.reporter_id')
		.where('reporter_order.indicator_id', 'in', ids)
		.selectAll('reporter_order')
		.select(['entry.recorded_on', 'reporter.name'])
		.orderBy('reporter_order.id')
		.orderBy('reporter_rank.position')
		.execute();
	for (const row of orders) {
		const facts = byIndicator.get(row.indicator_id);
		if (!facts) continue;
		const order = facts.reporterOrders.find((known) => known.id === String(row.id));
		if (order) order.ranked.push(row.name);
		else facts.reporterOrders.push({ ...factWith(facts, row), ranked: [row.name], reason: row.reason });
	}
	const baselines = await db
		.selectFrom('baseline')
		.innerJoin('entry', 'entry.seq', 'baseline.entry_seq')
		.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
		.where('baseline.indicator_id', 'in', ids)
		.selectAll('baseline')
		.select(['entry.recorded_on', 'reporter.name as reporter'])
		.select(knownOn('baseline', upto).as('public_on'))
		.orderBy('baseline.id')
		.execute();
	for (const row of baselines) {
		byIndicator.get(row.indicator_id)?.baselines.push({
			...factOf(row),
			value: row.value,
			period: { start: row.period_start, end: row.period_end },
			precision: row.precision,
			qualifier: row.qualifier,
			proxy: row.proxy,
			reporter: row.reporter
		});
	}
	const observations = await selectRows(
		db,
		db
			.selectFrom('observation')
			.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
			.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
			.leftJoin('review', 'review.reviewed_seq', 'observation.entry_seq')
			.leftJoin('entry as decided', 'decided.seq', 'review.entry_seq')
			.leftJoin('withdrawal', 'withdrawal.observation_id', 'observation.id')
			.leftJoin('entry as withdrawn', 'withdrawn.seq', 'withdrawal.entry_seq')
			.where('observation.indicator_id', 'in', ids)
			.select(['observation.id', 'observation.entry_seq', 'observation.prev_id'])
			.select(knownOn('observation', upto).as('public_on'))
			.select(['entry.recorded_on', 'reporter.name as reporter', 'observation.indicator_id'])
			.select(['observation.period_start', 'observation.period_end', 'observation.qualifier'])
			.select(['observation.state', 'observation.partial', 'observation.derived', 'observation.needs_review'])
			.select([...REVIEWED, asText('observation.value').as('value')])
			.orderBy('observation.id')
	);
	for (const row of observations) {
		byIndicator.get(row.indicator_id)?.observations.push({
			...factOf(row),
			reporter: row.reporter,
			period: { start: row.period_start, end: row.period_end },
			value: row.value,
			qualifier: row.qualifier,
			state: row.state,
			partial: row.partial,
			derived: row.derived,
			review: reviewOf(row)
		});
	}
}

async function addTargets(db: Db, found: Map<number, PledgeFacts>, upto: number): Promise<void> {
	const ids = [...found.keys()];
	const targets = await db
		.selectFrom('target')
		.innerJoin('entry', 'entry.seq', 'target.entry_seq')
		.where('target.pledge_id', 'in', ids)
		.selectAll('target')
		.select(['entry.recorded_on', knownOn('target', upto).as('public_on')])
		.orderBy('target.id')
		.execute();
	for (const row of targets) {
		found.get(row.pledge_id)?.targets.push({
			...factOf(row),
			value: row.value,
			low: row.low,
			high: row.high,
			qualifier: row.qualifier,
			per: row.per,
			start: row.starts_on,
			due: row.due_on,
			duePrecision: row.due_precision,
			standing: row.standing,
			assumedDue: row.assumed_due,
			tolerance: row.tolerance === null ? null : Number(row.tolerance),
			graceDays: row.grace_days
		});
	}
	const points = await db
		.selectFrom('trajectory_point')
		.innerJoin('target', 'target.id', 'trajectory_point.target_id')
		.innerJoin('entry', 'entry.seq', 'trajectory_point.entry_seq')
		.where('target.pledge_id', 'in', ids)
		.selectAll('trajectory_point')
		.select(['target.pledge_id', knownOn('target', upto).as('public_on'), 'entry.recorded_on'])
		.orderBy('trajectory_point.planned_on')
		.execute();
	for (const row of points) {
		found.get(row.pledge_id)?.trajectory.push({
			...factOf(row),
			target: String(row.target_id),
			on: row.planned_on,
			value: row.value
		});
	}
}

async function addMoments(db: Db, found: Map<number, PledgeFacts>, upto: number): Promise<void> {
	const ids = [...found.keys()];
	const checkIns = await db
		.selectFrom('check_in')
		.innerJoin('entry', 'entry.seq', 'check_in.entry_seq')
		.leftJoin('observation', 'observation.id', 'check_in.observation_id')
		.leftJoin('review', 'review.reviewed_seq', 'observation.entry_seq')
		.leftJoin('entry as decided', 'decided.seq', 'review.entry_seq')
		.leftJoin('withdrawal', 'withdrawal.observation_id', 'observation.id')
		.leftJoin('entry as withdrawn', 'withdrawn.seq', 'withdrawal.entry_seq')
		.where('check_in.pledge_id', 'in', ids)
		.selectAll('check_in')
		.select(['entry.recorded_on', 'observation.needs_review'])
		.select(knownOn('check_in', upto).as('public_on'))
		.select(REVIEWED)
		.orderBy('check_in.id')
		.execute();
	for (const row of checkIns) {
		found.get(row.pledge_id)?.checkIns.push({
			...factOf(row),
			checkedOn: row.checked_on,
			evidenceOn: row.evidence_on,
			outcome: row.outcome,
			made: madeWith(row),
			review: reviewOf(row)
		});
	}
	const scores = await db
		.selectFrom('score')
		.innerJoin('entry', 'entry.seq', 'score.entry_seq')
		.where('score.pledge_id', 'in', ids)
		.selectAll('score')
		.select(['entry.recorded_on', knownOn('score', upto).as('public_on')])
		.orderBy('score.id')
		.execute();
	for (const row of scores) {
		found.get(row.pledge_id)?.scores.push({
			...factOf(row),
			reader: row.reader,
			value: row.value,
			on: row.scored_on
		});
	}
	const lifecycle = await db
		.selectFrom('lifecycle')
		.innerJoin('entry', 'entry.seq', 'lifecycle.entry_seq')
		.where('lifecycle.pledge_id', 'in', ids)
		.selectAll('lifecycle')
		.select(['entry.recorded_on', knownOn('lifecycle', upto).as('public_on')])
		.orderBy('lifecycle.id')
		.execute();
	for (const row of lifecycle) {
		found.get(row.pledge_id)?.lifecycle.push({
			...factOf(row),
			state: row.state,
			on: row.happened_on,
			reason: row.reason
		});
	}
}
