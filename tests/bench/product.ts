/** The product for measurements and pictures: started as a person starts it, on a free port with a database of its own. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { freePort } from '../helpers/postgres.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const NODE = ['--import', './src/cli/node-version.js'];
/** The day that the pictures and measurements are of. */
export const TODAY = '2026-11-25';

export interface Product {
	url: string;
	/** passwords that the first start printed, by e-mail */
	passwords: Map<string, string>;
	/** Ends it; its database stays for another start. */
	stop(): Promise<void>;
}

/** A folder for a database, gone when the process ends. */
export function temporaryFolder(): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-'));
	process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Starts the product and waits until it listens. @throws Error when it ends instead */
export async function startProduct(folder: string, env: Record<string, string> = {}): Promise<Product> {
	const port = String(await freePort());
	const child = spawn(process.execPath, [...NODE, 'src/cli/start.ts'], {
		cwd: ROOT,
		env: { ...process.env, PORT: port, DATA_DIR: path.join(folder, 'data'), TODAY, ...env },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const passwords = new Map<string, string>();
	await new Promise<void>((resolve, reject) => {
		void ended.then(() => reject(new Error('The product ended instead of listening.')));
		createInterface(child.stdout).on('line', (line) => {
			const [, email, password] = /(\S+@\S+)\s+(\S+)\s*$/.exec(line) ?? [];
			if (email && password) passwords.set(email, password);
			if (line.includes('is open at')) resolve();
		});
	});
	const stop = async () => {
		process.off('exit', kill);
		child.kill();
		await ended;
	};
	return { url: `http://127.0.0.1:${port}`, passwords, stop };
}

/** Brings a table of pledges into the database of a product that is not running. @throws Error when it is refused */
export async function importPledges(folder: string, file: string): Promise<void> {
	const child = spawn(process.execPath, [...NODE, 'src/cli/import.ts', 'pledges', file, '--confirm-large'], {
		cwd: ROOT,
		env: { ...process.env, DATA_DIR: path.join(folder, 'data'), TODAY },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const code = await new Promise((resolve) => child.once('exit', resolve));
	if (code !== 0) throw new Error(`The import ended with ${String(code)}.`);
}

/** Signs in through the form. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('[name=email]').fill(email);
	await page.locator('[name=password]').fill(password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.pathname !== '/sign-in');
}
