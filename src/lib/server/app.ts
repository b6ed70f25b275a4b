import { sql } from 'kysely';
import { hashPassword } from './auth/passwords.ts';
import { makeClock, type Clock } from './clock.ts';
import { openDatabase, type Db, type Opened } from './db/connection.ts';
import { migrateToLatest } from './db/migrator.ts';
import { loadDemo } from './demo.ts';
import type { Env } from './env.ts';
import { isOutage } from './failures.ts';
import { findAccountByEmail, roleIsHeld } from './people/accounts.ts';
import { addAccount } from './people/manage-accounts.ts';
import { findReviewers } from './settings/settings.ts';

/** The running product: what every route needs and no route makes. */
export interface App {
	env: Env;
	clock: Clock;
	db: Db;
	engine: Opened['engine'];
	close(): Promise<void>;
}

/** The product cannot start; the message is one sentence that says what to do. */
export class StartRefused extends Error {
	override name = 'StartRefused';
}

// On globalThis, because a development server loads this module again after each change, and the embedded
// database may be open only once.
const KEY = Symbol.for('pledgeboard.app');
const held = globalThis as typeof globalThis & { [KEY]?: { app: App | null; starting: Promise<App> } };

/** Any number, the same everywhere, that only starting processes lock on. */
const START_LOCK = 2022_10_16;

/**
 * Opens the database, brings it up to date, and makes sure that somebody can sign in. A second call gives the same
 * app. Safe to be done by several processes on one PostgreSQL server at once, and to be repeated after a crash.
 * @throws FolderInUse, StartRefused
 */
export function startApp(env: Env): Promise<App> {
	if (!held[KEY]) {
		const starting = open(env);
		const entry: { app: App | null; starting: Promise<App> } = { app: null, starting };
		held[KEY] = entry;
		starting.then(
			(app) => (entry.app = app),
			() => delete held[KEY]
		);
	}
	return held[KEY].starting;
}

/** The started app. @throws Error before `startApp` has finished */
export function app(): App {
	const started = held[KEY]?.app;
	if (!started) throw new Error('The product has not been started.');
	return started;
}

/**
 * Runs `work` while no other process starts, migrates or seeds this database. The embedded database belongs to one
 * process anyway.
 */
export async function alone<T>(
	{ db, engine }: Pick<Opened, 'db' | 'engine'>,
	work: () => Promise<T>
): Promise<T> {
	if (engine === 'pglite') return work();
	return db.connection().execute(async (connection) => {
		await sql`select pg_advisory_lock(${sql.lit(START_LOCK)})`.execute(connection);
		try {
			return await work();
		} finally {
			await sql`select pg_advisory_unlock(${sql.lit(START_LOCK)})`.execute(connection);
		}
	});
}

async function open(env: Env): Promise<App> {
	const clock = makeClock(env);
	const opened = await openDatabase(env);
	try {
		await alone(opened, async () => {
			await migrateToLatest(opened);
			await addFirstAdmin(opened.db, env.firstAdmin, clock);
			if (env.sample ?? opened.engine === 'pglite') await loadDemo(opened.db, clock);
			await hintWhenNobodyCanSignIn(opened.db);
			await hintWhenNobodyReviews(opened.db);
		});
	} catch (error) {
		await opened.close().catch(() => {});
		throw explainStart(error);
	}
	const close = async () => {
		delete held[KEY];
		await opened.close();
	};
	return { env, clock, db: opened.db, engine: opened.engine, close };
}

async function addFirstAdmin(db: Db, admin: Env['firstAdmin'], clock: Clock): Promise<void> {
	if (!admin || (await roleIsHeld(db, 'admin'))) return;
	if (await findAccountByEmail(db, admin.email)) {
		throw new StartRefused(
			`ADMIN_EMAIL is ${admin.email}, which has an account that is not an admin. Set another address, or run: npm run user -- set-role ${admin.email} admin`
		);
	}
	const passwordHash = await hashPassword(admin.password);
	await addAccount(
		db,
		{ email: admin.email, name: 'Administrator', role: 'admin', passwordHash },
		clock.now()
	);
}

async function hintWhenNobodyCanSignIn(db: Db): Promise<void> {
	if (await roleIsHeld(db, 'admin')) return;
	console.log(
		'There is no admin yet. Stop Pledgeboard and run: npm run user -- add you@example.org --role admin\n' +
			'Or start it once with ADMIN_EMAIL and ADMIN_PASSWORD set.'
	);
}

/** Review is on unless somebody turned it off: without a manager, figures would wait for good and nobody be told why. */
async function hintWhenNobodyReviews(db: Db): Promise<void> {
	if ((await findReviewers(db)) !== 'nobody') return;
	console.log(
		'Review is on and no account is a manager, so figures wait for approval. Run: npm run user -- add you@example.org --role manager, or turn review off under /admin/settings.'
	);
}

/**
 * Says in one sentence why the database could not be opened or brought up to date. What explains itself already stays
 * as it is.
 */
export function explainStart(error: unknown): unknown {
	if (!(error instanceof Error) || !(isOutage(error) || isDatabaseError(error))) return error;
	const { code } = error as NodeJS.ErrnoException;
	return new StartRefused(
		isOutage(error)
			? `The database in DATABASE_URL cannot be reached (${code ?? error.message}). Start it or correct DATABASE_URL, then start again.`
			: `The database could not be brought up to date: ${error.message}. Correct the cause and start again; a step that fails is undone whole.`,
		{ cause: error }
	);
}

/** Both engines give their errors a five-character SQLSTATE. */
function isDatabaseError(error: Error): boolean {
	return /^[0-9A-Z]{5}$/.test(String((error as NodeJS.ErrnoException).code));
}
