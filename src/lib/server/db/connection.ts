import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Env } from '../env.ts';
import { lockFolder } from './lock.ts';
import { parsers } from './parsers.ts';
import type { Database } from './schema.ts';

/** The connection that every query takes first: a pool, the embedded database, or a transaction on either. */
export type Db = Kysely<Database>;

export interface Opened {
	db: Db;
	engine: 'pglite' | 'pg';
	/** true when the embedded folder did not exist before */
	fresh: boolean;
	close(): Promise<void>;
}

/** How long a request waits for a free or new connection before it answers 503, in milliseconds. */
const CONNECT_TIMEOUT = 5_000;

/**
 * Opens PostgreSQL when `databaseUrl` is set, otherwise the embedded database in `dataDir`.
 * PostgreSQL is reached at the first query; the embedded folder is locked and opened at once.
 * @throws FolderInUse when another process has the embedded folder open
 */
export async function openDatabase(env: Pick<Env, 'databaseUrl' | 'dataDir'>): Promise<Opened> {
	return env.databaseUrl ? openPostgres(env.databaseUrl) : openEmbedded(env.dataDir);
}

function openPostgres(databaseUrl: string): Opened {
	const pool = new pg.Pool({
		connectionString: databaseUrl,
		connectionTimeoutMillis: CONNECT_TIMEOUT,
		max: 10,
		types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format) }
	});
	// A lost connection is replaced at the next query, and the query on it fails by itself; without a listener the
	// loss would end the process, whether the connection was idle or in use.
	pool.on('error', () => {});
	pool.on('connect', (client) => client.on('error', () => {}));
	const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
	return { db, engine: 'pg', fresh: false, close: () => db.destroy() };
}

async function openEmbedded(dataDir: string): Promise<Opened> {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const lock = lockFolder(dataDir);
	try {
		const folder = join(dataDir, 'pg');
		const fresh = !existsSync(folder);
		return { ...(await wrapEmbedded(await PGlite.create(folder, { parsers }), () => lock.release())), fresh };
	} catch (error) {
		lock.release();
		throw error;
	}
}

/** Wraps an embedded database that is already open; tests use it with one in memory. */
export async function wrapEmbedded(lite: PGlite, afterClose: () => void = () => {}): Promise<Opened> {
	await lite.waitReady;
	const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite: lite }) });
	return {
		db,
		engine: 'pglite',
		fresh: true,
		close: async () => {
			await db.destroy();
			if (!lite.closed) await lite.close();
			afterClose();
		}
	};
}
