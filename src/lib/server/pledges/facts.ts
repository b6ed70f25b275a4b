import type { Fact, PledgeFacts } from '#lib/domain/commitment.ts';
import type { Approval } from '#lib/domain/review.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** How many pledges are read at once: keeps every query's list of ids, and the memory, bounded. */
const AT_ONCE = 500;

/**
 * Everything ever recorded of these pledges, as the domain wants it, by pledge id. Chains are returned whole: what a
 * correction replaced is still in them, because an earlier day must be able to see it.
 */
export async function loadFacts(db: Db, pledgeIds: readonly number[]): Promise<Map<number, PledgeFacts>> {
	const all = new Map<number, PledgeFacts>();
	for (let from = 0; from < pledgeIds.length; from += AT_ONCE) {
		for (const [id, facts] of await loadSome(db, pledgeIds.slice(from, from + AT_ONCE))) all.set(id, facts);
	}
	return all;
}

async function loadSome(db: Db, ids: readonly number[]): Promise<Map<number, PledgeFacts>> {
	const pledges = await selectPledges(db, ids).execute();
	const found = new Map<number, PledgeFacts>();
	const byIndicator = new Map<number, PledgeFacts>();
	for (const p of pledges) {
		const facts: PledgeFacts = {
			code: p.code,
			title: p.title,
			kind: p.kind,
			strength: p.strength,
			mode: p.mode,
			path: p.path,
			occasionOn: p.held_on,
			checkIntervalDays: p.check_days,
			activityIntervalDays: p.activity_days,
			indicator:
				p.unit === null || p.aggregation === null || p.direction === null
					? null
					: {
							title: p.indicator_title ?? p.title,
							unit: p.unit,
							aggregation: p.aggregation,
							direction: p.direction,
							limit: p.natural_limit
						},
			reporterOrders: [],
			baselineReporter: null,
			baselines: [],
			targets: [],
			trajectory: [],
			observations: [],
			steps: [],
			checkIns: [],
			hasGuideline: p.has_guideline,
			scores: [],
			lifecycle: []
		};
		found.set(p.id, facts);
		if (p.indicator_id !== null) byIndicator.set(p.indicator_id, facts);
	}
	if (found.size === 0) return found;
	await addSteps(db, found);
	await addMoments(db, found);
	await addTargets(db, found);
	if (byIndicator.size > 0) await addMeasures(db, byIndicator);
	return found;
}

function selectPledges(db: Db, ids: readonly number[]) {
	return db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.leftJoin('indicator', (join) =>
			join.onRef('indicator.pledge_id', '=', 'pledge.id').on('indicator.role', '=', 'headline')
		)
		.leftJoin('indicator_version', (join) =>
			join.onRef('indicator_version.indicator_id', '=', 'indicator.id').on(isLast('indicator_version'))
		)
		.where('pledge.id', 'in', [...ids])
		.where(isLast('pledge_version'))
		.where(isLast('occasion_version'))
		.select((eb) => [
			'pledge.id',
			'pledge.code',
			'pledge_version.title',
			'pledge_version.kind',
			'pledge_version.strength',
			'pledge_version.mode',
			'pledge_version.path',
			'pledge_version.check_days',
			'pledge_version.activity_days',
			'occasion_version.held_on',
			'indicator.id as indicator_id',
			'indicator_version.title as indicator_title',
			'indicator_version.unit',
			'indicator_version.aggregation',
			'indicator_version.direction',
			'indicator_version.natural_limit',
			eb
				.exists(
					eb.selectFrom('guideline').select('guideline.id').whereRef('guideline.pledge_id', '=', 'pledge.id')
				)
				.$castTo<boolean>()
				.as('has_guideline')
		]);
}

interface FactColumns {
	id: number;
	entry_seq: number;
	recorded_on: string;
	known_on?: string;
	prev_id?: number | null;
}

/** The two times and the place in the ledger that every fact carries. */
function factOf(row: FactColumns): Fact {
	return {
		id: String(row.id),
		knownOn: row.known_on ?? row.recorded_on,
		recordedOn: row.recorded_on,
		seq: row.entry_seq,
		supersedes: row.prev_id == null ? null : String(row.prev_id)
	};
}

function approvalOf(row: {
	needs_review: boolean;
	approved_seq: number | null;
	approved_on: string | null;
}): Approval {
	if (!row.needs_review) return 'not needed';
	if (row.approved_seq === null || row.approved_on === null) return null;
	return { seq: row.approved_seq, recordedOn: row.approved_on };
}

