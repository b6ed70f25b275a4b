import { alone, explainStart } from '#lib/server/app.ts';
import { makeClock, type Clock } from '#lib/server/clock.ts';
import { openDatabase, type Db } from '#lib/server/db/connection.ts';
import { migrateToLatest } from '#lib/server/db/migrator.ts';
import { readEnv } from '#lib/server/env.ts';
import { refuse } from './refuse.ts';

/**
 * Carries a command out on the database that the settings name, brought up to date first, and prints what it says, if
 * anything. What goes wrong is said on stderr and gives the exit code.
 * @param read reads the words of the command before anything is opened
 * @param run null: it has said all itself
 */
export async function withDatabase<T>(
	read: () => T,
	run: (db: Db, clock: Clock, words: T) => Promise<string | null>
): Promise<void> {
	try {
		const words = read();
		const env = readEnv();
		const opened = await openDatabase(env);
		try {
			await alone(opened, () => migrateToLatest(opened));
			const said = await run(opened.db, makeClock(env), words);
			if (said !== null) console.log(said);
		} finally {
			await opened.close();
		}
	} catch (error) {
		refuse(explainStart(error));
	}
}
