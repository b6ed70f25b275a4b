/** The product itself for tests: the built server in a process of its own, started the way a person starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { freePort } from './postgres.ts';

/** The day that counts as today in a started app unless a test says otherwise. */
export const TODAY = '2026-11-23';
export const DEMO_ROLES = ['analyst', 'manager', 'admin'] as const;
export type DemoRole = (typeof DEMO_ROLES)[number];

export interface Account {
	email: string;
	password: string;
}

export interface RunningApp {
	/** `http://127.0.0.1:<port>` */
	url: string;
	/** the embedded database's folder; it outlives the app when the caller gave DATA_DIR */
	dataDir: string;
	/** everything printed so far */
	output(): string;
	/** The demo account printed at the first start. */
	account(role: DemoRole): Account;
	/** A visitor with cookies of its own, not signed in. */
	visitor(): Visitor;
	/** A visitor who has signed in through the form. */
	signIn(who: DemoRole | Account): Promise<Visitor>;
	/** Ends the process with the signal and gives its exit code; removes the data folder if it was temporary. */
	stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Speaks HTTP like a browser without scripts: keeps cookies, sends forms with their origin, follows no redirect by itself. */
export interface Visitor {
	cookies: Map<string, string>;
	/** Opens a path; `init` as for `fetch`. */
	open(path: string, init?: RequestInit): Promise<Response>;
	/** Sends a form to a path such as `/pledges/new` or `/account?/leave`; a list sends the field several times. */
	submit(path: string, fields: Record<string, string | string[]>): Promise<Response>;
}

export interface Ended {
	/** null when a signal ended it */
	code: number | null;
	output: string;
}

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** `npm start`, with the build of this run instead of one that follows every edit. */
const COMMAND = ['--import', './src/cli/node-version.js', 'src/cli/start.ts'];
const SIGN_IN = '/sign-in';

/**
 * Starts the product on a free port with an embedded database in a temporary folder, and waits until it listens.
 * @param env settings beside or instead of HOST, PORT, DATA_DIR and TODAY; undefined takes one away
 * @throws Error with all that was printed when it ends instead of listening
 */
export async function startApp(env: Record<string, string | undefined> = {}): Promise<RunningApp> {
	const temporary = env.DATA_DIR ? null : fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-app-'));
	const dataDir = env.DATA_DIR ?? path.join(temporary ?? '', 'data');
	const port = env.PORT ?? String(await freePort());
	const url = `http://127.0.0.1:${port}`;
	const { child, output, ended } = run({
		PORT: port,
		DATA_DIR: dataDir,
		TODAY,
		// Longer than any test pauses: a connection that closes just as it is used again would look like a failure.
		ADAPTER_KEEP_ALIVE_TIMEOUT: '120',
		...env
	});
	const clean = (): void => {
		if (temporary) fs.rmSync(temporary, { recursive: true, force: true });
	};

	const listening = waitFor(() => output().includes('Pledgeboard is open at'), 90_000);
	const first = await Promise.race([ended, listening]);
	if (first !== true) {
		child.kill('SIGKILL');
		clean();
		throw new Error(
			`Pledgeboard ${first ? 'ended' : 'took too long'} instead of listening. It said:\n${output()}`
		);
	}

	const app: RunningApp = {
		url,
		dataDir,
		output,
		account: (role) => findAccount(output(), role),
		visitor: () => makeVisitor(url),
		signIn: async (who) => {
			const visitor = makeVisitor(url);
			const { email, password } = typeof who === 'string' ? app.account(who) : who;
			const answer = await visitor.submit(SIGN_IN, { email, password });
			if (answer.status !== 303) throw new Error(`Signing in as ${email} answered ${answer.status}.`);
			return visitor;
		},
		stop: async (signal = 'SIGTERM') => {
			child.kill(signal);
			const { code } = await ended;
			clean();
			return code;
		}
	};
	return app;
}

/**
 * Runs the product until it ends by itself, for starts that are refused.
 * @param env settings beside HOST, PORT, DATA_DIR and TODAY
 */
export async function runUntilEnd(env: Record<string, string | undefined>): Promise<Ended> {
	const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-app-'));
	const { child, ended } = run({
		PORT: String(await freePort()),
		DATA_DIR: path.join(temporary, 'data'),
		TODAY,
		...env
	});
	const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
	try {
		return await ended;
	} finally {
		clearTimeout(timer);
		fs.rmSync(temporary, { recursive: true, force: true });
	}
}

/** Our settings must not reach the app from the shell of whoever runs the tests, nor what vitest sets for itself. */
const FOREIGN =
	/^(PORT|HOST|ORIGIN|DATABASE_URL|DATA_DIR|SAMPLE|ADMIN_EMAIL|ADMIN_PASSWORD|TODAY|BODY_SIZE_LIMIT|ADAPTER_.*|NODE_ENV|NODE_OPTIONS|VITE.*|VITEST.*|TEST|DEV|PROD|SSR|MODE|BASE_URL)$/;

function run(given: Record<string, string | undefined>): {
	child: ChildProcess;
	output: () => string;
	ended: Promise<Ended>;
} {
	const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	const settings = Object.entries(given).filter(([, value]) => value !== undefined);
	const child = spawn(process.execPath, [...COMMAND, '--build', inject('build')], {
		cwd: ROOT,
		env: Object.fromEntries([...kept, ...settings]),
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const killWithUs = (): void => void child.kill('SIGKILL');
	process.once('exit', killWithUs);
	let text = '';
	const take = (chunk: string): void => {
		text += chunk;
	};
	child.stdout.setEncoding('utf8').on('data', take);
	child.stderr.setEncoding('utf8').on('data', take);
	const ended = new Promise<Ended>((resolve) => {
		child.once('close', (code) => {
			process.off('exit', killWithUs);
			resolve({ code, output: text });
		});
	});
	return { child, output: () => text, ended };
}

async function waitFor(condition: () => boolean, milliseconds: number): Promise<true | null> {
	const deadline = performance.now() + milliseconds;
	while (!condition()) {
		if (performance.now() > deadline) return null;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return true;
}

/** Reads e-mail and password from the line that the first start prints for a role. */
function findAccount(output: string, role: DemoRole): Account {
	const line = new RegExp(`(${role}@\\S+)\\s+(\\S+)\\s*$`, 'm').exec(output);
	const [, email, password] = line ?? [];
	if (email && password) return { email, password };
	throw new Error(`No sign-in of a demo ${role} was printed. The app said:\n${output}`);
}

function makeVisitor(url: string): Visitor {
	const cookies = new Map<string, string>();
	const open = async (target: string, init: RequestInit = {}): Promise<Response> => {
		const headers = new Headers(init.headers);
		if (cookies.size > 0)
			headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
		const answer = await fetch(new URL(target, url), { redirect: 'manual', ...init, headers });
		for (const line of answer.headers.getSetCookie()) keep(cookies, line);
		return answer;
	};
	const submit = (target: string, fields: Record<string, string | string[]>): Promise<Response> => {
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries(fields))
			for (const one of [value].flat()) body.append(name, one);
		return open(target, { method: 'POST', body, headers: { origin: url, accept: 'text/html' } });
	};
	return { cookies, open, submit };
}

function keep(cookies: Map<string, string>, line: string): void {
	const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
	const at = pair.indexOf('=');
	const gone = attributes.some(
		(attribute) => /^max-age=0$/i.test(attribute) || /^expires=.*1970/i.test(attribute)
	);
	if (gone || at === pair.length - 1) cookies.delete(pair.slice(0, at));
	else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}
