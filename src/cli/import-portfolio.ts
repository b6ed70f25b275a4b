import { DomainError } from '#lib/domain/errors.ts';
import { findAccountByEmail } from '#lib/server/people/accounts.ts';
import { importFile } from '#lib/server/portfolio/import/import-file.ts';
import { readBytes, type Work } from './import-table.ts';

/**
 * Imports a portfolio file.
 * @returns what was imported, in a sentence
 * @throws DomainError `file_unreadable`, `file_not_utf8`, `unknown_account`, and what `importFile` throws
 */
export async function importPortfolioFile({ db, act, file, options }: Work): Promise<string> {
	const text = textOf(await readBytes(file), file);
	return importFile(db, { ...act, by: await idOf(db, options.by) }, text);
}

function textOf(bytes: Uint8Array, file: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new DomainError('file_not_utf8', `${file} is not in UTF-8, as JSON has to be. Save it again so.`);
	}
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
