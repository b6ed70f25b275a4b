import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';

/**
 * Ids of the pledges that something was recorded of between two states of the ledger, whichever comes first: all others
 * stand in both alike, as far as no clock turned. The ledger names them by its entries; what a pledge shares with others,
 * its occasion, its parties, and the sources that date what is recorded of it, is looked up.
 */
export async function touchedBetween(db: Db, one: number, other: number): Promise<number[]> {
	const lies = (seq: string) =>
		sql`${sql.ref(seq)} > ${Math.min(one, other)} and ${sql.ref(seq)} <= ${Math.max(one, other)}`;
	const edited = sql`in (select source_id from source_version
		where source_version.prev_id is not null and ${lies('source_version.entry_seq')})`;
	const { rows } = await sql<{ id: number }>`
		select pledge.id from entry join pledge on upper(pledge.code) = upper(entry.subject) where ${lies('entry.seq')}
		union select pledge.id from occasion_version join pledge using (occasion_id)
			where ${lies('occasion_version.entry_seq')}
		union select pledge_version.pledge_id from party_version
			join pledge_party using (party_id)
			join pledge_version on pledge_version.id = pledge_party.version_id
			where ${lies('party_version.entry_seq')}
		union select pledge_id from pledge_version where source_id ${edited}
		union select pledge_id from target where source_id ${edited}
		union select pledge_id from baseline join indicator on indicator.id = indicator_id where source_id ${edited}
		union select pledge_id from observation join indicator on indicator.id = indicator_id where source_id ${edited}
		union select pledge_id from step_version join step on step.id = step_id where due_source_id ${edited}
		union select pledge_id from score where source_id ${edited}
		union select pledge_id from check_in where source_id ${edited}`.execute(db);
	return rows.map(({ id }) => id);
}
