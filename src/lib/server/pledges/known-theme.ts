import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * The theme as other pledges spell it, where they differ from what was typed only in case or spaces: two spellings
 * would be two themes in every list. Of several spellings, the first one recorded.
 * @param except the pledge that is edited: alone with its spelling, it may change it
 */
export async function knownTheme(trx: Db, theme: string, except: number | null = null): Promise<string> {
	const rows = await trx
		.selectFrom('pledge_version')
		.where(isLast('pledge_version'))
		.$if(except !== null, (qb) => qb.where('pledge_id', '<>', except))
		.select(({ fn }) => ['theme', fn.min('id').as('first')])
		.groupBy('theme')
		.orderBy('first')
		.execute();
	return rows.find((row) => fold(row.theme) === fold(theme))?.theme ?? theme;
}
