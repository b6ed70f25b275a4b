import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Found } from '../db/register.ts';
import type { Named } from '../db/planned-rows.ts';

/** Names of what is known here, with its id. */
type Known = 'party' | 'reporter';

/** The present names of each sort of things. */
const NAMES: Record<Known, ReturnType<typeof sql>> = {
	party: sql`select party_id as id, name from party_version where not exists
		(select 1 from party_version as later where later.prev_id = party_version.id)`,
	reporter: sql`select id, name from reporter`
};

/**
 * Looks for all of these names, whatever the case of their letters. The database lowers both sides, because it may know
 * fewer alphabets than JavaScript does.
 */
export async function findByName(db: Db, what: Known, names: readonly string[]): Promise<Found<Named>[]> {
	const { rows } = await sql<{ same: string; id: number | null }>`
		select lower(given.name) as same, min(known.id) as id
		from jsonb_array_elements_text(${JSON.stringify(names)}::jsonb) with ordinality as given(name, at)
		left join (${NAMES[what]}) as known on lower(known.name) = lower(given.name)
		group by given.at, given.name order by given.at`.execute(db);
	return rows.map(({ same, id }) => ({ same, entry: id === null ? null : { id } }));
}
