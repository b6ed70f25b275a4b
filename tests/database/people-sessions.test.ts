import type { Cookies } from '@sveltejs/kit';
import { afterEach, expect, test, vi } from 'vitest';
import { hashSessionId } from '#lib/server/auth/adapter.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { readEnv } from '#lib/server/env.ts';
import * as accounts from '#lib/server/people/manage-accounts.ts';
import { describeOnBoth } from '../helpers/database.ts';

const DAY = 86_400_000;
let counter = 0;

type Set = { value: string } & Record<string, unknown>;

/** A browser's cookies, with what was last set. */
function jar(start: Record<string, string> = {}) {
	const values = new Map(Object.entries(start));
	const set = new Map<string, Set>();
	const cookies: Cookies = {
		get: (name) => values.get(name),
		getAll: () => [...values].map(([name, value]) => ({ name, value })),
		set: (name, value, options) => {
			set.set(name, { value, ...options });
			if (options.maxAge === 0) values.delete(name);
			else values.set(name, value);
		},
		delete: (name) => void values.delete(name),
		serialize: () => ''
	};
	return { cookies, values, set };
}

function parts(db: Db, origin = 'http://127.0.0.1:3000') {
	return { db, env: readEnv({ ORIGIN: origin }) };
}

async function person(db: Db) {
	const email = `sitting${++counter}@example.org`;
	return accounts.addAccount(
		db,
		{ email, name: 'Sitting', role: 'analyst', passwordHash: 'none' },
		new Date('2026-11-23T09:00:00Z')
	);
}

afterEach(() => {
	vi.useRealTimers();
});

/** Moves the process's clock; the timers of the drivers stay real. */
function travel(milliseconds: number) {
	const now = Date.now() + milliseconds;
	vi.useFakeTimers({ toFake: ['Date'], now });
}

describeOnBoth('sessions', (database) => {
	test('are stored as a hash: a stolen row is no session', async () => {
		const { db } = database();
		const browser = jar();
		const id = await person(db);
		await sessions.openSession(parts(db), browser.cookies, id);
		const cookie = browser.values.get('session') ?? '';
		const rows = await db.selectFrom('session').selectAll().where('account_id', '=', id).execute();
		expect(rows.map((row) => row.id_hash)).toEqual([hashSessionId(cookie)]);
		expect(JSON.stringify(rows)).not.toContain(cookie);

		expect(await sessions.readSession(parts(db), browser.cookies)).toMatchObject({ id, role: 'analyst' });
		const thief = jar({ session: rows[0]?.id_hash ?? '' });
		expect(await sessions.readSession(parts(db), thief.cookies)).toBeNull();
	});

	test('have a cookie that scripts cannot read and other sites do not send; Secure follows the address', async () => {
		const { db } = database();
		const id = await person(db);
		const [plain, secure] = [jar(), jar()];
		await sessions.openSession(parts(db), plain.cookies, id);
		await sessions.openSession(parts(db, 'https://pledges.example.org'), secure.cookies, id);
		const expected = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: sessions.SESSION_DAYS * 86_400 };
		expect(plain.set.get('session')).toMatchObject({ ...expected, secure: false });
		expect(secure.set.get('__Host-session')).toMatchObject({ ...expected, secure: true });
		expect(secure.set.get('__Host-session')).not.toHaveProperty('domain');
	});

	test('get a new id at every sign-in, and the one before ends', async () => {
		const { db } = database();
		const id = await person(db);
		const browser = jar({ session: 'planted by somebody else' });
		await sessions.openSession(parts(db), browser.cookies, id);
		const first = browser.values.get('session') ?? '';
		await sessions.openSession(parts(db), browser.cookies, id);
		expect(new Set([first, browser.values.get('session'), 'planted by somebody else']).size).toBe(3);
		expect(await sessions.readSession(parts(db), jar({ session: first }).cookies)).toBeNull();
	});

	test('end when they are closed, on both sides', async () => {
		const { db } = database();
		const browser = jar();
		await sessions.openSession(parts(db), browser.cookies, await person(db));
		const kept = jar({ session: browser.values.get('session') ?? '' });
		await sessions.closeSession(parts(db), browser.cookies);
		expect(browser.values.has('session')).toBe(false);
		expect(await sessions.readSession(parts(db), kept.cookies)).toBeNull();
	});

	test('end after two weeks without a visit, and a visit in the second week prolongs them', async () => {
		const { db } = database();
		const id = await person(db);
		const [visited, left] = [jar(), jar()];
		await sessions.openSession(parts(db), visited.cookies, id);
		await sessions.openSession(parts(db), left.cookies, id);
		const first = visited.set.get('session');
		travel(6 * DAY);
		expect(await sessions.readSession(parts(db), visited.cookies)).not.toBeNull();
		expect(visited.set.get('session')).toBe(first);
		travel(2 * DAY);
		expect(await sessions.readSession(parts(db), visited.cookies)).not.toBeNull();
		expect(visited.set.get('session')).not.toBe(first);
		travel(7 * DAY);
		expect(await sessions.readSession(parts(db), visited.cookies)).not.toBeNull();
		expect(await sessions.readSession(parts(db), left.cookies)).toBeNull();
		expect(left.values.has('session')).toBe(false);
		const rows = await db.selectFrom('session').selectAll().where('account_id', '=', id).execute();
		expect(rows).toHaveLength(1);
	});

	test('of a disabled account are none', async () => {
		const { db } = database();
		const id = await person(db);
		const browser = jar();
		await sessions.openSession(parts(db), browser.cookies, id);
		// Even where the row is left over, as after a restored backup.
		await db.updateTable('account').set({ disabled_at: new Date() }).where('id', '=', id).execute();
		expect(await sessions.readSession(parts(db), browser.cookies)).toBeNull();
	});

	test('are listed newest first, name the one that asks, and can all be ended but that one', async () => {
		const { db } = database();
		const id = await person(db);
		const [here, elsewhere] = [jar(), jar()];
		await sessions.openSession(parts(db), elsewhere.cookies, id);
		travel(60_000);
		await sessions.openSession(parts(db), here.cookies, id);
		const list = await sessions.listSessions(parts(db), here.cookies, id);
		expect(list.map((session) => session.current)).toEqual([true, false]);
		expect(Object.keys(list[0] ?? {}).sort()).toEqual(['current', 'expiresAt', 'signedInAt']);
		await sessions.closeOtherSessions(parts(db), here.cookies, id);
		expect(await sessions.readSession(parts(db), elsewhere.cookies)).toBeNull();
		expect(await sessions.readSession(parts(db), here.cookies)).not.toBeNull();
	});

	test('whatever a cookie holds, it is no session unless one was given out', async () => {
		const { db } = database();
		for (const value of ['', 'x', `'; drop table session; --`, '\0', '🪪'.repeat(500)]) {
			expect(await sessions.readSession(parts(db), jar({ session: value }).cookies)).toBeNull();
		}
	});
});
