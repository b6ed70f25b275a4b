import type { Insertable } from 'kysely';
import type { Assessment } from '#lib/domain/assessment.ts';
import { attentionOf } from '#lib/domain/attention.ts';
import { evidenceOf, NO_EVIDENCE } from '#lib/domain/evidence.ts';
import type { Known } from '#lib/domain/eligible.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { CurrentRow, Database } from '../db/schema.ts';
import { standingVerdicts } from './standing-verdicts.ts';

/** The columns of the read model that say of a pledge how it stands: all but the pledge itself. */
export const STANDING_COLUMNS = [
	...(['code', 'occasion_id', 'owner_id', 'title', 'kind', 'theme', 'strength', 'search'] as const),
	...([
		'status',
		'status_group',
		'freshness',
		'counted',
		'attention',
		'progress',
		'due_on',
		'assessment',
		'row'
	] as const),
	...(['computed_on', 'next_change_on', 'method', 'upto_seq'] as const)
];

/** What a row of the read model says of a pledge beside its assessment. */
export interface Description {
	row: CurrentRow;
	columns: {
		code: string;
		occasion_id: number;
		owner_id: string | null;
		title: string;
		kind: Known['kind'];
		theme: string;
		strength: Known['strength'];
		search: string;
	};
	parties: { party_id: number; name: string; role: CurrentRow['parties'][number]['role'] }[];
}

/** The descriptions of these pledges as they stood within reach, by pledge id. */
export async function describe(
	db: Db,
	pledgeIds: readonly number[],
	reach: Reach
): Promise<Map<number, Description>> {
	if (pledgeIds.length === 0) return new Map();
	const pledges = await db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.leftJoin('account', 'account.id', 'pledge_version.owner_id')
		.where('pledge.id', 'in', [...pledgeIds])
		.where(standsAt('pledge_version', reach))
		.where(standsAt('occasion_version', reach))
		.selectAll('pledge_version')
		.select(({ fn }) => [
			'pledge.code',
			'pledge.occasion_id',
			'occasion_version.title as occasion_title',
			'occasion_version.held_on',
			// One who has no account here is called what the import called them.
			fn.coalesce('account.name', 'pledge_version.owner_named').as('owner_name')
		])
		.execute();
	if (pledges.length === 0) return new Map();
	const parties = await db
		.selectFrom('pledge_party')
		.innerJoin('party_version', 'party_version.party_id', 'pledge_party.party_id')
		.where(standsAt('party_version', reach))
		.where(
			'pledge_party.version_id',
			'in',
			pledges.map((p) => p.id)
		)
		.select(['pledge_party.version_id', 'pledge_party.party_id', 'pledge_party.role', 'party_version.name'])
		.orderBy('party_version.name')
		.execute();
	const verdicts = await standingVerdicts(db, pledgeIds, reach);
	return new Map(
		pledges.map((p) => {
			const own = parties.filter((party) => party.version_id === p.id);
			const names = own.map((party) => party.name);
			return [
				p.pledge_id,
				{
					parties: own,
					columns: {
						code: p.code,
						occasion_id: p.occasion_id,
						owner_id: p.owner_id,
						title: p.title,
						kind: p.kind,
						theme: p.theme,
						strength: p.strength,
						search: [p.code, p.title, p.quote, p.reading, p.theme, p.occasion_title, ...names]
							.join('\n')
							.toLowerCase()
					},
					row: {
						parties: own.map(({ name, role }) => ({ name, role })),
						occasion: { title: p.occasion_title, heldOn: p.held_on },
						owner: p.owner_name,
						unit: null,
						aggregation: null,
						direction: null,
						target: null,
						baseline: null,
						evidence: NO_EVIDENCE,
						verdict: verdicts.get(p.pledge_id) ?? null
					}
				}
			];
		})
	);
}

/** The row of the read model for one pledge: its description, what it is held against, and its assessment. */
export function rowOf(
	id: number,
	about: Description,
	known: Known,
	assessment: Assessment,
	upto: number
): Insertable<Database['pledge_current']> {
	const { target, baseline, indicator } = known;
	const row: CurrentRow = {
		...about.row,
		unit: indicator?.unit ?? null,
		aggregation: indicator?.aggregation ?? null,
		direction: indicator?.direction ?? null,
		target: target && {
			value: target.value,
			low: target.low,
			high: target.high,
			qualifier: target.qualifier,
			per: target.per,
			start: target.start,
			due: target.due,
			duePrecision: target.duePrecision,
			standing: target.standing,
			assumedDue: target.assumedDue
		},
		baseline: baseline && {
			value: baseline.value,
			start: baseline.period.start,
			end: baseline.period.end,
			qualifier: baseline.qualifier
		},
		evidence: evidenceOf(known)
	};
	return {
		pledge_id: id,
		...about.columns,
		status: assessment.status,
		status_group: assessment.group,
		freshness: assessment.freshness.state,
		counted: assessment.counted,
		attention: attentionOf(assessment),
		progress: assessment.progress,
		due_on: target?.due ?? null,
		assessment: JSON.stringify(assessment),
		row: JSON.stringify(row),
		computed_on: assessment.asOf,
		next_change_on: assessment.nextChangeOn,
		method: assessment.ruleVersion,
		upto_seq: upto
	};
}
