import type { Db } from '../db/connection.ts';
import { planEdit, type Edit, type Editing } from '../pledges/edit-pledge.ts';
import { openNaming } from '../pledges/named.ts';

/**
 * Plans an edit without writing it, so that a preview says exactly what the edit itself would.
 * @returns the names of the parts that would change
 * @throws what `planEdit` throws
 */
export async function rehearseEdit(
	db: Db,
	{ spell, today }: Pick<Editing, 'spell' | 'today'>,
	edit: Edit
): Promise<string[]> {
	// Its rows are planned beside nobody else's, and left unwritten.
	const beside = { naming: openNaming(db), spell, today };
	const { changed } = await planEdit(db, beside, { seq: 0 }, { ...edit, reason: edit.reason ?? '–' });
	return changed;
}
