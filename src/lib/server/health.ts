import { sql } from 'kysely';
import type { App } from './app.ts';

/** A probe is answered within this time, in milliseconds, whatever the database does. */
const PATIENCE = 3_000;

/** Whether the database answers. It never throws. */
export async function isHealthy({ db }: Pick<App, 'db'>): Promise<boolean> {
	const { promise: late, resolve } = Promise.withResolvers<false>();
	const timer = setTimeout(resolve, PATIENCE, false);
	const answer = sql`select 1`.execute(db).then(
		() => true,
		() => false
	);
	try {
		return await Promise.race([answer, late]);
	} finally {
		clearTimeout(timer);
	}
}
