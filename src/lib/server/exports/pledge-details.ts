import type { PledgeDetails, SourceCells } from '#lib/tabular/pledge-detail-columns.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById } from '../sources/queries.ts';

/** What the lines of these pledges say beyond their rows in a list, as it stood within reach; by pledge id. */
export async function pledgeDetails(
	db: Db,
	ids: readonly number[],
	reach: Reach
): Promise<Map<number, PledgeDetails>> {
	if (ids.length === 0) return new Map();
	const rows = await selectDetails(db, ids, reach).execute();
	const points = Map.groupBy(await listPlan(db, ids, reach), (point) => point.pledge_id);
	const ranks = Map.groupBy(await listRanks(db, ids, reach), (rank) => rank.pledge_id);
	const sources = await sourcesById(
		db,
		rows.flatMap((row) => [row.baseline_source, row.target_source]),
		reach
	);
	const sourceOf = (id: number | null): SourceCells | null =>
		id === null ? null : (sources.get(id) ?? null);
	return new Map(
		rows.map((row) => [
			row.pledge_id,
			{
				occasionPlace: row.place,
				naturalLimit: row.natural_limit,
				basis: row.basis,
				baselineProxy: row.proxy,
				baselineReporter: row.baseline_reporter,
				baselineSource: sourceOf(row.baseline_source),
				targetSource: sourceOf(row.target_source),
				tolerance: row.tolerance,
				graceDays: row.grace_days,
				plan: (points.get(row.pledge_id) ?? []).map(({ on, value }) => ({ on, value })),
				reporters: (ranks.get(row.pledge_id) ?? []).map(({ name }) => name),
				reportersReason: ranks.get(row.pledge_id)?.[0]?.reason ?? null,
				guideline: row.guideline
			}
		])
	);
}

function selectDetails(db: Db, ids: readonly number[], reach: Reach) {
	return db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.leftJoin('indicator', (join) =>
			join.onRef('indicator.pledge_id', '=', 'pledge.id').on('indicator.role', '=', 'headline')
		)
		.leftJoin('indicator_version', (join) =>
			join
				.onRef('indicator_version.indicator_id', '=', 'indicator.id')
				.on(standsAt('indicator_version', reach))
		)
		.leftJoin('baseline', (join) =>
			join.onRef('baseline.indicator_id', '=', 'indicator.id').on(standsAt('baseline', reach))
		)
		.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
		.leftJoin('target', (join) =>
			join.onRef('target.pledge_id', '=', 'pledge.id').on(standsAt('target', reach))
		)
		.leftJoin('guideline', (join) =>
			join.onRef('guideline.pledge_id', '=', 'pledge.id').on(standsAt('guideline', reach))
		)
		.where('pledge.id', 'in', [...ids])
		.where(standsAt('pledge_version', reach))
		.where(standsAt('occasion_version', reach))
		.select([
			'pledge.id as pledge_id',
			'occasion_version.place',
			'indicator_version.natural_limit',
			'indicator_version.basis',
			'baseline.proxy',
			'reporter.name as baseline_reporter',
			'baseline.source_id as baseline_source',
			'target.source_id as target_source',
			'target.tolerance',
			'target.grace_days',
			'guideline.text as guideline'
		]);
}

function listPlan(db: Db, ids: readonly number[], reach: Reach) {
	return db
		.selectFrom('target')
		.innerJoin('trajectory_point', 'trajectory_point.target_id', 'target.id')
		.where('target.pledge_id', 'in', [...ids])
		.where(standsAt('target', reach))
		.select(['target.pledge_id', 'trajectory_point.planned_on as on', 'trajectory_point.value'])
		.orderBy('trajectory_point.planned_on')
		.execute();
}

function listRanks(db: Db, ids: readonly number[], reach: Reach) {
	return db
		.selectFrom('indicator')
		.innerJoin('reporter_order', 'reporter_order.indicator_id', 'indicator.id')
		.innerJoin('reporter_rank', 'reporter_rank.order_id', 'reporter_order.id')
		.innerJoin('reporter', 'reporter.id', 'reporter_rank.reporter_id')
		.where('indicator.pledge_id', 'in', [...ids])
		.where('indicator.role', '=', 'headline')
		.where(standsAt('reporter_order', reach))
		.select(['indicator.pledge_id', 'reporter.name', 'reporter_order.reason'])
		.orderBy('reporter_rank.position')
		.execute();
}
