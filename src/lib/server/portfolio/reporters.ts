import type { Db } from '../db/connection.ts';
import { planRows, type Named, type Rows } from '../db/planned-rows.ts';
import { addOne, openRegister, type Register } from '../db/register.ts';
import { findByName } from './by-name.ts';

/** Names of reporters, for a form's suggestions. */
export async function listReporters(db: Db, limit = 500): Promise<string[]> {
	const rows = await db.selectFrom('reporter').select('name').orderBy('name').limit(limit).execute();
	return rows.map((row) => row.name);
}

/** A reporter by its name; the party is that of a new one. */
export interface ReporterInput {
	name: string;
	party?: Named | null;
}

export type Reporters = Register<ReporterInput, Named>;

/** The reporters that facts name, each planned among `rows` if it is new. */
export function openReporters(trx: Db, rows: Rows): Reporters {
	return openRegister({
		keyOf: ({ name }) => name,
		find: (wanted) =>
			findByName(
				trx,
				'reporter',
				wanted.map(({ input }) => input.name)
			),
		plan: (act, { name, party = null }): Named =>
			rows.put('reporter', act, () => ({ name, party_id: party?.id ?? null }))
	});
}

/** The id of the reporter of this name, written down first if it is new. */
export async function addReporter(trx: Db, seq: number, name: string): Promise<number> {
	const rows = planRows();
	const { id } = await addOne(openReporters(trx, rows), seq, { name }, () => rows.write(trx));
	return id;
}
