import net from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runUntilEnd, startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { startPostgres, type PostgresServer } from '../helpers/postgres.ts';

const HTML = { accept: 'text/html' };
let postgres: PostgresServer;

beforeAll(async () => {
	postgres = await startPostgres('UTC');
});
afterAll(async () => {
	await postgres.stop();
});

async function emptyDatabase(name: string): Promise<URL> {
	const client = new pg.Client({ connectionString: postgres.url });
	await client.connect();
	await client.query(`create database ${name}`);
	await client.end();
	const url = new URL(postgres.url);
	url.pathname = `/${name}`;
	return url;
}

/** A door in front of the database that can be shut, with everyone in it thrown out, and opened again. */
async function makeDoor(target: URL) {
	const sockets = new Set<net.Socket>();
	const server = net.createServer((client) => {
		const upstream = net.connect(Number(target.port), target.hostname);
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on('error', () => {});
			socket.on('close', () => {
				sockets.delete(socket);
				client.destroy();
				upstream.destroy();
			});
		}
		client.pipe(upstream).pipe(client);
	});
	const listen = async (port: number) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		return (server.address() as net.AddressInfo).port;
	};
	const port = await listen(0);
	const url = new URL(target);
	url.port = String(port);
	return {
		url: url.href,
		shut: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
		open: () => listen(port)
	};
}

describe('while the database is down', () => {
	let door: Awaited<ReturnType<typeof makeDoor>>;
	let app: RunningApp;
	let admin: Visitor;
	const account = { email: 'first@example.org', password: 'a password that is long' };

	beforeAll(async () => {
		door = await makeDoor(await emptyDatabase('outage'));
		app = await startApp({
			DATABASE_URL: door.url,
			ADMIN_EMAIL: account.email,
			ADMIN_PASSWORD: account.password
		});
		admin = await app.signIn(account);
		await door.shut();
	});
	afterAll(async () => {
		await app.stop();
		await door.shut();
	});

	test('pages say so with 503 and when to try again', async () => {
		for (const path of ['/account', '/admin/users', '/sign-in']) {
			const answer = await admin.open(path, { headers: HTML });
			expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '10']);
			expect(await answer.text()).toContain('The database cannot be reached just now');
		}
	});

	test('so do forms, also of someone who is not signed in', async () => {
		expect((await admin.submit('/admin/users?/add', { name: 'x' })).status).toBe(503);
		expect((await admin.submit('/account?/others', {})).status).toBe(503);
		const answer = await app.visitor().submit('/sign-in', account);
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
	});

	test('the session is not taken away', () => {
		expect(admin.cookies.has('session')).toBe(true);
	});

	test('healthz says 503, also with a session', async () => {
		for (const visitor of [app.visitor(), admin]) {
			const answer = await visitor.open('/healthz');
			expect([answer.status, await answer.json()]).toEqual([503, { status: 'database down' }]);
		}
	});

	test('the log has one line per failure, under the id that the page shows, and no secrets', async () => {
		const before = app.output().length;
		const html = await (await admin.open('/account', { headers: HTML })).text();
		const lines = app.output().slice(before).trim().split('\n');
		expect(lines).toHaveLength(1);
		const { id, status, route } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
		expect([status, route]).toEqual([503, '/account']);
		expect(html).toContain(String(id));
		expect(app.output()).not.toContain(account.password);
		expect(app.output()).not.toContain(new URL(door.url).password);
	});

	test('everything works again when it is back, without a restart and with the same session', async () => {
		await door.open();
		expect((await admin.open('/healthz')).status).toBe(200);
		expect((await admin.open('/account', { headers: HTML })).status).toBe(200);
		await door.shut();
		expect((await admin.open('/healthz')).status).toBe(503);
		await door.open();
		expect((await admin.open('/account', { headers: HTML })).status).toBe(200);
	});
});

describe('on a PostgreSQL server', () => {
	test('two instances that start together migrate, load the sample and add the accounts once', async () => {
		const url = await emptyDatabase('together');
		const settings = {
			DATABASE_URL: url.href,
			SAMPLE: 'on',
			ADMIN_EMAIL: 'a@example.org',
			ADMIN_PASSWORD: 'x'.repeat(12)
		};
		const apps = await Promise.all([startApp(settings), startApp(settings)]);
		try {
			const printed = apps.filter((app) => app.output().includes('analyst@pledgeboard.example'));
			expect(printed).toHaveLength(1);
			const client = new pg.Client({ connectionString: url.href });
			await client.connect();
			const { rows } = await client.query<Record<string, number>>(
				`select (select count(*)::int from account) as accounts,
					(select count(*)::int from pledge) as pledges,
					(select count(distinct code)::int from pledge) as codes`
			);
			await client.end();
			expect(rows[0]?.accounts).toBe(4);
			expect(rows[0]?.pledges).toBeGreaterThan(5);
			expect(rows[0]?.pledges).toBe(rows[0]?.codes);
		} finally {
			await Promise.all(apps.map((app) => app.stop()));
		}
	});

	test('an address where none answers stops the start with one sentence, without the password', async () => {
		const { code, output } = await runUntilEnd({
			DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/none'
		});
		expect(code).toBe(1);
		expect(output).toContain('cannot be reached');
		expect(output).not.toContain('secret');
	});
});
