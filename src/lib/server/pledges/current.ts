import type { Insertable } from 'kysely';
import type { Assessment } from '#lib/domain/assessment.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeFacts } from '#lib/domain/commitment.ts';
import { assess, RULE_VERSION } from '#lib/domain/progress.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction, lastSeq } from '../db/ledger.ts';
import type { CurrentRow, Database } from '../db/schema.ts';
import { loadFacts } from './facts.ts';
import { keepOpenSubmissions } from './open-submissions.ts';
import { standingVerdicts } from './standing-verdicts.ts';

/** How many pledges are assessed and written at once: many can be due at the same midnight. */
const AT_ONCE = 200;

/**
 * Assesses these pledges as of `today` from all their facts and keeps the result in the read model. Runs in the
 * transaction that wrote the facts, so that no reader sees one without the other.
 */
export async function refresh(db: Db, pledgeIds: readonly number[], today: IsoDate): Promise<void> {
	if (pledgeIds.length === 0) return;
	const upto = await lastSeq(db);
	for (let from = 0; from < pledgeIds.length; from += AT_ONCE) {
		const some = pledgeIds.slice(from, from + AT_ONCE);
		const [facts, descriptions] = [await loadFacts(db, some), await describe(db, some, upto)];
		const rows = [...facts].flatMap(([id, pledge]) => {
			const about = descriptions.get(id);
			return about ? [rowOf(id, about, pledge, assess(pledge, today), upto)] : [];
		});
		await keep(db, rows, descriptions);
		await keepOpenSubmissions(db, some);
	}
}

/**
 * Brings every row up to date whose status may have changed with the calendar, the clock or the rules since it was
 * computed. Cheap when nothing is due, which is nearly always; called before any list or board is read.
 */
export async function refreshDue(db: Db, today: IsoDate): Promise<void> {
	const due = await selectDue(db, today).execute();
	if (due.length === 0) return;
	await inTransaction(db, async (trx) => {
		// Another request may have done it meanwhile: look again, and let the others wait for these rows.
		const still = await selectDue(trx, today).orderBy('pledge_id').forUpdate().execute();
		await refresh(
			trx,
			still.map((row) => row.pledge_id),
			today
		);
	});
}

/**
 * Brings the words and day counts of these rows up to `today`: between two changes of status, a sentence such as
 * “overdue, 12 days late” still changes every day. Called for the few rows that are about to be shown or sent.
 */
export async function refreshShown(db: Db, pledgeIds: readonly number[], today: IsoDate): Promise<void> {
	if (pledgeIds.length === 0) return;
	const old = await db
		.selectFrom('pledge_current')
		.select('pledge_id')
		.where('pledge_id', 'in', [...pledgeIds])
		.where('computed_on', '!=', today)
		.execute();
	if (old.length === 0) return;
	await inTransaction(db, async (trx) => {
		const still = await trx
			.selectFrom('pledge_current')
			.select('pledge_id')
			.where(
				'pledge_id',
				'in',
				old.map((row) => row.pledge_id)
			)
			.where('computed_on', '!=', today)
			.orderBy('pledge_id')
			.forUpdate()
			.execute();
		await refresh(
			trx,
			still.map((row) => row.pledge_id),
			today
		);
	});
}

function selectDue(db: Db, today: IsoDate) {
	return db
		.selectFrom('pledge_current')
		.select('pledge_id')
		.where((eb) =>
			eb.or([
				eb('next_change_on', '<=', today),
				eb('computed_on', '>', today),
				eb('method', '!=', RULE_VERSION)
			])
		);
}

interface Description {
	row: CurrentRow;
	columns: {
		code: string;
		occasion_id: number;
		owner_id: string | null;
		title: string;
		kind: PledgeFacts['kind'];
		theme: string;
		strength: PledgeFacts['strength'];
		search: string;
	};
	parties: { party_id: number; name: string; role: CurrentRow['parties'][number]['role'] }[];
}

async function describe(
	db: Db,
	pledgeIds: readonly number[],
	upto: number
): Promise<Map<number, Description>> {
	const pledges = await db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
		.leftJoin('account', 'account.id', 'pledge_version.owner_id')
		.where('pledge.id', 'in', [...pledgeIds])
		.where(isLast('pledge_version'))
		.where(isLast('occasion_version'))
		.selectAll('pledge_version')
		.select([
			'pledge.code',
			'pledge.occasion_id',
			'occasion_version.title as occasion_title',
			'occasion_version.held_on',
			'account.name as owner_name'
		])
		.execute();
	const parties = await db
		.selectFrom('pledge_party')
		.innerJoin('party_version', 'party_version.party_id', 'pledge_party.party_id')
		.where(isLast('party_version'))
		.where(
			'pledge_party.version_id',
			'in',
			pledges.map((p) => p.id)
		)
		.select(['pledge_party.version_id', 'pledge_party.party_id', 'pledge_party.role', 'party_version.name'])
		.orderBy('party_version.name')
		.execute();
	const verdicts = await standingVerdicts(db, pledgeIds, upto);
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
						verdict: verdicts.get(p.pledge_id) ?? null
					}
				}
			];
		})
	);
}

function rowOf(
	id: number,
	about: Description,
	facts: PledgeFacts,
	assessment: Assessment,
	upto: number
): Insertable<Database['pledge_current']> {
	const target = lastOf(facts.targets);
	const baseline = lastOf(facts.baselines);
	const row: CurrentRow = {
		...about.row,
		unit: facts.indicator?.unit ?? null,
		aggregation: facts.indicator?.aggregation ?? null,
		direction: facts.indicator?.direction ?? null,
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
		}
	};
	return {
		pledge_id: id,
		...about.columns,
		status: assessment.status,
		status_group: assessment.group,
		freshness: assessment.freshness.state,
		counted: assessment.counted,
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

/** Columns that a new assessment replaces: all but the pledge itself. */
const REPLACED = [
	...(['code', 'occasion_id', 'owner_id', 'title', 'kind', 'theme', 'strength', 'search'] as const),
	...(['status', 'status_group', 'freshness', 'counted', 'progress', 'due_on', 'assessment', 'row'] as const),
	...(['computed_on', 'next_change_on', 'method', 'upto_seq'] as const)
];

async function keep(
	db: Db,
	rows: Insertable<Database['pledge_current']>[],
	descriptions: Map<number, Description>
): Promise<void> {
	if (rows.length === 0) return;
	await db
		.insertInto('pledge_current')
		.values(rows)
		.onConflict((oc) =>
			oc
				.column('pledge_id')
				.doUpdateSet((eb) => Object.fromEntries(REPLACED.map((name) => [name, eb.ref(`excluded.${name}`)])))
		)
		.execute();
	const ids = rows.map((row) => row.pledge_id);
	await db.deleteFrom('pledge_current_party').where('pledge_id', 'in', ids).execute();
	const parties = ids.flatMap((pledge_id) =>
		(descriptions.get(pledge_id)?.parties ?? []).map(({ party_id, role }) => ({ pledge_id, party_id, role }))
	);
	if (parties.length > 0) await db.insertInto('pledge_current_party').values(parties).execute();
}

/** The fact of a chain that no other one replaces. */
function lastOf<T extends { id: string; supersedes: string | null }>(chain: readonly T[]): T | null {
	const replaced = new Set(chain.map((fact) => fact.supersedes));
	return chain.find((fact) => !replaced.has(fact.id)) ?? null;
}
