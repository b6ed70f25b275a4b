/**
 * Prepares both engines once per run of the database tests: a PostgreSQL server with a migrated template, and the
 * dump of a migrated embedded database. Each test file then copies them (see `database.ts`).
 */
import fs from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase, wrapEmbedded } from '#lib/server/db/connection.ts';
import { migrateToLatest } from '#lib/server/db/migrator.ts';
import { parsers } from '#lib/server/db/parsers.ts';
import { startPostgres } from './postgres.ts';

export const TEMPLATE = 'pledgeboard_template';

declare module 'vitest' {
	interface ProvidedContext {
		/** `postgres://…` of the test server's maintenance database */
		postgresUrl: string;
		/** file with the dump of a migrated embedded database */
		pgliteDump: string;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	// The server's sessions sit east of UTC, like the test processes (see vite.config.ts).
	const server = await startPostgres('Asia/Almaty');
	try {
		const dump = path.join(server.folder, 'migrated.tar');
		// One after the other: the embedded engine keeps the whole process busy, and a connection would time out.
		await migrateTemplate(server.url);
		await dumpEmbedded(dump);
		project.provide('postgresUrl', server.url);
		project.provide('pgliteDump', dump);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return () => server.stop();
}

async function migrateTemplate(adminUrl: string): Promise<void> {
	const admin = new pg.Client({ connectionString: adminUrl });
	await admin.connect();
	await admin.query(`create database ${TEMPLATE}`);
	await admin.end();
	const url = new URL(adminUrl);
	url.pathname = `/${TEMPLATE}`;
	const opened = await openDatabase({ databaseUrl: url.href, dataDir: '' });
	await migrateToLatest(opened);
	await opened.close();
}

async function dumpEmbedded(file: string): Promise<void> {
	const lite = await PGlite.create({ parsers });
	const opened = await wrapEmbedded(lite);
	await migrateToLatest(opened);
	const dump = await lite.dumpDataDir('none');
	fs.writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
	await opened.close();
}
