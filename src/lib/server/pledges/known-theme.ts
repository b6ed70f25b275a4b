import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Gives a theme as other pledges spell it, where they differ from what was typed only in case or spaces: two spellings
 * would be two themes in every list. Of several spellings, the first one recorded. A theme that is new becomes known to
 * those that follow.
 * @param former the present spelling of the pledge that is edited: alone with it, it may change it
 */
export type SpellTheme = (theme: string, former?: string | null) => string;

/** The spellings in use. */
export async function themeSpeller(db: Db): Promise<SpellTheme> {
	const known = Map.groupBy(await listSpellings(db), ({ theme }) => fold(theme));
	return (theme, former = null) => {
		const spellings = known.get(fold(theme)) ?? [];
		const others = spellings.filter((one) => one.theme !== former || one.pledges > 1);
		if (others[0]) return others[0].theme;
		known.set(fold(theme), [...spellings, { theme, pledges: 1 }]);
		return theme;
	};
}

/** Every spelling in use, the first recorded first, and how many pledges use it. */
async function listSpellings(db: Db): Promise<{ theme: string; pledges: number }[]> {
	return db
		.selectFrom('pledge_version')
		.where(isLast('pledge_version'))
		.select(({ fn }) => ['theme', fn.min('id').as('first'), fn.countAll<number>().as('pledges')])
		.groupBy('theme')
		.orderBy('first')
		.execute();
}
