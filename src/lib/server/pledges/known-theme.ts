import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * The theme as other pledges spell it, where they differ from what was typed only in case or spaces: two spellings
 * would be two themes in every list. Of several spellings, the first one recorded.
 * @param except the pledge that is edited: alone with its spelling, it may change it
 */
export async function knownTheme(trx: Db, theme: string, except: number | null = null): Promise<string> {
	const themes = await listThemes(trx, except);
	return themes.find((known) => fold(known) === fold(theme)) ?? theme;
}

/** The same for many themes, one after the other: each becomes known to those that follow. */
export async function themeSpeller(db: Db): Promise<(theme: string) => string> {
	const known = new Map<string, string>();
	const spell = (theme: string) => {
		if (!known.has(fold(theme))) known.set(fold(theme), theme);
		return known.get(fold(theme)) ?? theme;
	};
	for (const theme of await listThemes(db, null)) spell(theme);
	return spell;
}

/** Every spelling in use, the first recorded first. */
async function listThemes(db: Db, except: number | null): Promise<string[]> {
	const rows = await db
		.selectFrom('pledge_version')
		.where(isLast('pledge_version'))
		.$if(except !== null, (qb) => qb.where('pledge_id', '<>', except))
		.select(({ fn }) => ['theme', fn.min('id').as('first')])
		.groupBy('theme')
		.orderBy('first')
		.execute();
	return rows.map(({ theme }) => theme);
}
