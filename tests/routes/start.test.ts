import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEMO_ROLES, runUntilEnd, startApp, type RunningApp } from '../helpers/app.ts';

describe('a start that cannot succeed ends with one sentence and code 1', () => {
	it('names the setting that cannot be used', async () => {
		const { code, output } = await runUntilEnd({ PORT: 'http' });
		expect(output.trim()).toBe('PORT is “http”; set it to a whole number from 1 to 65535, such as 3000.');
		expect(code).toBe(1);
	});

	it('says that the port is taken', async () => {
		const other = net.createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as net.AddressInfo;
		const { code, output } = await runUntilEnd({ PORT: String(port) });
		other.close();
		expect(output.trim()).toMatch(
			/^Port \d+ of 127\.0\.0\.1 is taken by another program\. Stop it, or choose/
		);
		expect(code).toBe(1);
	});

	it('says that HOST is not an address of this machine', async () => {
		const { code, output } = await runUntilEnd({ HOST: '192.0.2.1' });
		expect(output.trim()).toMatch(/^HOST is “192\.0\.2\.1”, which is not an address of this machine/);
		expect(code).toBe(1);
	});

	it('says that the PostgreSQL server does not answer', async () => {
		const { code, output } = await runUntilEnd({ DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' });
		expect(output.trim()).toMatch(/DATABASE_URL.*cannot be reached/);
		expect(output).not.toMatch(/^\s+at /m);
		expect(code).toBe(1);
	});
});

describe('a start with the embedded database', () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-start-'));
	const DATA_DIR = path.join(folder, 'not', 'there', 'yet');
	let first: RunningApp;
	beforeAll(async () => {
		first = await startApp({ DATA_DIR });
	});
	afterAll(async () => {
		await first.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	it('prints the address people open', () => {
		expect(first.output()).toContain(`Pledgeboard is open at ${first.url}\n`);
	});

	it('fails one answer where a built file is gone, and goes on', async () => {
		const client = path.join(inject('build'), 'client');
		const files = fs.readdirSync(client).filter((name) => name.startsWith('robots.txt'));
		const kept = files.map((name) => fs.readFileSync(path.join(client, name)));
		for (const name of files) fs.rmSync(path.join(client, name));
		try {
			await expect(first.visitor().open('/robots.txt')).rejects.toThrow();
			expect((await first.visitor().open('/healthz')).status).toBe(200);
			expect(first.output()).toContain('An answer broke off: ENOENT');
		} finally {
			for (const [at, name] of files.entries()) fs.writeFileSync(path.join(client, name), kept[at] ?? '');
		}
	});

	it('prints a different random password for each demo account', () => {
		const passwords = DEMO_ROLES.map((role) => first.account(role).password);
		expect(new Set(passwords).size).toBe(3);
	});

	it('lets each demo account sign in', async () => {
		const visitors = await Promise.all(DEMO_ROLES.map((role) => first.signIn(role)));
		expect(visitors.map((visitor) => visitor.cookies.size)).toEqual([1, 1, 1]);
	});

	it('is healthy once it listens', async () => {
		expect((await first.visitor().open('/healthz')).status).toBe(200);
	});

	it('refuses a second process on the same folder', async () => {
		const { code, output } = await runUntilEnd({ DATA_DIR });
		expect(output.trim()).toMatch(/^Another process has the database in .* open\. Stop it first/);
		expect(code).toBe(1);
	});

	it('ends with code 0 when asked to stop, and prints no password the second time, but that nobody reviews', async () => {
		const unreviewed = 'Review is on and no account is a manager, so figures wait for approval.';
		expect(first.output()).not.toContain(unreviewed);
		const admin = await first.signIn('admin');
		const page = await (await admin.open('/admin/users')).text();
		const row = page.slice(page.indexOf('Demo Manager'));
		const [, id = ''] = /name="id" value="([^"]+)"/.exec(row) ?? [];
		expect((await admin.submit('/admin/users?/disable', { id })).status).toBe(303);
		expect(await first.stop('SIGTERM')).toBe(0);
		first = await startApp({ DATA_DIR });
		expect(first.output()).not.toContain('password');
		expect(first.output()).toContain(unreviewed);
	});

	it('starts again after it was killed', async () => {
		expect(await first.stop('SIGKILL')).toBeNull();
		first = await startApp({ DATA_DIR });
		expect((await first.visitor().open('/healthz')).status).toBe(200);
	});
});
