/** `npm run migrate`: brings the database up to date and says what was done. */
import { alone, explainStart } from '#lib/server/app.ts';
import { openDatabase } from '#lib/server/db/connection.ts';
import { migrateToLatest } from '#lib/server/db/migrator.ts';
import { readEnv } from '#lib/server/env.ts';
import { refuse } from './refuse.ts';

try {
	const opened = await openDatabase(readEnv());
	try {
		const applied = await alone(opened, () => migrateToLatest(opened));
		console.log(
			applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date already.'
		);
	} finally {
		await opened.close();
	}
} catch (error) {
	refuse(explainStart(error));
}