async function addMeasures(db: Db, byIndicator: Map<number, PledgeFacts>): Promise<void> {
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
		const order = facts?.reporterOrders.find((known) => known.id === String(row.id));
		if (order) order.ranked.push(row.name);
		else facts?.reporterOrders.push({ ...factOf(row), ranked: [row.name], reason: row.reason });
	}
	const baselines = await db
		.selectFrom('baseline')
		.innerJoin('entry', 'entry.seq', 'baseline.entry_seq')
		.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
		.where('baseline.indicator_id', 'in', ids)
		.selectAll('baseline')
		.select(['entry.recorded_on', 'reporter.name as reporter'])
		.orderBy('baseline.id')
		.execute();
	for (const row of baselines) {
		const facts = byIndicator.get(row.indicator_id);
		if (!facts) continue;
		facts.baselineReporter = row.reporter;
		facts.baselines.push({
			...factOf(row),
			value: row.value,
			period: { start: row.period_start, end: row.period_end },
			precision: row.precision,
			qualifier: row.qualifier,
			proxy: row.proxy
		});
	}
	const observations = await db
		.selectFrom('observation')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.leftJoin('review', (join) =>
			join.onRef('review.reviewed_seq', '=', 'observation.entry_seq').on('review.decision', '=', 'approved')
		)
		.leftJoin('entry as approval', 'approval.seq', 'review.entry_seq')
		.where('observation.indicator_id', 'in', ids)
		.selectAll('observation')
		.select(['entry.recorded_on', 'reporter.name as reporter'])
		.select(['approval.seq as approved_seq', 'approval.recorded_on as approved_on'])
		.orderBy('observation.id')
		.execute();
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
			approval: approvalOf(row)
		});
	}
}

async function addTargets(db: Db, found: Map<number, PledgeFacts>): Promise<void> {
	const ids = [...found.keys()];
	const targets = await db
		.selectFrom('target')
		.innerJoin('entry', 'entry.seq', 'target.entry_seq')
		.where('target.pledge_id', 'in', ids)
		.selectAll('target')
		.select('entry.recorded_on')
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
		.select(['target.pledge_id', 'target.known_on', 'entry.recorded_on'])
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

async function addSteps(db: Db, found: Map<number, PledgeFacts>): Promise<void> {
	const ids = [...found.keys()];
	const steps = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.innerJoin('entry', 'entry.seq', 'step_version.entry_seq')
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(isLast('party_version'))
		)
		.where('step.pledge_id', 'in', ids)
		.where(isLast('step_version'))
		.where('step_version.dropped', '=', false)
		.selectAll('step_version')
		.select(['step.pledge_id', 'step.type', 'entry.recorded_on', 'party_version.name as party'])
		.orderBy('step_version.position')
		.orderBy('step.id')
		.execute();
	if (steps.length === 0) return;
	const done = await db
		.selectFrom('step_done')
		.innerJoin('entry', 'entry.seq', 'step_done.entry_seq')
		.where(
			'step_done.step_id',
			'in',
			steps.map((step) => step.step_id)
		)
		.selectAll('step_done')
		.select('entry.recorded_on')
		.orderBy('step_done.id')
		.execute();
	for (const row of steps) {
		found.get(row.pledge_id)?.steps.push({
			id: String(row.step_id),
			type: row.type,
			title: row.title,
			party: row.party,
			weight: row.weight,
			due: row.due_on,
			duePrecision: row.due_precision,
			knownOn: row.known_on,
			recordedOn: row.recorded_on,
			seq: row.entry_seq,
			done: done
				.filter((d) => d.step_id === row.step_id)
				.map((d) => ({
					...factOf(d),
					from: d.done_from,
					to: d.done_to,
					place: d.place,
					undone: d.undone
				}))
		});
	}
}

async function addMoments(db: Db, found: Map<number, PledgeFacts>): Promise<void> {
	const ids = [...found.keys()];
	const checkIns = await db
		.selectFrom('check_in')
		.innerJoin('entry', 'entry.seq', 'check_in.entry_seq')
		.where('check_in.pledge_id', 'in', ids)
		.selectAll('check_in')
		.select('entry.recorded_on')
		.orderBy('check_in.id')
		.execute();
	for (const row of checkIns) {
		found.get(row.pledge_id)?.checkIns.push({
			...factOf(row),
			checkedOn: row.checked_on,
			evidenceOn: row.evidence_on,
			outcome: row.outcome
		});
	}
	const scores = await db
		.selectFrom('score')
		.innerJoin('entry', 'entry.seq', 'score.entry_seq')
		.where('score.pledge_id', 'in', ids)
		.selectAll('score')
		.select('entry.recorded_on')
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
		.select('entry.recorded_on')
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
