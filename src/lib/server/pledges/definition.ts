import { sql, type Selectable } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Database } from '../db/schema.ts';
import { loadMeasures, loadSteps, loadTargets } from './definition-parts.ts';

/** A pledge as it is now described, in the shape of the form, with the rows that an edit would replace. */
export interface Definition {
	pledgeId: number;
	code: string;
	/** the ledger number of the last change of the description: an edit names it, so that two edits cannot collide unseen */
	seq: number;
	/** the day of the occasion on which it was made */
	madeOn: IsoDate;
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
	return (await loadDefinitions(db, [pledge], reach)).get(pledge.id) ?? null;
}

/** The descriptions of several pledges, by id; those that lie beyond reach are left out. */
export async function loadDefinitions(
	db: Db,
	pledges: readonly PledgeRow[],
	reach: Reach = EVERYTHING
): Promise<Map<number, Definition>> {
	if (pledges.length === 0) return new Map();
	const versions = await db
		.selectFrom('pledge_version')
		.selectAll()
		.where(
			'pledge_id',
			'in',
			pledges.map((pledge) => pledge.id)
		)
		.where(standsAt('pledge_version', reach))
		.execute();
	if (versions.length === 0) return new Map();
	const ids = versions.map((version) => version.pledge_id);
	const parties = await db
		.selectFrom('pledge_party')
		.innerJoin('party_version', 'party_version.party_id', 'pledge_party.party_id')
		.where(
			'pledge_party.version_id',
			'in',
			versions.map((version) => version.id)
		)
		.where(standsAt('party_version', reach))
		.select(['pledge_party.version_id', 'party_version.name', 'pledge_party.role'])
		.orderBy('party_version.name')
		.execute();
	const guidelines = await db
		.selectFrom('guideline')
		.selectAll()
		.where('pledge_id', 'in', ids)
		.where(standsAt('guideline', reach))
		.execute();
	const occasions = await db
		.selectFrom('occasion_version')
		.where('occasion_id', 'in', [...new Set(pledges.map((pledge) => pledge.occasion_id))])
		.where(standsAt('occasion_version', reach))
		.select(['occasion_id', 'held_on'])
		.execute();
	const heldOn = new Map(occasions.map((row) => [row.occasion_id, row.held_on]));
	const partiesOf = Map.groupBy(parties, (party) => party.version_id);
	const guidelineOf = new Map(guidelines.map((row) => [row.pledge_id, row]));
	const pledgeOf = new Map(pledges.map((pledge) => [pledge.id, pledge]));
	const measures = await loadMeasures(db, ids, reach);
	const targets = await loadTargets(db, ids, reach);
	const steps = await loadSteps(db, ids, reach);
	const definitions = new Map<number, Definition>();
	for (const version of versions) {
		const id = version.pledge_id;
		const pledge = pledgeOf.get(id);
		const madeOn = pledge && heldOn.get(pledge.occasion_id);
		if (!pledge || madeOn === undefined) continue;
		const found = {
			parties: (partiesOf.get(version.id) ?? []).map(({ name, role }) => ({ name, role })),
			guideline: guidelineOf.get(id),
			measured: measures.get(id),
			target: targets.get(id),
			steps: steps.get(id)
		};
		definitions.set(id, { pledgeId: id, code: pledge.code, madeOn, ...definitionOf(pledge, version, found) });
	}
	return definitions;
}

interface Parts {
	parties: PledgeInput['parties'];
	guideline: { id: number; entry_seq: number; text: string } | undefined;
	measured: ReturnType<Awaited<ReturnType<typeof loadMeasures>>['get']>;
	target: ReturnType<Awaited<ReturnType<typeof loadTargets>>['get']>;
	steps: ReturnType<Awaited<ReturnType<typeof loadSteps>>['get']>;
}

function definitionOf(
	pledge: PledgeRow,
	version: Selectable<Database['pledge_version']>,
	{ parties, guideline, measured, target, steps }: Parts
): Pick<Definition, 'seq' | 'input' | 'ownerNamed' | 'rows'> {
	const changes = [version.entry_seq, guideline?.entry_seq, measured?.seq, target?.seq, steps?.seq];
	return {
		seq: Math.max(...changes.map((seq) => seq ?? 0)),
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
			steps: (steps?.steps ?? []).map((step) => step.input),
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
				(steps?.steps ?? []).flatMap(({ input, versionId }) =>
					input.id === null ? [] : [[input.id, versionId]]
				)
			)
		}
	};
}

/** A pledge itself, without a description. */
export interface PledgeRow {
	id: number;
	code: string;
	occasion_id: number;
}

/** The pledge with this code, whatever the case of its letters. */
export async function findPledge(db: Db, code: string): Promise<PledgeRow | undefined> {
	// The database refuses to look for a text with a NUL character, which an address may hold.
	if (code.includes('\0')) return undefined;
	return db
		.selectFrom('pledge')
		.select(['id', 'code', 'occasion_id'])
		.where(sql<boolean>`upper(code) = upper(${code})`)
		.executeTakeFirst();
}

/** Those of these pledges that there are, whatever the case of their letters. */
export async function findPledges(db: Db, codes: readonly string[]): Promise<PledgeRow[]> {
	// The database refuses to look for a text with a NUL character, which an address may hold.
	const wanted = codes.filter((code) => !code.includes('\0'));
	const given = sql`select upper(code) from jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) as given(code)`;
	return db
		.selectFrom('pledge')
		.select(['id', 'code', 'occasion_id'])
		.where(sql<boolean>`upper(pledge.code) in (${given})`)
		.execute();
}
