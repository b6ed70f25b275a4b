/**
 * Every setting of the product, read once and validated. The server and the command line share this file, so it
 * reads `process.env` and nothing of SvelteKit.
 */
import { isAbsolute, resolve } from 'node:path';

export interface Env {
	/** TCP port to listen on; default 3000 */
	port: number;
	/** address to listen on; default 127.0.0.1 */
	host: string;
	/** the address people type, scheme and port included; default http://HOST:PORT */
	origin: string;
	/** a PostgreSQL server; absent: the embedded database in `dataDir` */
	databaseUrl: string | null;
	/** folder of the embedded database, absolute; default ./data */
	dataDir: string;
	/** load the sample portfolio: `null` means only when the database is embedded and empty */
	sample: boolean | null;
	/** create this first admin when there is none */
	firstAdmin: { email: string; password: string } | null;
	/** the day that counts as today, for demos and tests; null: the real day in UTC */
	today: string | null;
	/** largest request body in bytes; default 512 KiB */
	bodySizeLimit: number;
}

/** A setting that cannot be used; the sentence names the variable and says what to do. */
export class EnvError extends Error {
	override name = 'EnvError';
}

type Source = Record<string, string | undefined>;

/**
 * Reads and checks all settings.
 * @throws EnvError naming the first variable that cannot be used
 */
export function readEnv(source: Source = process.env): Env {
	const port = readPort(source);
	const host = text(source, 'HOST') ?? '127.0.0.1';
	return {
		port,
		host,
		origin: readOrigin(source, host, port),
		databaseUrl: readDatabaseUrl(source),
		dataDir: readDataDir(source),
		sample: readSample(source),
		firstAdmin: readFirstAdmin(source),
		today: readToday(source),
		bodySizeLimit: readBodySizeLimit(source)
	};
}

function text(source: Source, name: string): string | null {
	const value = source[name]?.trim();
	return value ? value : null;
}

function readPort(source: Source): number {
	const given = text(source, 'PORT') ?? '3000';
	const port = Number(given);
	if (!/^\d+$/.test(given) || port < 1 || port > 65535) {
		throw new EnvError(`PORT is “${given}”; set it to a whole number from 1 to 65535, such as 3000.`);
	}
	return port;
}

function readOrigin(source: Source, host: string, port: number): string {
	const given = text(source, 'ORIGIN');
	if (!given) {
		// Every address of the machine is no address that a person could type.
		const typed = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
		return `http://${typed.includes(':') ? `[${typed}]` : typed}:${port}`;
	}
	const url = URL.canParse(given) ? new URL(given) : null;
	if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
		throw new EnvError(
			`ORIGIN is “${given}”; set it to the address people type, without a path, such as https://pledges.example.org.`
		);
	}
	return url.origin;
}

function readDatabaseUrl(source: Source): string | null {
	const given = text(source, 'DATABASE_URL');
	if (!given) return null;
	const url = URL.canParse(given) ? new URL(given) : null;
	if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
		throw new EnvError(
			'DATABASE_URL is not the address of a PostgreSQL server; write it as postgres://user:password@host:5432/name, or leave it out to use the embedded database.'
		);
	}
	return given;
}

function readDataDir(source: Source): string {
	const given = text(source, 'DATA_DIR') ?? './data';
	if (given.includes('\0')) throw new EnvError('DATA_DIR holds a character that no folder name may have.');
	return isAbsolute(given) ? given : resolve(process.cwd(), given);
}

function readSample(source: Source): boolean | null {
	const given = text(source, 'SAMPLE');
	if (given === null) return null;
	if (given === 'on' || given === 'off') return given === 'on';
	throw new EnvError(`SAMPLE is “${given}”; set it to on or off.`);
}

function readFirstAdmin(source: Source): Env['firstAdmin'] {
	const email = text(source, 'ADMIN_EMAIL');
	const password = source.ADMIN_PASSWORD || null;
	if (!email && !password) return null;
	if (!email) throw new EnvError('ADMIN_PASSWORD is set without ADMIN_EMAIL; set both or neither.');
	if (!password) throw new EnvError('ADMIN_EMAIL is set without ADMIN_PASSWORD; set both or neither.');
	if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) {
		throw new EnvError(`ADMIN_EMAIL is “${email}”; set it to an e-mail address.`);
	}
	if (password.length < 12 || password.length > 200) {
		throw new EnvError('ADMIN_PASSWORD has to be between 12 and 200 characters long.');
	}
	return { email, password };
}

function readToday(source: Source): string | null {
	const given = text(source, 'TODAY');
	if (given === null) return null;
	const day = new Date(`${given}T00:00:00Z`);
	const real =
		/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given);
	if (!real) throw new EnvError(`TODAY is “${given}”; set it to a day written as YYYY-MM-DD.`);
	return given;
}

function readBodySizeLimit(source: Source): number {
	const given = text(source, 'BODY_SIZE_LIMIT') ?? '512K';
	const match = /^(\d+)([KMG])?$/i.exec(given);
	const factor = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match?.[2]?.toUpperCase() ?? ''] ?? 1;
	const bytes = Number(match?.[1]) * factor;
	if (!match || bytes < 1024) {
		throw new EnvError(
			`BODY_SIZE_LIMIT is “${given}”; set it to a number of bytes, or one like 512K or 2M, of at least 1K.`
		);
	}
	return bytes;
}
