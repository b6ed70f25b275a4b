import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type Account, type RunningApp, type Visitor } from '../helpers/app.ts';

let app: RunningApp;
let admin: Visitor;
let counter = 0;

beforeAll(async () => {
	app = await startApp();
	admin = await app.signIn('admin');
});
afterAll(async () => {
	await app.stop();
});

/** The password that a page shows once. */
async function shownPassword(answer: Response): Promise<string> {
	const password = /[a-z2-9]{5}(-[a-z2-9]{5}){3}/.exec(await answer.text())?.[0];
	if (!password) throw new Error(`The page shows no password; it answered ${answer.status}.`);
	return password;
}

/** Adds an account the way an admin does. */
async function addAccount(role: string): Promise<Account & { id: string }> {
	const email = `member${++counter}@example.org`;
	const answer = await admin.submit('/admin/users?/add', { name: `Member ${counter}`, email, role });
	expect(answer.status).toBe(200);
	const html = await answer.clone().text();
	return { email, password: await shownPassword(answer), id: idIn(html, email) };
}

/** The account's id, from the hidden field of its forms in the list. */
function idIn(html: string, email: string): string {
	const entry = html.split('<tr').find((row) => row.includes(email) && row.includes('name="id"')) ?? '';
	const id = /name="id"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="id"/.exec(entry);
	return id?.[1] ?? id?.[2] ?? '';
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
	return (await visitor.open('/account')).status === 200;
}

describe('without a session', () => {
	test('a page leads to the sign-in page and remembers where one wanted to go', async () => {
		const answer = await app.visitor().open('/admin/users?done=role');
		expect(answer.status).toBe(303);
		const target = new URL(answer.headers.get('location') ?? '', `${app.url}/admin/users`);
		expect(target.pathname).toBe('/sign-in');
		expect(target.searchParams.get('next')).toBe('/admin/users?done=role');
	});

	test('an action is refused and writes nothing', async () => {
		const fields = { name: 'Intruder', email: 'intruder@example.org', role: 'admin' };
		expect((await app.visitor().submit('/admin/users?/add', fields)).status).toBe(401);
		expect(await (await admin.open('/admin/users')).text()).not.toContain('intruder@example.org');
	});
});

