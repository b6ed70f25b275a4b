import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApp } from '../helpers/app.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
// Every command is a process that opens the embedded database anew.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let dataDir: string;

beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-commands-'));
	dataDir = path.join(folder, 'data');
});
afterAll(() => {
	fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs a command as npm would, and gives its exit code and what it said. */
async function run(command: 'user' | 'migrate', words: string[], { input = '', env = {} } = {}) {
	const file = path.join('src', 'cli', `${command}.ts`);
	const child = spawn(process.execPath, [file, ...words], {
		cwd: ROOT,
		env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env }
	});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	child.stdin.end(input);
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, said };
}

describe('npm run migrate', () => {
	test('brings an empty folder up to date, once', async () => {
		const first = await run('migrate', []);
		expect(first).toMatchObject({
			code: 0,
			said: expect.stringContaining('Applied 20261123_01_people') as string
		});
		expect(await run('migrate', [])).toEqual({ code: 0, said: 'The database is up to date already.\n' });
	});

	test('says in one sentence that the database cannot be reached, without its password', async () => {
		const env = { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/none' };
		const { code, said } = await run('migrate', [], { env });
		expect(code).toBe(1);
		expect(said.trim().split('\n')).toHaveLength(1);
		expect(said).toContain('cannot be reached');
		expect(said).not.toContain('secret');
	});

	test('names the setting that cannot be used', async () => {
		const { code, said } = await run('migrate', [], { env: { TODAY: 'tomorrow' } });
		expect([code, said]).toEqual([1, 'TODAY is “tomorrow”; set it to a day written as YYYY-MM-DD.\n']);
	});
});

describe('npm run user', () => {
	test('adds an account whose random password is printed once and opens the product', async () => {
		const added = await run('user', ['add', 'First@Example.org', '--role', 'admin', '--name', 'First Admin']);
		expect(added.code).toBe(0);
		const password = /[a-z2-9]{5}(-[a-z2-9]{5}){3}/.exec(added.said)?.[0] ?? '';
		const app = await startApp({ DATA_DIR: dataDir, SAMPLE: 'off' });
		try {
			const visitor = await app.signIn({ email: 'first@example.org', password });
			expect(await (await visitor.open('/account')).text()).toContain('First Admin');

			const refused = await run('user', ['list']);
			expect(refused.code).toBe(1);
			expect(refused.said).toContain('Another process has the database');
			expect(refused.said.trim().split('\n')).toHaveLength(1);
		} finally {
			await app.stop();
		}
		const listed = await run('user', ['list']);
		expect(listed.said).toBe('first@example.org\tadmin\tenabled\tFirst Admin\n');
		expect(listed.said).not.toContain(password);
	});

	test('takes a password from stdin, if it is a good one', async () => {
		const words = ['add', 'second@example.org', '--role', 'analyst', '--password-stdin'];
		expect(await run('user', words, { input: 'short\n' })).toMatchObject({ code: 2 });
		const added = await run('user', words, { input: 'a password that is long\r\nsecond line\n' });
		expect(added).toEqual({ code: 0, said: 'Added second@example.org as analyst.\n' });
		expect(await run('user', words, { input: 'a password that is long' })).toMatchObject({ code: 1 });
	});

	test('changes role, password and whether one can sign in', async () => {
		expect(await run('user', ['set-role', 'second@example.org', 'manager'])).toMatchObject({ code: 0 });
		expect(await run('user', ['disable', 'second@example.org'])).toMatchObject({ code: 0 });
		expect((await run('user', ['list'])).said).toContain('second@example.org\tmanager\tdisabled');
		expect(await run('user', ['enable', 'second@example.org'])).toMatchObject({ code: 0 });
		const reset = await run('user', ['set-password', 'second@example.org']);
		expect(reset.said).toMatch(/shown this once: [a-z2-9]{5}(-[a-z2-9]{5}){3}\n$/);
	});

	test('keeps the last admin', async () => {
		for (const words of [
			['disable', 'first@example.org'],
			['set-role', 'first@example.org', 'viewer']
		]) {
			const { code, said } = await run('user', words);
			expect([code, said]).toEqual([
				1,
				'This is the last admin who can sign in. Make someone else an admin first.\n'
			]);
		}
	});

	test.each([
		[[]],
		[['remove', 'first@example.org']],
		[['toString']],
		[['add']],
		[['add', 'third@example.org', '--role', 'king']],
		[['add', 'not an address', '--role', 'viewer']],
		[['disable', 'first@example.org', '--force']]
	])('shows how it is written after %j', async (words) => {
		const { code, said } = await run('user', words);
		expect(code).toBe(2);
		expect(said).toContain('Usage:');
	});

	test('says that an account does not exist', async () => {
		const { code, said } = await run('user', ['disable', 'nobody@example.org']);
		expect(code).toBe(1);
		expect(said).toContain('There is no account nobody@example.org.');
	});
});
