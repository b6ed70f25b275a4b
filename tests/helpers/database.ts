/** Real databases for tests: each rule runs on the embedded engine and on a PostgreSQL server. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { openDatabase, wrapEmbedded, type Db, type Opened } from '#lib/server/db/connection.ts';
import { parsers } from '#lib/server/db/parsers.ts';
import { TEMPLATE } from './database-setup.ts';

export const ENGINES = ['pglite', 'pg'] as const;
export type Engine = (typeof ENGINES)[number];

export interface TestDatabase {
	db: Db;
	engine: Engine;
	/** what the product itself holds after opening */
	opened: Opened;
	/** `postgres://…` of this database; null on the embedded engine */
	url: string | null;
	/** Closes the database and throws it away. */
	drop(): Promise<void>;
}

/**
 * Describes rules twice, once per engine. All tests of one call share one migrated, otherwise empty database, so
 * they build their own rows; another call, also in the same file, has another database.
 * @param rules receives a function that gives the database; call it inside tests and hooks only
 */
export function describeOnBoth(name: string, rules: (database: () => TestDatabase) => void): void {
	describe.each(ENGINES)(`${name} (%s)`, (engine) => {
		let current: TestDatabase | null = null;
		beforeAll(async () => {
			current = await createDatabase(engine);
		});
		afterAll(async () => {
			await current?.drop();
		});
		rules(() => {
			if (!current)
				throw new Error('The database is there inside tests and hooks only; call database() in them.');
			return current;
		});
	});
}

/**
 * Makes one more database of its own.
 * @param options.migrated false gives an empty one, for tests of the migrations themselves
 */
export async function createDatabase(engine: Engine, options = { migrated: true }): Promise<TestDatabase> {
	return engine === 'pg' ? createOnServer(options.migrated) : createEmbedded(options.migrated);
}

async function createEmbedded(migrated: boolean): Promise<TestDatabase> {
	const loadDataDir = migrated ? new Blob([fs.readFileSync(inject('pgliteDump'))]) : undefined;
	const lite = await PGlite.create(loadDataDir ? { parsers, loadDataDir } : { parsers });
	const opened = await wrapEmbedded(lite);
	return { db: opened.db, engine: 'pglite', opened, url: null, drop: () => opened.close() };
}

async function createOnServer(migrated: boolean): Promise<TestDatabase> {
	const name = `test_${randomBytes(8).toString('hex')}`;
	await onServer(`create database ${name}${migrated ? ` template ${TEMPLATE}` : ''}`);
	const url = new URL(inject('postgresUrl'));
	url.pathname = `/${name}`;
	const opened = await openDatabase({ databaseUrl: url.href, dataDir: '' });
	return {
		db: opened.db,
		engine: 'pg',
		opened,
		url: url.href,
		drop: async () => {
			await opened.close();
			await onServer(`drop database ${name} with (force)`);
		}
	};
}

async function onServer(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: inject('postgresUrl') });
	await client.connect();
	try {
		// Two copies of one template at the same moment exclude each other: the second one tries again.
		for (let attempt = 1; ; attempt++) {
			try {
				await client.query(statement);
				return;
			} catch (error) {
				if ((error as { code?: string }).code !== '55006' || attempt === 50) throw error;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	} finally {
		await client.end();
	}
}
