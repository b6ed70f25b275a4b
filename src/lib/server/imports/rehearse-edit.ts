import { isDomainError, type DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import type { Definition } from '../pledges/definition.ts';
import { planEdit, refuseEdit, type Edit, type Editing } from '../pledges/edit-pledge.ts';
import { openNaming } from '../pledges/named.ts';

/** An edit, and the description that it changes. */
export interface Rehearsed {
	edit: Edit;
	before: Definition;
}

/**
 * Plans edits without writing them, so that a preview says exactly what the edits themselves would.
 * @returns for each the names of the parts that would change, or why it is refused
 */
export async function rehearseEdits(
	db: Db,
	{ spell, today }: Pick<Editing, 'spell' | 'today'>,
	edits: readonly Rehearsed[]
): Promise<(string[] | DomainError)[]> {
	// Their rows are planned beside nobody else's, and left unwritten.
	const beside = { naming: openNaming(db), spell, today };
	const act = { seq: 0 };
	await beside.naming.add(edits.map(({ edit: { input } }) => ({ act, input })));
	const found: (string[] | DomainError)[] = [];
	for (const { edit, before } of edits) {
		try {
			await refuseEdit(db, before, edit);
			found.push(planEdit(beside, act, before, { ...edit, reason: edit.reason ?? '–' }));
		} catch (error) {
			if (!isDomainError(error)) throw error;
			found.push(error);
		}
	}
	return found;
}
