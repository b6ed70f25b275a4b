/** `npm run export -- …`: the whole portfolio as a file, from the command line. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { exportPortfolio } from '#lib/server/portfolio/export/export-portfolio.ts';
import { WrongUsage } from './refuse.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `Usage:
  npm run export -- portfolio FILE [--upto N]
  npm run --silent export -- portfolio -

Writes everything that the portfolio holds as JSON; “-” writes to stdout. With --upto it is written as it stood at that
number of the ledger, which gives the same bytes for ever. The format is described by static/portfolio.schema.json.
The database is the one the settings name: DATABASE_URL, or the folder DATA_DIR, which must not be open elsewhere.`;

/** What can be exported, part by part. */
const FORMATS: Record<string, (db: Db, upto: number) => AsyncIterable<string>> = {
	portfolio: exportPortfolio
};

await withDatabase(readCommand, async (db, _, { format, file, upto }) => {
	const last = await lastSeq(db);
	if (upto !== null && upto > last) {
		throw new WrongUsage(`The ledger ends at ${last}; choose a number up to that.\n\n${USAGE}`);
	}
	await write(file, format(db, upto ?? last));
	return file === '-' ? null : `Wrote ${file} as it stands at ledger number ${upto ?? last}.`;
});

/** Writes all of it or nothing: what breaks off leaves a file of this name as it was. */
async function write(file: string, parts: AsyncIterable<string>): Promise<void> {
	if (file === '-') {
		await pipeline(parts, process.stdout, { end: false });
		return;
	}
	const unfinished = `${file}.part`;
	try {
		await pipeline(parts, createWriteStream(unfinished));
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw explainFile(error, file);
	}
}

function explainFile(error: unknown, file: string): unknown {
	const { code } = error as NodeJS.ErrnoException;
	if (!code?.startsWith('E')) return error;
	return new WrongUsage(`${file} cannot be written (${code}). Choose another place.`);
}

function readCommand() {
	try {
		const { positionals, values } = parseArgs({
			allowPositionals: true,
			options: { upto: { type: 'string' } }
		});
		const [name = '', file, ...more] = positionals;
		const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
		const { upto = null } = values;
		const number = upto === null || /^\d{1,9}$/.test(upto);
		if (format && file && more.length === 0 && number) {
			return { format, file, upto: upto === null ? null : Number(upto) };
		}
	} catch (error) {
		throw new WrongUsage(`${error instanceof Error ? error.message : ''}\n\n${USAGE}`);
	}
	throw new WrongUsage(USAGE);
}
