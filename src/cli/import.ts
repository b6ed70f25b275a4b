/** `npm run import -- …`: what the import page does, without a browser. Writes all of a file or nothing. */
import { parseArgs } from 'node:util';
import { importPortfolioFile } from './import-portfolio.ts';
import { importTable, type Work } from './import-table.ts';
import { WrongUsage } from './refuse.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `Usage:
  npm run import -- pledges FILE [--decimal-comma] [--reason TEXT] [--confirm-large]
  npm run import -- actuals FILE [--decimal-comma] [--reason TEXT] [--confirm-large]
  npm run import -- portfolio FILE [--by E-MAIL]

For pledges and actuals FILE is a CSV file in UTF-8, parted by commas, semicolons or tabs; its first line names the
columns, which are those of the exports. For a portfolio it is JSON as npm run export writes it, which is described by
static/portfolio.schema.json. “-” reads from stdin. All of it is written, or nothing: then the exit code is 1, and each
place that cannot be used is listed.
--decimal-comma   numbers are written 1234,5
--reason          why figures or targets that are recorded already are changed; needed where there are any
--confirm-large   figures that change by more than a factor of two were looked at and are right
--by              whose act it is: an account, which also gets the pledges for which the file names no owner
The database is the one the settings name: DATABASE_URL, or the folder DATA_DIR, which must not be open elsewhere.`;

/** What can be imported, by the first word of the command: each reads its file, writes it, and says what it did. */
const FORMATS: Record<string, (work: Work) => Promise<string>> = {
	pledges: (work) => importTable('pledges', work),
	actuals: (work) => importTable('actuals', work),
	portfolio: importPortfolioFile
};

await withDatabase(readCommand, (db, clock, { run, file, options }) => {
	const act = { by: null, today: clock.today(), now: clock.now() };
	return run({ db, act, file, options });
});

function readCommand() {
	try {
		const { positionals, values } = parseArgs({
			allowPositionals: true,
			options: {
				'decimal-comma': { type: 'boolean' },
				reason: { type: 'string' },
				'confirm-large': { type: 'boolean' },
				by: { type: 'string' }
			}
		});
		const [name = '', file, ...more] = positionals;
		const run = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
		if (run && file !== undefined && more.length === 0) return { run, file, options: values };
	} catch (error) {
		throw new WrongUsage(`${error instanceof Error ? error.message : ''}\n\n${USAGE}`);
	}
	throw new WrongUsage(USAGE);
}
