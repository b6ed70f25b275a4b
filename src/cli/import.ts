/** `npm run import -- …`: files into the database, from the command line; all of a file or nothing. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { alone, explainStart } from '#lib/server/app.ts';
import { makeClock } from '#lib/server/clock.ts';
import { openDatabase, type Db } from '#lib/server/db/connection.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { migrateToLatest } from '#lib/server/db/migrator.ts';
import { readEnv } from '#lib/server/env.ts';
import { importFile } from '#lib/server/portfolio/import/import-file.ts';
import { refuse, WrongUsage } from './refuse.ts';

const USAGE = `Usage:
  npm run import -- portfolio FILE

Imports all of the file or, where something in it has to be corrected, nothing; “-” reads from stdin. The format is
described by static/portfolio.schema.json.
The database is the one the settings name: DATABASE_URL, or the folder DATA_DIR, which must not be open elsewhere.`;

/** Imports a file. @returns what to print @throws DomainError with all that is wrong with it */
type Format = (db: Db, act: Act, text: string) => Promise<string>;

const FORMATS: Record<string, Format> = { portfolio: importFile };

try {
	await main();
} catch (error) {
	refuse(explainStart(error));
}

async function main(): Promise<void> {
	const { format, file } = readCommand();
	const text = await read(file);
	const env = readEnv();
	const opened = await openDatabase(env);
	try {
		await alone(opened, () => migrateToLatest(opened));
		const clock = makeClock(env);
		console.log(await format(opened.db, { by: null, today: clock.today(), now: clock.now() }, text));
	} finally {
		await opened.close();
	}
}

async function read(file: string): Promise<string> {
	if (file === '-') {
		let text = '';
		for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
		return text;
	}
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new WrongUsage(`${file} cannot be read (${code ?? String(error)}). Check its name.`);
	}
}

function readCommand() {
	try {
		const { positionals } = parseArgs({ allowPositionals: true, options: {} });
		const [name = '', file, ...more] = positionals;
		const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
		if (format && file && more.length === 0) return { format, file };
	} catch (error) {
		throw new WrongUsage(`${error instanceof Error ? error.message : ''}\n\n${USAGE}`);
	}
	throw new WrongUsage(USAGE);
}
