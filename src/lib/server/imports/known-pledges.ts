import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeLine } from '#lib/tabular/pledge-columns.ts';
import type { Db } from '../db/connection.ts';
import { readLines } from '../exports/pledges.ts';
import { findPledges, loadDefinitions, type Definition } from '../pledges/definition.ts';
import { present } from '../pledges/moment.ts';

/** The present descriptions of the pledges with these codes, by the code in capital letters. */
export async function definitionsByCode(db: Db, codes: readonly string[]): Promise<Map<string, Definition>> {
	if (codes.length === 0) return new Map();
	const found = await loadDefinitions(db, await findPledges(db, codes));
	return new Map([...found.values()].map((definition) => [definition.code.toUpperCase(), definition]));
}

/** The pledges with these codes as an export would write them now, by the code in capital letters. */
export async function linesByCode(
	db: Db,
	codes: readonly string[],
	today: IsoDate
): Promise<Map<string, PledgeLine>> {
	if (codes.length === 0) return new Map();
	const known = await db
		.selectFrom('pledge')
		.select('id')
		.where(sql<string>`upper(code)`, 'in', codes)
		.execute();
	if (known.length === 0) return new Map();
	const ids = known.map(({ id }) => id);
	const lines = await readLines(db, ids, await present(db, today));
	return new Map(lines.map((line) => [line.code.toUpperCase(), line]));
}
