import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourceKey, type NewSource } from '../sources/add-sources.ts';
import { refuseMisquoted } from '../sources/require-quoted.ts';

/** Refuses a quote that its source does not hold; see `refuseMisquoted`. A source that is new holds whatever is said. */
export type RequireQuoted = (source: NewSource, quote: string) => Promise<void>;

/** What `requireQuoted` does for one quote, for the many of a table: each source is looked up once. */
export function quotedSources(db: Db): RequireQuoted {
	const stored = new Map<string, { title: string; stored_text: string | null } | null>();
	return async (source, quote) => {
		const key = sourceKey(source);
		if (!stored.has(key)) stored.set(key, await findStored(db, source));
		const known = stored.get(key);
		if (known) refuseMisquoted(known, quote);
	};
}

async function findStored(db: Db, source: NewSource) {
	const known = await db
		.selectFrom('source_version')
		.where('title', '=', source.title)
		.where('stored_text', 'is not', null)
		.where(isLast('source_version'))
		.select(['title', 'publisher', 'published_on as publishedOn', 'url', 'stored_text'])
		.execute();
	return known.find((one) => sourceKey(one) === sourceKey(source)) ?? null;
}
