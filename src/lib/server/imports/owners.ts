import type { Db } from '../db/connection.ts';
import { listAccounts } from '../people/accounts.ts';

/** Finds the account that a cell means by a name, as exports write it, or by an e-mail address. */
export interface Owners {
	/** null for a name that no account has here, or more than one */
	idOf(name: string): string | null;
	nameOf(id: string | null): string | null;
}

export async function findOwners(db: Db): Promise<Owners> {
	const accounts = await listAccounts(db);
	const names = new Map(accounts.map(({ id, name }) => [id, name]));
	return {
		idOf(text) {
			const meant = accounts.filter(({ name, email }) => name === text || email === text.toLowerCase());
			return meant.length === 1 ? (meant[0]?.id ?? null) : null;
		},
		nameOf: (id) => (id === null ? null : (names.get(id) ?? null))
	};
}
