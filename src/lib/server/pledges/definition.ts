import { sql } from 'kysely';
import type { PledgeInput, StepInput } from '#lib/domain/commands.ts';
import { typedValue, type Decimal } from '#lib/domain/quantity.ts';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** A pledge as it is now described, in the shape of the form, with the rows that an edit would replace. */
export interface Definition {
	pledgeId: number;
	code: string;
	/** the ledger number of the last change of the description: an edit names it, so that two edits cannot collide unseen */
	seq: number;
	input: PledgeInput;
	/** what an import calls the owner where no account has that address; null where an account or nobody is the owner */
	ownerNamed: string | null;
	rows: {
		version: number;
		guideline: number | null;
		indicator: number | null;
		indicatorVersion: number | null;
		order: number | null;
		baseline: number | null;
		target: number | null;
		/** by step id */
		steps: Map<number, number>;
	};
}

/**
 * The description of the pledge with this code, in any case of its letters; null for an unknown code, or a pledge that
 * lies beyond reach.
 */
export async function loadDefinition(
	db: Db,
	code: string,
	reach: Reach = EVERYTHING
): Promise<Definition | null> {
	const pledge = await findPledge(db, code);
	if (!pledge) return null;
	const version = await db
		.selectFrom('pledge_version')
		.selectAll()
		.where('pledge_id', '=', pledge.id)
		.where(standsAt('pledge_version', reach))
		.executeTakeFirst();
	if (!version) return null;
	const parties = await db
		.selectFrom('pledge_party')
		.innerJoin('party_version', 'party_version.party_id', 'pledge_party.party_id')
		.where('pledge_party.version_id', '=', version.id)
		.where(standsAt('party_version', reach))
		.select(['party_version.name', 'pledge_party.role'])
		.orderBy('party_version.name')
		.execute();
	const guideline = await db
		.selectFrom('guideline')
		.selectAll()
		.where('pledge_id', '=', pledge.id)
		.where(standsAt('guideline', reach))
		.executeTakeFirst();
	const measured = await loadMeasure(db, pledge.id, reach);
	const target = await loadTarget(db, pledge.id, reach);
	const { steps, seq: stepsSeq } = await loadSteps(db, pledge.id, reach);
	return {
		pledgeId: pledge.id,
		code: pledge.code,
		seq: Math.max(
			version.entry_seq,
			guideline?.entry_seq ?? 0,
			measured?.seq ?? 0,
			target?.seq ?? 0,
			stepsSeq
		),
		input: {
			code: pledge.code,
			occasion: { id: pledge.occasion_id },
			title: version.title,
			kind: version.kind,
			theme: version.theme,
			strength: version.strength,
			mode: version.mode,
			path: version.path,
			quote: version.quote,
			locator: version.locator,
			source: { id: version.source_id },
			reading: version.reading,
			owner: version.owner_id,
			checkDays: version.check_days,
			activityDays: version.activity_days,
			parties,
			indicator: measured?.input ?? null,
			baseline: measured?.baseline ?? null,
			target: target?.input ?? null,
			reporterOrder: measured?.order ?? null,
			steps: steps.map((step) => step.input),
			guideline: guideline?.text ?? null
		},
		ownerNamed: version.owner_named,
		rows: {
			version: version.id,
			guideline: guideline?.id ?? null,
			indicator: measured?.indicatorId ?? null,
			indicatorVersion: measured?.versionId ?? null,
			order: measured?.orderId ?? null,
			baseline: measured?.baselineId ?? null,
			target: target?.id ?? null,
			steps: new Map(
				steps.flatMap((step) => (step.input.id === null ? [] : [[step.input.id, step.versionId]]))
			)
		}
	};
}

/** The pledge with this code, whatever the case of its letters. */
export async function findPledge(
	db: Db,
	code: string
): Promise<{ id: number; code: string; occasion_id: number } | undefined> {
	// The database refuses to look for a text with a NUL character, which an address may hold.
	if (code.includes('\0')) return undefined;
	return db
		.selectFrom('pledge')
		.select(['id', 'code', 'occasion_id'])
		.where(sql<boolean>`upper(code) = upper(${code})`)
		.executeTakeFirst();
}

/** Those of these pledges that there are, whatever the case of their letters. */
export async function findPledges(db: Db, codes: readonly string[]): Promise<{ id: number; code: string }[]> {
	// The database refuses to look for a text with a NUL character, which an address may hold.
	const wanted = codes.filter((code) => !code.includes('\0'));
	const given = sql`select upper(code) from jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) as given(code)`;
	return db
		.selectFrom('pledge')
		.select(['id', 'code'])
		.where(sql<boolean>`upper(pledge.code) in (${given})`)
		.execute();
}

async function loadMeasure(db: Db, pledgeId: number, reach: Reach) {
	const indicator = await db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', '=', pledgeId)
		.where('indicator.role', '=', 'headline')
		.where(standsAt('indicator_version', reach))
		.selectAll('indicator_version')
		.executeTakeFirst();
	if (!indicator) return null;
	const baseline = await db
		.selectFrom('baseline')
		.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
		.where('baseline.indicator_id', '=', indicator.indicator_id)
		.where(standsAt('baseline', reach))
		.selectAll('baseline')
		.select('reporter.name as reporter')
		.executeTakeFirst();
	const ranks = await db
		.selectFrom('reporter_order')
		.innerJoin('reporter_rank', 'reporter_rank.order_id', 'reporter_order.id')
		.innerJoin('reporter', 'reporter.id', 'reporter_rank.reporter_id')
		.where('reporter_order.indicator_id', '=', indicator.indicator_id)
		.where(standsAt('reporter_order', reach))
		.select(['reporter_order.id', 'reporter_order.entry_seq', 'reporter_order.reason', 'reporter.name'])
		.orderBy('reporter_rank.position')
		.execute();
	const order = ranks[0];
	return {
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
		order: order ? { ranked: ranks.map((rank) => rank.name), reason: order.reason } : null
	};
}

async function loadTarget(db: Db, pledgeId: number, reach: Reach) {
	const row = await db
		.selectFrom('target')
		.selectAll()
		.where('pledge_id', '=', pledgeId)
		.where(standsAt('target', reach))
		.executeTakeFirst();
	if (!row) return null;
	const points = await db
		.selectFrom('trajectory_point')
		.select(['planned_on', 'value'])
		.where('target_id', '=', row.id)
		.orderBy('planned_on')
		.execute();
	const { factor } = row;
	const typed = (value: Decimal): Decimal => (factor === null ? value : typedValue(value, factor));
	const orNull = (value: Decimal | null): Decimal | null => (value === null ? null : typed(value));
	return {
		id: row.id,
		seq: row.entry_seq,
		input: {
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
			plan: points.map((point) => ({ on: point.planned_on, value: typed(point.value) }))
		}
	};
}

/** The steps in their order, and when the last of them was changed or taken away. */
async function loadSteps(
	db: Db,
	pledgeId: number,
	reach: Reach
): Promise<{ seq: number; steps: { versionId: number; input: StepInput }[] }> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(standsAt('party_version', reach))
		)
		.where('step.pledge_id', '=', pledgeId)
		.where(standsAt('step_version', reach))
		.selectAll('step_version')
		.select(['step.type', 'party_version.name as party'])
		.orderBy('step_version.position')
		.orderBy('step.id')
		.execute();
	const seq = Math.max(0, ...rows.map((row) => row.entry_seq));
	const kept = rows.filter((row) => !row.dropped);
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
	return { seq, steps };
}
