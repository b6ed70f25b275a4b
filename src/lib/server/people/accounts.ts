import { sql } from 'kysely';
import type { Role } from '#lib/domain/permissions.ts';
import type { Db } from '../db/connection.ts';
import type { Person } from './person.ts';

/** The columns of an account that leave the server. */
export const PUBLIC_COLUMNS = ['account.id', 'account.name', 'account.email', 'account.role'] as const;

/** No list of accounts is longer than this. */
const MOST_ACCOUNTS = 1_000;

export interface Account extends Person {
	/** null for an account that may sign in */
	disabledAt: Date | null;
	createdAt: Date;
}

/** The way an address is stored and compared: without surrounding space, in lower case. */
export function normaliseEmail(email: string): string {
	return email.trim().toLowerCase();
}

/** All accounts, those that may sign in first, then by name. */
export async function listAccounts(db: Db): Promise<Account[]> {
	return selectAccounts(db)
		.orderBy(sql`disabled_at is not null`)
		.orderBy('name')
		.orderBy('id')
		.limit(MOST_ACCOUNTS)
		.execute();
}

export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
	return selectAccounts(db).where('id', '=', id).executeTakeFirst();
}

export async function findAccountByEmail(db: Db, email: string): Promise<Account | undefined> {
	return selectAccounts(db)
		.where(sql`lower(email)`, '=', normaliseEmail(email))
		.executeTakeFirst();
}

/** The stored password of an account, for checking only; never part of a page's data. */
export async function findPasswordHash(
	db: Db,
	email: string
): Promise<{ id: string; passwordHash: string; disabled: boolean } | undefined> {
	const row = await db
		.selectFrom('account')
		.select(['id', 'password_hash', 'disabled_at'])
		.where(sql`lower(email)`, '=', normaliseEmail(email))
		.executeTakeFirst();
	return row && { id: row.id, passwordHash: row.password_hash, disabled: row.disabled_at !== null };
}

/** Whether any account has this role, disabled ones included. */
export async function roleIsHeld(db: Db, role: Role): Promise<boolean> {
	const row = await db
		.selectFrom('account')
		.select('id')
		.where('role', '=', role)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

function selectAccounts(db: Db) {
	return db
		.selectFrom('account')
		.select([...PUBLIC_COLUMNS, 'disabled_at as disabledAt', 'created_at as createdAt']);
}
