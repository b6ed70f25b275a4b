import { DomainError } from '#lib/domain/errors.ts';
import { countOf, listOf } from '#lib/domain/words.ts';
import type { Db } from '../../db/connection.ts';
import type { Act } from '../../db/ledger.ts';
import { importPortfolio } from './import-portfolio.ts';
import type { Json } from './read-json.ts';

/**
 * Imports a portfolio file for somebody who reads sentences: the command line, or the start of a demo.
 * @returns what was imported
 * @throws DomainError `portfolio_refused`, one line for each place that has to be corrected; nothing was written then
 */
export async function importFile(db: Db, act: Act, json: Json): Promise<string> {
	const imported = await importPortfolio(db, act, json);
	if (!imported.ok) {
		const lines = Object.entries(imported.errors).map(
			([place, sentence]) => `${place || 'file'}: ${sentence}`
		);
		const places = countOf(lines.length, 'place has', 'places have');
		throw new DomainError(
			'portfolio_refused',
			`Nothing was imported: ${places} to be corrected.\n${lines.join('\n')}`
		);
	}
	const { pledges, figures, sources, waiting, unknownOwners } = imported;
	const brought = listOf([
		countOf(pledges, 'pledge'),
		countOf(figures, 'figure'),
		countOf(sources, 'source')
	]);
	const kept =
		'has no account here and is kept by name as owner. Add the account, then choose it on the pledges.';
	return [
		`Imported ${brought}.`,
		...(waiting > 0 ? [undecided(waiting)] : []),
		...unknownOwners.map((email) => `${email} ${kept}`)
	].join('\n');
}

function undecided(waiting: number): string {
	return `${countOf(waiting, 'figure waits', 'figures wait')} for review: a manager decides on what waits.`;
}
