import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { writeEdit, type Edit } from '../pledges/edit-pledge.ts';

/** Ends a transaction whose work was only tried. */
const UNDONE = Symbol('undone');

/**
 * Carries an edit out and undoes it, so that a preview says exactly what the edit itself would.
 * @returns the names of the parts that would change
 * @throws what `writeEdit` throws
 */
export async function rehearseEdit(db: Db, act: Act, edit: Edit): Promise<string[]> {
	let changed: string[] = [];
	try {
		await db.transaction().execute(async (trx) => {
			await record(trx, act, { action: 'rehearsed', subject: edit.code }, async (_, seq) => {
				({ changed } = await writeEdit(trx, seq, act.today, { ...edit, reason: edit.reason ?? '–' }));
			});
			throw UNDONE;
		});
	} catch (thrown) {
		if (thrown !== UNDONE) throw thrown;
	}
	return changed;
}