describe('signing in', () => {
	test('leads to the page one wanted, and opens it', async () => {
		const { email, password } = await addAccount('viewer');
		const visitor = app.visitor();
		const answer = await visitor.submit('/sign-in', {
			email: ` ${email.toUpperCase()} `,
			password,
			next: '/account'
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
		expect(await (await visitor.open('/account')).text()).toContain(email);
		const again = await visitor.open('/sign-in?next=/account');
		expect([again.status, again.headers.get('location')]).toEqual([303, '/account']);
	});

	test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example'])(
		'never leads to %s',
		async (next) => {
			const answer = await app.visitor().submit('/sign-in', { ...app.account('analyst'), next });
			expect(answer.status).toBe(303);
			const target = new URL(answer.headers.get('location') ?? '', `${app.url}/sign-in`);
			expect(target.href).toBe(`${app.url}/`);
		}
	);

	test('sets a cookie that scripts cannot read and other sites do not send', async () => {
		const answer = await app.visitor().submit('/sign-in', { ...app.account('manager') });
		const [cookie = ''] = answer.headers.getSetCookie();
		expect(cookie).toMatch(/^session=[a-z2-7]{40};/);
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect(cookie).toMatch(/Path=\//i);
		expect(cookie).not.toMatch(/Secure|Domain/i);
	});

	test('unknown e-mail, wrong password and disabled account answer the same, and keep the e-mail only', async () => {
		const [known, disabled] = [await addAccount('viewer'), await addAccount('viewer')];
		await admin.submit('/admin/users?/disable', { id: disabled.id });
		const attempts = [
			{ email: known.email, password: 'wrong but long enough' },
			{ email: 'nobody@example.org', password: 'wrong but long enough' },
			{ email: disabled.email, password: disabled.password }
		];
		const pages = await Promise.all(
			attempts.map(async ({ email, password }) => {
				const answer = await app.visitor().submit('/sign-in', { email, password });
				const html = await answer.text();
				expect(answer.status).toBe(400);
				expect(answer.headers.getSetCookie()).toEqual([]);
				expect(html).toContain(`value="${email}"`);
				expect(html).not.toContain(password);
				return html.replaceAll(email, '').replace(/nonce="[^"]*"|__sveltekit_\w+/g, '');
			})
		);
		expect(new Set(pages).size).toBe(1);
	});

	test('says beside the field what is missing', async () => {
		const answer = await app.visitor().submit('/sign-in', { email: '', password: '' });
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain('Type your e-mail address.');
		expect(html).toContain('Type your password.');
	});

	test('shows hostile text as text', async () => {
		const email = '"><script>alert(1)</script>';
		const answer = await app.visitor().submit('/sign-in', { email, password: 'x' });
		expect(answer.status).toBe(400);
		expect(await answer.text()).not.toContain('<script>alert(1)');
	});

	test('after five failures even the right password has to wait, and the page says how long', async () => {
		const { email, password } = await addAccount('viewer');
		const attempt = (secret: string) => app.visitor().submit('/sign-in', { email, password: secret });
		for (let failure = 1; failure <= 5; failure++)
			expect((await attempt(`wrong ${failure}`)).status).toBe(400);
		const answer = await attempt(password);
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(20);
		expect(await answer.text()).toMatch(/Wait \d+ seconds/);
		// Other people sign in meanwhile.
		expect(await isSignedIn(await app.signIn('analyst'))).toBe(true);
	});
});

describe('a session', () => {
	test('ends when one signs out, also for who kept the cookie', async () => {
		const visitor = await app.signIn('analyst');
		const kept = app.visitor();
		for (const [name, value] of visitor.cookies) kept.cookies.set(name, value);
		expect(await isSignedIn(kept)).toBe(true);
		expect((await visitor.submit('/sign-out', {})).status).toBe(303);
		expect(visitor.cookies.size).toBe(0);
		expect(await isSignedIn(kept)).toBe(false);
	});

	test('does not end by a link', async () => {
		const visitor = await app.signIn('analyst');
		await visitor.open('/sign-out');
		expect(await isSignedIn(visitor)).toBe(true);
	});

	test('of a form on another site does nothing', async () => {
		const visitor = await app.signIn('analyst');
		for (const origin of ['http://evil.example', 'null', app.url.replace('127.0.0.1', 'localhost')]) {
			const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
			const answer = await visitor.open('/sign-out', { method: 'POST', headers, body: 'a=b' });
			expect(answer.status).toBe(403);
		}
		expect(await isSignedIn(visitor)).toBe(true);
	});

	test('ends everywhere else on request', async () => {
		const account = await addAccount('viewer');
		const [here, elsewhere] = [await app.signIn(account), await app.signIn(account)];
		expect((await here.submit('/account?/others', {})).status).toBe(303);
		expect(await Promise.all([isSignedIn(here), isSignedIn(elsewhere)])).toEqual([true, false]);
	});

	test('ends when the account is disabled or gets another role', async () => {
		const [one, other] = [await addAccount('viewer'), await addAccount('analyst')];
		const [disabled, changed] = [await app.signIn(one), await app.signIn(other)];
		await admin.submit('/admin/users?/disable', { id: one.id });
		await admin.submit('/admin/users?/role', { id: other.id, role: 'manager' });
		expect(await Promise.all([isSignedIn(disabled), isSignedIn(changed)])).toEqual([false, false]);
	});
});

describe('one’s own password', () => {
	const fresh = 'a fresh and long password';

	test('is changed with the current one, ends the other sessions and keeps this one', async () => {
		const account = await addAccount('viewer');
		const [here, elsewhere] = [await app.signIn(account), await app.signIn(account)];
		const before = here.cookies.get('session');
		const fields = { current: account.password, password: fresh, repeat: fresh };
		expect((await here.submit('/account?/password', fields)).status).toBe(303);
		expect(here.cookies.get('session')).not.toBe(before);
		expect(await Promise.all([isSignedIn(here), isSignedIn(elsewhere)])).toEqual([true, false]);
		expect((await app.visitor().submit('/sign-in', { ...account })).status).toBe(400);
		expect(await isSignedIn(await app.signIn({ ...account, password: fresh }))).toBe(true);
	});

	test.each([
		['the current one is wrong', { current: 'not it at all' }, 'This is not your current password.'],
		['the new one is short', { password: 'short', repeat: 'short' }, 'Use at least 12 characters'],
		[
			'the new one is endless',
			{ password: 'x'.repeat(201), repeat: 'x'.repeat(201) },
			'Use at most 200 characters'
		],
		['the two new ones differ', { repeat: `${fresh}!` }, 'The two new passwords differ.']
	])('stays when %s', async (_reason, wrong, sentence) => {
		const account = await addAccount('viewer');
		const visitor = await app.signIn(account);
		const fields = { current: account.password, password: fresh, repeat: fresh, ...wrong };
		const answer = await visitor.submit('/account?/password', fields);
		const html = await answer.text();
		expect(answer.status).toBe(400);
		expect(html).toContain(sentence);
		for (const secret of Object.values(fields)) expect(html).not.toContain(secret);
		expect(await isSignedIn(await app.signIn(account))).toBe(true);
	});
});

describe('accounts', () => {
	test.each(['analyst', 'manager'] as const)('are closed to a demo %s, who is told why', async (role) => {
		const visitor = await app.signIn(role);
		const page = await visitor.open('/admin/users', { headers: { accept: 'text/html' } });
		expect(page.status).toBe(403);
		expect(await page.text()).toContain('Only an admin may manage accounts');
		const { id } = await addAccount('viewer');
		for (const action of ['add', 'role', 'disable', 'enable', 'reset']) {
			const fields = { id, role: 'admin', name: 'Crony', email: 'crony@example.org' };
			expect((await visitor.submit(`/admin/users?/${action}`, fields)).status).toBe(403);
		}
		const list = await (await admin.open('/admin/users')).text();
		expect(list).not.toContain('crony@example.org');
	});

	test('are added with a password that is shown once and stored nowhere', async () => {
		const account = await addAccount('manager');
		expect(await isSignedIn(await app.signIn(account))).toBe(true);
		const list = await admin.open('/admin/users');
		expect(await list.text()).not.toContain(account.password);
	});

	test('keep what was typed when something is wrong, and write nothing', async () => {
		const answer = await admin.submit('/admin/users?/add', {
			name: 'Kept Name',
			email: 'no address',
			role: 'king'
		});
		const html = await answer.text();
		expect(answer.status).toBe(400);
		expect(html).toContain('value="Kept Name"');
		expect(html).toContain('value="no address"');
		expect(html).toContain('Write it like name@example.org.');
		expect(html).toContain('Choose a role.');
	});

	test('exist once per e-mail', async () => {
		const { email } = await addAccount('viewer');
		const answer = await admin.submit('/admin/users?/add', { name: 'Twin', email, role: 'viewer' });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('There is an account with this e-mail already.');
	});

	test('show hostile names as text', async () => {
		const name = '<img src=x onerror=alert(1)>{@html 1}';
		await admin.submit('/admin/users?/add', { name, email: 'hostile@example.org', role: 'viewer' });
		const html = await (await admin.open('/admin/users')).text();
		expect(html).toContain('hostile@example.org');
		expect(html).not.toContain('<img src=x');
	});

	test('get a new password from an admin, which ends their sessions', async () => {
		const account = await addAccount('viewer');
		const visitor = await app.signIn(account);
		const answer = await admin.submit('/admin/users?/reset', { id: account.id });
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const password = await shownPassword(answer);
		expect(await isSignedIn(visitor)).toBe(false);
		expect(await isSignedIn(await app.signIn({ ...account, password }))).toBe(true);
	});

	test('the last admin stays an admin', async () => {
		const id = idIn(await (await admin.open('/admin/users')).text(), app.account('admin').email);
		for (const [action, fields] of [
			['disable', { id }],
			['role', { id, role: 'viewer' }]
		] as const) {
			const answer = await admin.submit(`/admin/users?/${action}`, fields);
			expect(answer.status).toBe(400);
			expect(await answer.text()).toContain('This is the last admin who can sign in.');
		}
		expect((await admin.open('/admin/users')).status).toBe(200);
	});

	test('that do not exist are named as such', async () => {
		for (const action of ['disable', 'enable', 'reset']) {
			expect((await admin.submit(`/admin/users?/${action}`, { id: 'no such id' })).status).toBe(404);
		}
		expect((await admin.submit('/admin/users?/disable', { id: '\0' })).status).toBe(404);
	});
});
