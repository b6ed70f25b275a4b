import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { selectSources } from './queries.ts';

/** What a text may name a source by. */
export interface SourceNames {
	addresses: string[];
	titles: string[];
}

/**
 * The sources that stand under one of these addresses or titles, the latest first. The case of a title's letters does
 * not matter.
 */
export async function findNamed(
	db: Db,
	{ addresses, titles }: SourceNames
): Promise<{ id: number; title: string; url: string | null }[]> {
	if (addresses.length + titles.length === 0) return [];
	const found = await selectSources(db)
		.where(({ eb, or }) =>
			or([
				...(addresses.length > 0 ? [eb('source_version.url', 'in', addresses)] : []),
				...titles.map((title) => sql<boolean>`lower(source_version.title) = lower(${title})`)
			])
		)
		.orderBy('source_version.source_id', 'desc')
		.limit(2000)
		.execute();
	return found.map(({ id, title, url }) => ({ id, title, url }));
}
