import type { SourceInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { selectSources } from './queries.ts';

/** A source that is described, not chosen. */
export type NewSource = Exclude<SourceInput, { id: number }>;

/** How many sources are looked for, or written, at once. */
const AT_ONCE = 500;

/**
 * What makes two sources one, as in `addSource`: the same title and day under the same address or, without one, by the
 * same publisher.
 */
export function sourceKey(source: Pick<NewSource, 'title' | 'publisher' | 'publishedOn' | 'url'>): string {
	const { title, publisher, publishedOn, url } = source;
	return JSON.stringify([title, publishedOn, url, url === null ? publisher : null]);
}

/** Which of these sources are known, by `sourceKey`; others of the same titles may be among them. */
export async function findSources(trx: Db, wanted: readonly NewSource[]): Promise<Map<string, number>> {
	const ids = new Map<string, number>();
	const titles = [...new Set(wanted.map(({ title }) => title))];
	for (let from = 0; from < titles.length; from += AT_ONCE) {
		const known = await selectSources(trx)
			.where('source_version.title', 'in', titles.slice(from, from + AT_ONCE))
			.orderBy('source_version.source_id', 'desc')
			.execute();
		for (const source of known) ids.set(sourceKey(source), source.id);
	}
	return ids;
}

/**
 * Many sources at once, each written down first if it is new, under the ledger number that is given with it.
 * @returns their ids by `sourceKey`
 */
export async function addSources(
	trx: Db,
	wanted: readonly { seq: number; source: NewSource }[]
): Promise<Map<string, number>> {
	const ids = new Map<string, number>();
	const missing = new Map<string, (typeof wanted)[number]>();
	for (const one of wanted) {
		const key = sourceKey(one.source);
		if (!missing.has(key)) missing.set(key, one);
	}
	const known = await findSources(
		trx,
		wanted.map(({ source }) => source)
	);
	for (const [key, id] of known) {
		ids.set(key, id);
		missing.delete(key);
	}
	const fresh = [...missing];
	for (let from = 0; from < fresh.length; from += AT_ONCE) {
		const some = fresh.slice(from, from + AT_ONCE);
		const added = await trx
			.insertInto('source')
			.values(some.map(([, { seq }]) => ({ entry_seq: seq })))
			.returning('id')
			.execute();
		const numbered = added.map(({ id }) => id).sort((one, other) => one - other);
		await trx
			.insertInto('source_version')
			.values(
				some.map(([, { seq, source }], at) => ({
					entry_seq: seq,
					source_id: numbered[at] ?? 0,
					title: source.title,
					publisher: source.publisher,
					published_on: source.publishedOn,
					language: source.language,
					url: source.url
				}))
			)
			.execute();
		for (const [at, [key]] of some.entries()) ids.set(key, numbered[at] ?? 0);
	}
	return ids;
}
