import { randomUUID } from 'node:crypto';
import { DomainError } from '#lib/domain/errors.ts';
import type { Role } from '#lib/domain/permissions.ts';
import type { Db } from '../db/connection.ts';
import { normaliseEmail } from './accounts.ts';
import { deleteSessionsOf } from './sessions.ts';

export interface NewAccount {
	email: string;
	name: string;
	role: Role;
	passwordHash: string;
}

/**
 * Adds an account that may sign in at once.
 * @returns its id
 * @throws DomainError `email_taken`
 */
export async function addAccount(db: Db, account: NewAccount, now: Date): Promise<string> {
	const added = await db
		.insertInto('account')
		.values({
			id: randomUUID(),
			email: normaliseEmail(account.email),
			name: account.name.trim(),
			role: account.role,
			password_hash: account.passwordHash,
			disabled_at: null,
			created_at: now
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) {
		throw new DomainError(
			'email_taken',
			'There is an account with this e-mail already. Enable it or change its role instead.',
			'email'
		);
	}
	return added.id;
}

/**
 * Gives an account another role and ends its sessions. The same role changes nothing.
 * @throws DomainError `unknown_account`, `last_admin`
 */
export async function setRole(db: Db, id: string, role: Role): Promise<void> {
	await changeAccount(db, id, async (trx, account) => {
		if (account.role === role) return;
		if (account.role === 'admin') refuseLastAdmin(account);
		await trx.updateTable('account').set({ role }).where('id', '=', id).execute();
		await deleteSessionsOf(trx, id);
	});
}

/**
 * Keeps a person from signing in and ends their sessions; what they wrote stays.
 * @throws DomainError `unknown_account`, `last_admin`
 */
export async function disableAccount(db: Db, id: string, now: Date): Promise<void> {
	await changeAccount(db, id, async (trx, account) => {
		if (account.disabled) return;
		if (account.role === 'admin') refuseLastAdmin(account);
		await trx.updateTable('account').set({ disabled_at: now }).where('id', '=', id).execute();
		await deleteSessionsOf(trx, id);
	});
}

/** @throws DomainError `unknown_account` */
export async function enableAccount(db: Db, id: string): Promise<void> {
	await changeAccount(db, id, async (trx) => {
		await trx.updateTable('account').set({ disabled_at: null }).where('id', '=', id).execute();
	});
}

/**
 * Replaces the password and ends every session of the account.
 * @throws DomainError `unknown_account`
 */
export async function setPasswordHash(db: Db, id: string, passwordHash: string): Promise<void> {
	await changeAccount(db, id, async (trx) => {
		await trx.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute();
		await deleteSessionsOf(trx, id);
	});
}

interface Locked {
	role: Role;
	disabled: boolean;
	/** other accounts that could still administer */
	otherAdmins: number;
}

/**
 * Runs `change` while the account and all enabled admins are locked, so that two admins who demote each other at the
 * same moment cannot both succeed.
 */
async function changeAccount(
	db: Db,
	id: string,
	change: (trx: Db, account: Locked) => Promise<void>
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const rows = await trx
			.selectFrom('account')
			.select(['id', 'role', 'disabled_at'])
			.where((eb) =>
				eb.or([eb('id', '=', id), eb.and([eb('role', '=', 'admin'), eb('disabled_at', 'is', null)])])
			)
			.orderBy('id')
			.forUpdate()
			.execute();
		const account = rows.find((row) => row.id === id);
		if (!account) {
			throw new DomainError('unknown_account', 'There is no such account. Reload the list of accounts.');
		}
		await change(trx, {
			role: account.role,
			disabled: account.disabled_at !== null,
			otherAdmins: rows.filter((row) => row.id !== id).length
		});
	});
}

function refuseLastAdmin(account: Locked): void {
	if (account.otherAdmins > 0 || account.disabled) return;
	throw new DomainError(
		'last_admin',
		'This is the last admin who can sign in. Make someone else an admin first.',
		'role'
	);
}
