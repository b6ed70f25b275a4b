import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { planRows, type Named, type Rows } from '../db/planned-rows.ts';
import { addOne, openRegister, type Register } from '../db/register.ts';
import { selectSources, sourcesById } from './queries.ts';

/** A source that is described, not chosen. */
export type NewSource = Exclude<SourceInput, { id: number }>;

/** A source that facts can name. */
export interface AddedSource extends Named {
	/** when it became public; null when the source has no date */
	publishedOn: IsoDate | null;
}

export type Sources = Register<SourceInput, AddedSource>;

/** How many sources are looked for at once. */
const AT_ONCE = 500;

/**
 * What makes two sources one: the same title and day under the same address or, without one, by the same publisher.
 */
export function sourceKey(source: Pick<NewSource, 'title' | 'publisher' | 'publishedOn' | 'url'>): string {
	const { title, publisher, publishedOn, url } = source;
	return JSON.stringify([title, publishedOn, url, url === null ? publisher : null]);
}

/** Which of these sources are known, by `sourceKey`, of several alike the first; others of the same titles may be among them. */
export async function findSources(trx: Db, wanted: readonly NewSource[]): Promise<Map<string, AddedSource>> {
	const found = new Map<string, AddedSource>();
	const titles = [...new Set(wanted.map(({ title }) => title))];
	for (let from = 0; from < titles.length; from += AT_ONCE) {
		const known = await selectSources(trx)
			.where('source_version.title', 'in', titles.slice(from, from + AT_ONCE))
			.orderBy('source_version.source_id', 'desc')
			.execute();
		for (const source of known) found.set(sourceKey(source), source);
	}
	return found;
}

/**
 * The sources that facts name, each planned among `rows` if it is new.
 * @throws DomainError `unknown_source`, when one is added that was chosen and is not known
 */
export function openSources(trx: Db, rows: Rows): Sources {
	const keyOf = (input: SourceInput) => ('id' in input ? `#${input.id}` : sourceKey(input));
	return openRegister({
		keyOf,
		find: async (wanted) => {
			const inputs = wanted.map(({ input }) => input);
			const chosen = await sourcesById(
				trx,
				inputs.map((input) => ('id' in input ? input.id : null))
			);
			const described = await findSources(
				trx,
				inputs.flatMap((input) => ('id' in input ? [] : [input]))
			);
			return inputs.map((input) => {
				const entry = 'id' in input ? chosen.get(input.id) : described.get(sourceKey(input));
				return { same: entry ? `#${entry.id}` : keyOf(input), entry: entry ?? null };
			});
		},
		plan: (act, input) => {
			if ('id' in input) {
				throw new DomainError(
					'unknown_source',
					'This source is not known any more; choose another or type it in.',
					'source'
				);
			}
			const { title, publisher, publishedOn, language, url } = input;
			const row = rows.put('source', act, () => ({}));
			rows.put('source_version', act, () => ({
				...{ source_id: row.id, title, publisher, published_on: publishedOn, language, url }
			}));
			return Object.assign(row, { publishedOn });
		}
	});
}

/**
 * A source, written down first if it is new.
 * @throws DomainError `unknown_source`
 */
export function addSource(trx: Db, seq: number, input: SourceInput): Promise<AddedSource> {
	const rows = planRows();
	return addOne(openSources(trx, rows), seq, input, () => rows.write(trx));
}
