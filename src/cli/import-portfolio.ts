import { DomainError } from '#lib/domain/errors.ts';
import { findAccountByEmail } from '#lib/server/people/accounts.ts';
import { importFile } from '#lib/server/portfolio/import/import-file.ts';
import { readJson } from '#lib/server/portfolio/import/read-json.ts';
import { partsOf, type Work } from './import-table.ts';

/**
 * Imports a portfolio file.
 * @returns what was imported, in a sentence
 * @throws DomainError `file_unreadable`, `unknown_account`, and what `importFile` throws
 */
export async function importPortfolioFile({ db, act, file, options }: Work): Promise<string> {
	const json = await readJson(partsOf(file));
	return importFile(db, { ...act, by: await idOf(db, options.by) }, json);
}

async function idOf(db: Work['db'], email: string | undefined): Promise<string | null> {
	if (email === undefined) return null;
	const account = await findAccountByEmail(db, email);
	if (account) return account.id;
	throw new DomainError(
		'unknown_account',
		`There is no account ${email}. See them all with: npm run user -- list`
	);
}
