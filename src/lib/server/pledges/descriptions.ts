import type { Chain, Description, PledgeFacts, StepPlan, Version } from '#lib/domain/commitment.ts';
import { knownOn } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { factOf, factWith } from './fact.ts';

/**
 * How these pledges were ever described, by pledge id: facts of what was promised, with nothing yet of what came of it.
 * `byIndicator` holds the same facts by the id of their headline indicator.
 */
export async function loadDescribed(
	db: Db,
	ids: readonly number[],
	upto: number
): Promise<{ found: Map<number, PledgeFacts>; byIndicator: Map<number, PledgeFacts> }> {
	const descriptions = await loadDescriptions(db, ids, upto);
	const occasions = await selectOccasions(db, ids).execute();
	const found = new Map<number, PledgeFacts>();
	for (const [id, chain] of descriptions) {
		const own = occasions.filter((row) => row.pledge_id === id);
		const [first, ...later] = own.map((row) => ({
			...factWith({ descriptions: chain }, row),
			heldOn: row.held_on
		}));
		if (!first) continue;
		found.set(id, {
			code: own[0]?.code ?? '',
			descriptions: chain,
			occasions: [first, ...later],
			indicators: [],
			reporterOrders: [],
			baselines: [],
			targets: [],
			trajectory: [],
			observations: [],
			steps: [],
			checkIns: [],
			guidelines: [],
			scores: [],
			lifecycle: []
		});
	}
	if (found.size === 0) return { found, byIndicator: new Map() };
	await addGuidelines(db, found);
	await addSteps(db, found, upto);
	return { found, byIndicator: await addIndicators(db, found) };
}

async function loadDescriptions(
	db: Db,
	ids: readonly number[],
	upto: number
): Promise<Map<number, Chain<Version<Description>>>> {
	const rows = await db
		.selectFrom('pledge_version')
		.innerJoin('entry', 'entry.seq', 'pledge_version.entry_seq')
		.where('pledge_version.pledge_id', 'in', [...ids])
		.selectAll('pledge_version')
		.select(['entry.recorded_on', knownOn('pledge_version', upto).as('public_on')])
		.orderBy('pledge_version.id')
		.execute();
	const chains = new Map<number, Chain<Version<Description>>>();
	for (const row of rows) {
		const description = {
			...factOf(row),
			title: row.title,
			kind: row.kind,
			strength: row.strength,
			mode: row.mode,
			path: row.path,
			checkIntervalDays: row.check_days,
			activityIntervalDays: row.activity_days
		};
		const chain = chains.get(row.pledge_id);
		if (chain) chain.push(description);
		else chains.set(row.pledge_id, [description]);
	}
	return chains;
}

function selectOccasions(db: Db, ids: readonly number[]) {
	return db
		.selectFrom('pledge')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.innerJoin('entry', 'entry.seq', 'occasion_version.entry_seq')
		.where('pledge.id', 'in', [...ids])
		.selectAll('occasion_version')
		.select(['pledge.id as pledge_id', 'pledge.code', 'entry.recorded_on'])
		.orderBy('occasion_version.id');
}

async function addIndicators(db: Db, found: Map<number, PledgeFacts>): Promise<Map<number, PledgeFacts>> {
	const rows = await db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.innerJoin('entry', 'entry.seq', 'indicator_version.entry_seq')
		.where('indicator.pledge_id', 'in', [...found.keys()])
		.where('indicator.role', '=', 'headline')
		.selectAll('indicator_version')
		.select(['indicator.pledge_id', 'entry.recorded_on'])
		.orderBy('indicator_version.id')
		.execute();
	const byIndicator = new Map<number, PledgeFacts>();
	for (const row of rows) {
		const facts = found.get(row.pledge_id);
		if (!facts) continue;
		byIndicator.set(row.indicator_id, facts);
		facts.indicators.push({
			...factWith(facts, row),
			title: row.title,
			unit: row.unit,
			aggregation: row.aggregation,
			direction: row.direction,
			limit: row.natural_limit
		});
	}
	return byIndicator;
}

async function addGuidelines(db: Db, found: Map<number, PledgeFacts>): Promise<void> {
	const rows = await db
		.selectFrom('guideline')
		.innerJoin('entry', 'entry.seq', 'guideline.entry_seq')
		.where('guideline.pledge_id', 'in', [...found.keys()])
		.selectAll('guideline')
		.select('entry.recorded_on')
		.orderBy('guideline.id')
		.execute();
	for (const row of rows) {
		const facts = found.get(row.pledge_id);
		facts?.guidelines.push(factWith(facts, row));
	}
}

async function addSteps(db: Db, found: Map<number, PledgeFacts>, upto: number): Promise<void> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.innerJoin('entry', 'entry.seq', 'step_version.entry_seq')
		.where('step.pledge_id', 'in', [...found.keys()])
		.selectAll('step_version')
		.select(['step.pledge_id', 'step.type', 'entry.recorded_on'])
		.select(knownOn('step_version', upto).as('public_on'))
		.orderBy('step.id')
		.orderBy('step_version.id')
		.execute();
	if (rows.length === 0) return;
	const done = Map.groupBy(
		await selectDone(db, [...new Set(rows.map((row) => row.step_id))], upto).execute(),
		(row) => String(row.step_id)
	);
	for (const row of rows) {
		const steps = found.get(row.pledge_id)?.steps;
		const plan: Version<StepPlan> = {
			...factOf(row),
			position: row.position,
			title: row.title,
			weight: row.weight,
			due: row.due_on,
			duePrecision: row.due_precision,
			dropped: row.dropped
		};
		const id = String(row.step_id);
		const last = steps?.at(-1);
		if (last?.id === id) last.plans.push(plan);
		else {
			steps?.push({
				id,
				type: row.type,
				plans: [plan],
				done: (done.get(id) ?? []).map((one) => ({
					...factOf(one),
					from: one.done_from,
					to: one.done_to,
					place: one.place,
					undone: one.undone
				}))
			});
		}
	}
}

function selectDone(db: Db, stepIds: readonly number[], upto: number) {
	return db
		.selectFrom('step_done')
		.innerJoin('entry', 'entry.seq', 'step_done.entry_seq')
		.where('step_done.step_id', 'in', [...stepIds])
		.selectAll('step_done')
		.select(['entry.recorded_on', knownOn('step_done', upto).as('public_on')])
		.orderBy('step_done.id');
}
