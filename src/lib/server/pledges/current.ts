import type { Insertable } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import { knownBy } from '#lib/domain/eligible.ts';
import { assess, RULE_VERSION } from '#lib/domain/progress.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction, lastSeq } from '../db/ledger.ts';
import type { Database } from '../db/schema.ts';
import { describe, rowOf, STANDING_COLUMNS, type Description } from './current-row.ts';
import { loadFacts } from './facts.ts';
import { keepOpenSubmissions } from './open-submissions.ts';

/** How many pledges are assessed and written at once: many can be due at the same midnight. */
const AT_ONCE = 200;

/**
 * Assesses these pledges as of `today` from all their facts and keeps the result in the read model. Runs in the
 * transaction that wrote the facts, so that no reader sees one without the other.
 */
export async function refresh(db: Db, pledgeIds: readonly number[], today: IsoDate): Promise<void> {
	if (pledgeIds.length === 0) return;
	const upto = await lastSeq(db);
	const reach = { upto, basis: 'recorded', asOf: today } as const;
	// In the order in which everybody locks these rows, so that two who bring them up to date never wait for each other.
	const ids = [...new Set(pledgeIds)].sort((one, other) => one - other);
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const some = ids.slice(from, from + AT_ONCE);
		const [facts, descriptions] = [await loadFacts(db, some), await describe(db, some, reach)];
		const rows = [...facts].flatMap(([id, pledge]) => {
			const about = descriptions.get(id);
			return about ? [rowOf(id, about, knownBy(pledge, today), assess(pledge, today), upto)] : [];
		});
		rows.sort((one, other) => one.pledge_id - other.pledge_id);
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
				.doUpdateSet((eb) =>
					Object.fromEntries(STANDING_COLUMNS.map((name) => [name, eb.ref(`excluded.${name}`)]))
				)
		)
		.execute();
	const ids = rows.map((row) => row.pledge_id);
	await db.deleteFrom('pledge_current_party').where('pledge_id', 'in', ids).execute();
	const parties = ids.flatMap((pledge_id) =>
		(descriptions.get(pledge_id)?.parties ?? []).map(({ party_id, role }) => ({ pledge_id, party_id, role }))
	);
	if (parties.length > 0) await db.insertInto('pledge_current_party').values(parties).execute();
}
