import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, type Migration } from 'kysely/migration';
import type { Opened } from './connection.ts';

/** Where the migrations are: beside `package.json`, in the folder the product is started from. */
const FOLDER = resolve(process.cwd(), 'migrations');

/**
 * Applies every migration that this database has not seen, in the order of their names. On PostgreSQL an advisory
 * lock makes two processes that start together wait for each other.
 * @returns the names applied, in order
 * @throws the database's own error; nothing of the failed migration stays
 */
export async function migrateToLatest(opened: Pick<Opened, 'db'>, folder = FOLDER): Promise<string[]> {
	const migrator = new Migrator({ db: opened.db, provider: { getMigrations: () => readMigrations(folder) } });
	const { error, results } = await migrator.migrateToLatest();
	if (error) throw error;
	return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
	const entries = names.map(async (name) => {
		// Loaded at run time by Node itself, so that a migration is never part of a bundle.
		const module: Migration = await import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
		return [name.replace(/\.ts$/, ''), { up: module.up }] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}
