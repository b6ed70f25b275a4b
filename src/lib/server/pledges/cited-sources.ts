import { isMeasured, type Kind } from '#lib/domain/commitment.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';
import type { PledgeRow } from './pledge-rows.ts';

/** What a pledge rests on: its words, and the documents behind what is said of it. */
export interface Cited {
	quote: string;
	locator: string | null;
	quotedFrom: SourceView | null;
	/** behind its baseline, its target and the facts that decide, each once and not the one that is quoted */
	restsOn: SourceView[];
}

/** The words of these pledges and the sources of what decides about them, within reach, by pledge id. */
export async function citedSources(
	db: Db,
	rows: readonly Pick<PledgeRow, 'id' | 'kind' | 'assessment'>[],
	reach: Reach
): Promise<Map<number, Cited>> {
	if (rows.length === 0) return new Map();
	const found = await selectWords(
		db,
		rows.map(({ id }) => id),
		reach
	).execute();
	const byPledge = new Map(found.map((row) => [row.pledge_id, row]));
	// In the order of the rows, which a database does not keep.
	const words = rows.flatMap(({ id }) => byPledge.get(id) ?? []);
	const deciding = await decidingSources(db, rows);
	const ids = new Map(
		words.map((row) => {
			const { source_id, baseline_source, target_source } = row;
			const behind = [baseline_source, target_source, ...(deciding.get(row.pledge_id) ?? [])];
			return [row.pledge_id, { source_id, evidence: new Set(behind.filter((id) => id !== source_id)) }];
		})
	);
	const sources = await sourcesById(
		db,
		[...ids.values()].flatMap(({ source_id, evidence }) => [source_id, ...evidence]),
		reach
	);
	const sourceOf = (id: number | null) => (id === null ? null : (sources.get(id) ?? null));
	return new Map(
		words.map(({ pledge_id, quote, locator, source_id }) => [
			pledge_id,
			{
				quote,
				locator,
				quotedFrom: sourceOf(source_id),
				restsOn: [...(ids.get(pledge_id)?.evidence ?? [])].flatMap((id) => sourceOf(id) ?? [])
			}
		])
	);
}

function selectWords(db: Db, ids: readonly number[], reach: Reach) {
	return db
		.selectFrom('pledge_version')
		.leftJoin('indicator', (join) =>
			join.onRef('indicator.pledge_id', '=', 'pledge_version.pledge_id').on('indicator.role', '=', 'headline')
		)
		.leftJoin('baseline', (join) =>
			join.onRef('baseline.indicator_id', '=', 'indicator.id').on(standsAt('baseline', reach))
		)
		.leftJoin('target', (join) =>
			join.onRef('target.pledge_id', '=', 'pledge_version.pledge_id').on(standsAt('target', reach))
		)
		.where('pledge_version.pledge_id', 'in', [...ids])
		.where(standsAt('pledge_version', reach))
		.select([
			'pledge_version.pledge_id',
			'pledge_version.quote',
			'pledge_version.locator',
			'pledge_version.source_id',
			'baseline.source_id as baseline_source',
			'target.source_id as target_source'
		]);
}

/** The table that the facts of an assessment are in. */
function tableOf(kind: Kind): 'observation' | 'step_done' | 'score' | 'check_in' {
	if (isMeasured(kind)) return 'observation';
	if (kind === 'qualitative') return 'score';
	return kind === 'continuing' ? 'check_in' : 'step_done';
}

/** Ids of the sources of the facts that assessments rest on, other reporters' figures beside them included. */
async function decidingSources(
	db: Db,
	rows: readonly Pick<PledgeRow, 'id' | 'kind' | 'assessment'>[]
): Promise<Map<number, number[]>> {
	const found = new Map<number, number[]>();
	const byTable = Map.groupBy(rows, ({ kind }) => tableOf(kind as Kind));
	for (const [table, own] of byTable) {
		const facts = own.flatMap(({ id, assessment: { observationIds, others } }) =>
			[...observationIds, ...others.flatMap(({ figure }) => figure.id ?? [])].map((fact) => ({
				pledge: id,
				fact: Number(fact)
			}))
		);
		if (facts.length === 0) continue;
		const named = await db
			.selectFrom(table)
			.where(
				'id',
				'in',
				facts.map(({ fact }) => fact)
			)
			.select(['id', 'source_id'])
			.execute();
		const sources = new Map(named.map((row) => [row.id, row.source_id]));
		for (const { pledge, fact } of facts) {
			const source = sources.get(fact);
			if (source) found.set(pledge, [...(found.get(pledge) ?? []), source]);
		}
	}
	return found;
}

/** The sources of these observations, within reach, by their ids. */
export async function figureSources(
	db: Db,
	observations: readonly string[],
	reach: Reach
): Promise<Map<string, SourceView>> {
	if (observations.length === 0) return new Map();
	const rows = await db
		.selectFrom('observation')
		.where('id', 'in', observations.map(Number))
		.select(['id', 'source_id'])
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id),
		reach
	);
	return new Map(
		rows.flatMap(({ id, source_id }) => {
			const source = source_id === null ? undefined : sources.get(source_id);
			return source ? [[String(id), source] as const] : [];
		})
	);
}
