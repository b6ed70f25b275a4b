import { verify } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { makeThrottle } from '#lib/server/auth/throttle.ts';
import { findAccount, findAccountByEmail, listAccounts, roleIsHeld } from '#lib/server/people/accounts.ts';
import * as accounts from '#lib/server/people/manage-accounts.ts';
import { insertSession, listSessionRows } from '#lib/server/people/sessions.ts';
import type { Db } from '#lib/server/db/connection.ts';
import type { Role } from '#lib/domain/permissions.ts';
import { describeOnBoth } from '../helpers/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const FAR = new Date('2100-01-01T00:00:00Z');
const PASSWORD = 'a password that is long';
const passwordHash = await hashPassword(PASSWORD);
let counter = 0;

async function person(db: Db, role: Role = 'analyst') {
	const email = `person${++counter}@example.org`;
	const id = await accounts.addAccount(db, { email, name: `Person ${counter}`, role, passwordHash }, NOW);
	await insertSession(db, { idHash: `hash of ${id}`, accountId: id, expiresAt: FAR, createdAt: NOW });
	return { id, email };
}

const trySignIn = (db: Db, email: string, password = PASSWORD) =>
	signIn(db, { email, password, address: '192.0.2.1' }, makeThrottle());

describeOnBoth('accounts', (database) => {
	test('an e-mail has one account, however its letters are written', async () => {
		const { db } = database();
		const { email } = await person(db);
		const again = { email: ` ${email.toUpperCase()} `, name: 'Other', role: 'viewer' as const, passwordHash };
		await expect(accounts.addAccount(db, again, NOW)).rejects.toMatchObject({
			code: 'email_taken',
			field: 'email'
		});
		expect(await findAccountByEmail(db, email.toUpperCase())).toMatchObject({ email });
	});

	test('hostile text in a name is stored as it is', async () => {
		const { db } = database();
		const name = `'); drop table account; -- <script>alert(1)</script> ${String.fromCodePoint(0x202e)}`;
		const id = await accounts.addAccount(
			db,
			{ email: 'hostile@example.org', name, role: 'viewer', passwordHash },
			NOW
		);
		expect((await findAccount(db, id))?.name).toBe(name);
	});

	test('what leaves the server holds no password', async () => {
		const { db } = database();
		const { id } = await person(db);
		const listed = (await listAccounts(db)).find((account) => account.id === id);
		expect(Object.keys(listed ?? {}).sort()).toEqual([
			'createdAt',
			'disabledAt',
			'email',
			'id',
			'name',
			'role'
		]);
	});

	test('unknown e-mail, wrong password and disabled account get the same answer', async () => {
		const { db } = database();
		const right = await person(db);
		const disabled = await person(db);
		await accounts.disableAccount(db, disabled.id, NOW);
		expect(await trySignIn(db, right.email)).toEqual({ accountId: right.id });
		const refusals = await Promise.all([
			trySignIn(db, 'nobody@example.org'),
			trySignIn(db, right.email, 'not the password'),
			trySignIn(db, disabled.email)
		]);
		expect(refusals).toEqual(Array(3).fill({ refused: 'mismatch' }));
	});

	test('an unknown e-mail and a disabled account cost the same work as a wrong password', async () => {
		const { db } = database();
		const [known, disabled] = [await person(db), await person(db)];
		await accounts.disableAccount(db, disabled.id, NOW);
		/** What a sign-in compared the password with: the costs that its hash names. */
		const workFor = async (email: string) => {
			const work: (string | undefined)[] = [];
			const attempt = { email, password: 'not the password', address: '192.0.2.1' };
			await signIn(db, attempt, makeThrottle(), (stored, password) => {
				work.push(/^\$(argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+)\$/.exec(stored)?.[1]);
				return verify(stored, password);
			});
			return work;
		};
		const wrong = await workFor(known.email);
		expect(wrong).toEqual(['argon2id$v=19$m=19456,t=2,p=1']);
		expect(await workFor('nobody@example.org')).toEqual(wrong);
		expect(await workFor(disabled.email)).toEqual(wrong);
	});

	test('disabling ends the sessions; enabling lets the person sign in again', async () => {
		const { db } = database();
		const { id, email } = await person(db);
		await accounts.disableAccount(db, id, NOW);
		expect(await listSessionRows(db, id)).toEqual([]);
		expect((await findAccount(db, id))?.disabledAt).toEqual(NOW);
		await accounts.enableAccount(db, id);
		expect(await trySignIn(db, email)).toEqual({ accountId: id });
	});

	test('another role ends the sessions, the same role does not', async () => {
		const { db } = database();
		const { id } = await person(db, 'analyst');
		await accounts.setRole(db, id, 'analyst');
		expect(await listSessionRows(db, id)).toHaveLength(1);
		await accounts.setRole(db, id, 'manager');
		expect(await listSessionRows(db, id)).toEqual([]);
		expect((await findAccount(db, id))?.role).toBe('manager');
	});

	test('a new password ends the sessions of that account only', async () => {
		const { db } = database();
		const [one, other] = [await person(db), await person(db)];
		await accounts.setPasswordHash(db, one.id, await hashPassword('quite another password'));
		expect(await listSessionRows(db, one.id)).toEqual([]);
		expect(await listSessionRows(db, other.id)).toHaveLength(1);
		expect(await trySignIn(db, one.email)).toEqual({ refused: 'mismatch' });
		expect(await trySignIn(db, one.email, 'quite another password')).toEqual({ accountId: one.id });
	});

	test('an account that is not there is named as such', async () => {
		const { db } = database();
		await expect(accounts.setRole(db, 'no such id', 'viewer')).rejects.toMatchObject({
			code: 'unknown_account'
		});
		await expect(accounts.enableAccount(db, 'no such id')).rejects.toMatchObject({ code: 'unknown_account' });
	});
});

describeOnBoth('the last admin', (database) => {
	test('can be neither demoted nor disabled, and nothing is written', async () => {
		const { db } = database();
		expect(await roleIsHeld(db, 'admin')).toBe(false);
		const { id } = await person(db, 'admin');
		const retired = await person(db, 'admin');
		await accounts.disableAccount(db, retired.id, NOW);
		await expect(accounts.setRole(db, id, 'viewer')).rejects.toMatchObject({
			code: 'last_admin',
			field: 'role'
		});
		await expect(accounts.disableAccount(db, id, NOW)).rejects.toMatchObject({ code: 'last_admin' });
		expect(await findAccount(db, id)).toMatchObject({ role: 'admin', disabledAt: null });
		expect(await listSessionRows(db, id)).toHaveLength(1);
		// A disabled admin administers nothing, so giving that one another role takes nothing away.
		await accounts.setRole(db, retired.id, 'viewer');
	});

	test('stays when two admins demote each other at the same moment', async () => {
		const { db } = database();
		for (const account of await listAccounts(db)) {
			await db.updateTable('account').set({ role: 'viewer' }).where('id', '=', account.id).execute();
		}
		const [one, other] = [await person(db, 'admin'), await person(db, 'admin')];
		const done = await Promise.allSettled([
			accounts.setRole(db, one.id, 'analyst'),
			accounts.disableAccount(db, other.id, NOW)
		]);
		expect(done.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
		const left = (await listAccounts(db)).filter(({ role, disabledAt }) => role === 'admin' && !disabledAt);
		expect(left).toHaveLength(1);
	});
});
