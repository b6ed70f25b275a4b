import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Named, Rows } from '../db/planned-rows.ts';
import { openRegister, type Register } from '../db/register.ts';
import { findByName } from './by-name.ts';

function selectParties(db: Db, reach: Reach = EVERYTHING) {
	return db
		.selectFrom('party_version')
		.where(standsAt('party_version', reach))
		.select(['party_version.party_id as id', 'party_version.name']);
}

/** Every party by its present name, in the order of the alphabet. */
export function listParties(db: Db, reach: Reach = EVERYTHING): Promise<{ id: number; name: string }[]> {
	return selectParties(db, reach).orderBy('party_version.name').execute();
}

/** A party by its name; the type is that of a new one, and a known one stays what it is. */
export interface PartyInput {
	name: string;
	type?: 'state' | 'organisation';
}

export type Parties = Register<PartyInput, Named>;

/** The parties that facts name, each planned among `rows` if it is new. */
export function openParties(trx: Db, rows: Rows): Parties {
	return openRegister({
		keyOf: ({ name }) => name,
		find: (wanted) =>
			findByName(
				trx,
				'party',
				wanted.map(({ input }) => input.name)
			),
		plan: (act, { name, type = 'state' }): Named => {
			const row = rows.put('party', act, () => ({}));
			rows.put('party_version', act, () => ({ party_id: row.id, name, type }));
			return row;
		}
	});
}
