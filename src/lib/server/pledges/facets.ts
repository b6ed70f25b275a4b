import type { Db } from '../db/connection.ts';
import { reading, type Moment } from './moment.ts';

/** What a list can be filtered by, from what is there. */
export async function listFacets(
	db: Db,
	moment: Moment
): Promise<{ themes: string[]; owners: { id: string; name: string }[] }> {
	const themes = await listThemes(reading(db, moment));
	const owners = await reading(db, moment)
		.selectFrom('account')
		.select(['account.id', 'account.name'])
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('pledge_current')
					.select('pledge_id')
					.whereRef('pledge_current.owner_id', '=', 'account.id')
			)
		)
		.orderBy('account.name')
		.limit(500)
		.execute();
	return { themes, owners };
}

/** Every theme of the read model, in the order of the alphabet. */
export async function listThemes(db: Pick<Db, 'selectFrom'>): Promise<string[]> {
	const rows = await db
		.selectFrom('pledge_current')
		.select('theme')
		.distinct()
		.orderBy('theme')
		.limit(500)
		.execute();
	return rows.map((row) => row.theme);
}
