import type { PledgeInput, StepInput } from '#lib/domain/commands.ts';
import { typedValue, type Decimal } from '#lib/domain/quantity.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** Parts of the descriptions of several pledges as they stood within reach, by pledge id, in the shape of the form. */

interface Measure {
	indicatorId: number;
	versionId: number;
	baselineId: number | null;
	orderId: number | null;
	/** the ledger number of the last change */
	seq: number;
	input: NonNullable<PledgeInput['indicator']>;
	baseline: PledgeInput['baseline'];
	order: PledgeInput['reporterOrder'];
}

/** What is measured of each, where it began, and who is believed; a pledge of which nothing is measured is left out. */
export async function loadMeasures(
	db: Db,
	pledgeIds: readonly number[],
	reach: Reach
): Promise<Map<number, Measure>> {
	const indicators = await db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', 'in', [...pledgeIds])
		.where('indicator.role', '=', 'headline')
		.where(standsAt('indicator_version', reach))
		.selectAll('indicator_version')
		.select('indicator.pledge_id')
		.execute();
	if (indicators.length === 0) return new Map();
	const ids = indicators.map((row) => row.indicator_id);
	const baselines = await db
		.selectFrom('baseline')
		.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
		.where('baseline.indicator_id', 'in', ids)
		.where(standsAt('baseline', reach))
		.selectAll('baseline')
		.select('reporter.name as reporter')
		.execute();
	const ranks = await db
		.selectFrom('reporter_order')
		.innerJoin('reporter_rank', 'reporter_rank.order_id', 'reporter_order.id')
		.innerJoin('reporter', 'reporter.id', 'reporter_rank.reporter_id')
		.where('reporter_order.indicator_id', 'in', ids)
		.where(standsAt('reporter_order', reach))
		.selectAll('reporter_order')
		.select('reporter.name')
		.orderBy('reporter_rank.position')
		.execute();
	const baselineOf = new Map(baselines.map((row) => [row.indicator_id, row]));
	const ranksOf = Map.groupBy(ranks, (row) => row.indicator_id);
	return new Map(
		indicators.map((indicator) => {
			const baseline = baselineOf.get(indicator.indicator_id);
			const own = ranksOf.get(indicator.indicator_id) ?? [];
			const [order] = own;
			return [
				indicator.pledge_id,
				{
					indicatorId: indicator.indicator_id,
					versionId: indicator.id,
					baselineId: baseline?.id ?? null,
					orderId: order?.id ?? null,
					seq: Math.max(indicator.entry_seq, baseline?.entry_seq ?? 0, order?.entry_seq ?? 0),
					input: {
						title: indicator.title,
						unit: indicator.unit,
						aggregation: indicator.aggregation,
						direction: indicator.direction,
						limit: indicator.natural_limit,
						basis: indicator.basis
					},
					baseline: baseline
						? {
								value: baseline.entered_value,
								unit: baseline.entered_unit,
								period: { start: baseline.period_start, end: baseline.period_end },
								precision: baseline.precision,
								qualifier: baseline.qualifier,
								proxy: baseline.proxy,
								reporter: baseline.reporter,
								source: baseline.source_id === null ? null : { id: baseline.source_id }
							}
						: null,
					order: order ? { ranked: own.map((rank) => rank.name), reason: order.reason } : null
				}
			];
		})
	);
}

/** What is to be reached, with the plan on the way. */
export async function loadTargets(
	db: Db,
	pledgeIds: readonly number[],
	reach: Reach
): Promise<Map<number, { id: number; seq: number; input: NonNullable<PledgeInput['target']> }>> {
	const rows = await db
		.selectFrom('target')
		.selectAll()
		.where('pledge_id', 'in', [...pledgeIds])
		.where(standsAt('target', reach))
		.execute();
	if (rows.length === 0) return new Map();
	const points = await db
		.selectFrom('trajectory_point')
		.select(['target_id', 'planned_on', 'value'])
		.where(
			'target_id',
			'in',
			rows.map((row) => row.id)
		)
		.orderBy('planned_on')
		.execute();
	const pointsOf = Map.groupBy(points, (point) => point.target_id);
	return new Map(
		rows.map((row) => {
			const { factor } = row;
			const typed = (value: Decimal): Decimal => (factor === null ? value : typedValue(value, factor));
			const orNull = (value: Decimal | null): Decimal | null => (value === null ? null : typed(value));
			const plan = pointsOf.get(row.id) ?? [];
			const input = {
				value: orNull(row.value),
				low: orNull(row.low),
				high: orNull(row.high),
				unit: row.entered_unit,
				qualifier: row.qualifier,
				per: row.per,
				start: row.starts_on,
				due: row.due_on,
				duePrecision: row.due_precision,
				standing: row.standing,
				assumedDue: row.assumed_due,
				tolerance: row.tolerance === null ? null : Number(row.tolerance),
				graceDays: row.grace_days,
				source: row.source_id === null ? null : { id: row.source_id },
				plan: plan.map((point) => ({ on: point.planned_on, value: typed(point.value) }))
			};
			return [row.pledge_id, { id: row.id, seq: row.entry_seq, input }];
		})
	);
}

/** The steps in their order, and when the last of them was changed or taken away. */
export async function loadSteps(
	db: Db,
	pledgeIds: readonly number[],
	reach: Reach
): Promise<Map<number, { seq: number; steps: { versionId: number; input: StepInput }[] }>> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(standsAt('party_version', reach))
		)
		.where('step.pledge_id', 'in', [...pledgeIds])
		.where(standsAt('step_version', reach))
		.selectAll('step_version')
		.select(['step.pledge_id', 'step.type', 'party_version.name as party'])
		.orderBy('step_version.position')
		.orderBy('step.id')
		.execute();
	const byPledge = [...Map.groupBy(rows, (row) => row.pledge_id)];
	return new Map(
		byPledge.map(([pledge, own]) => {
			const seq = Math.max(...own.map((row) => row.entry_seq));
			const kept = own.filter((row) => !row.dropped);
			const steps = kept.map((row) => ({
				versionId: row.id,
				input: {
					id: row.step_id,
					type: row.type,
					title: row.title,
					party: row.party,
					weight: row.weight,
					due: row.due_on,
					duePrecision: row.due_precision,
					dueSource: row.due_source_id === null ? null : { id: row.due_source_id }
				}
			}));
			return [pledge, { seq, steps }];
		})
	);
}
