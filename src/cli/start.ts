/**
 * `npm start`: checks the settings, builds what has changed, and serves. Opening the database is the server's own
 * part. With `--build <folder>` a finished build is served as it is; tests do that, so that an edit during a run
 * changes nothing.
 */
import { once } from 'node:events';
import type http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readEnv, type Env } from '#lib/server/env.ts';
import { ensureBuild } from './build.ts';

/** What this command uses of the built server, which is made by the adapter. */
interface BuiltServer {
	server: { server: http.Server };
}

/** The product cannot be started here; the message says what to do. */
class StartRefused extends Error {
	override name = 'StartRefused';
}

const root = path.resolve(import.meta.dirname, '..', '..');
/** Errors whose message is a sentence for the person who starts the product. */
const EXPLAINED = new Set(['EnvError', 'BuildFailed', 'StartRefused', 'FolderInUse', 'DomainError']);
/** How long open requests may take to finish after a request to stop, in seconds. */
const SHUTDOWN_SECONDS = 8;

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
process.chdir(root);
await start();
// From here on the server handles signals, and an unexpected error ends the process in Node's own way.
process.off('uncaughtException', fail);
process.off('unhandledRejection', fail);
process.off('SIGINT', interrupt);
process.off('SIGTERM', interrupt);

async function start(): Promise<void> {
	try {
		const env = readEnv();
		await refuseTakenAddress(env);
		const { values } = parseArgs({ options: { build: { type: 'string' } } });
		if (!values.build) await ensureBuild(root, say);
		await serve(env, path.resolve(root, values.build ?? 'build'));
	} catch (error) {
		fail(error);
	}
}

async function serve(env: Env, build: string): Promise<void> {
	// The adapter reads these under its own prefix, so that our settings keep their meaning. Its limit of the body is
	// lifted because the hooks enforce ours and answer with a page.
	Object.assign(process.env, {
		NODE_ENV: process.env.NODE_ENV ?? 'production',
		ADAPTER_HOST: env.host,
		ADAPTER_PORT: String(env.port),
		ADAPTER_ORIGIN: env.origin,
		ADAPTER_BODY_SIZE_LIMIT: 'Infinity',
		ADAPTER_SHUTDOWN_TIMEOUT: process.env.ADAPTER_SHUTDOWN_TIMEOUT ?? String(SHUTDOWN_SECONDS)
	});
	endAfterShutdown();
	const built = (await import(pathToFileURL(path.join(build, 'index.js')).href)) as BuiltServer;
	const listener = built.server.server;
	failAlone(listener);
	if (!listener.listening) await once(listener, 'listening');
	say(`Pledgeboard is open at ${env.origin}`);
}

/**
 * A built file that is gone when it is asked for, as while somebody builds in the same folder, breaks off the one answer
 * that it was for. Unheard, the error would end the process.
 */
function failAlone(listener: http.Server): void {
	listener.prependListener('request', (_, response) => {
		response.on('pipe', (file) => {
			file.once('error', (error) => {
				console.error(`An answer broke off: ${error.message}. After a build, start Pledgeboard again.`);
				response.destroy();
			});
		});
	});
}

/**
 * Tells at once, before a build and a migration, that the address cannot be listened on.
 * @throws StartRefused
 */
async function refuseTakenAddress({ host, port }: Env): Promise<void> {
	const probe = net.createServer();
	try {
		probe.listen(port, host);
		await once(probe, 'listening');
	} catch (error) {
		throw explainAddress(error as NodeJS.ErrnoException, host, port);
	}
	probe.close();
	await once(probe, 'close');
}

function explainAddress(error: NodeJS.ErrnoException, host: string, port: number): Error {
	if (error.code === 'EADDRINUSE') {
		return new StartRefused(
			`Port ${port} of ${host} is taken by another program. Stop it, or choose another port: PORT=${port === 3001 ? 3002 : 3001} npm start`
		);
	}
	if (error.code === 'EACCES') {
		return new StartRefused(`This user may not listen on port ${port}. Set PORT to a number above 1023.`);
	}
	return new StartRefused(
		`HOST is “${host}”, which is not an address of this machine (${error.code ?? error.message}). Set it to 127.0.0.1 or 0.0.0.0.`
	);
}

/** The hooks close the database when the server has stopped; whatever still holds the process then is let go. */
function endAfterShutdown(): void {
	process.once('sveltekit:shutdown', () => setTimeout(() => process.exit(0), 5_000).unref());
	process.once('exit', (code) => {
		if (code === 0) say('Pledgeboard has stopped.');
	});
}

/** Ends the process with one sentence; only what nobody foresaw is shown with its stack. */
function fail(error: unknown): never {
	console.error(explain(error));
	process.exit(1);
}

function interrupt(): never {
	process.exit(130);
}

function explain(error: unknown): string {
	if (!(error instanceof Error)) return `Pledgeboard could not start: ${String(error)}`;
	// The built server has its own copies of our error classes, so they are known by name.
	if (EXPLAINED.has(error.name)) return error.message;
	return `Pledgeboard could not start, for a reason it does not know.\n${error.stack ?? error.message}`;
}

function say(sentence: string): void {
	console.log(sentence);
}
