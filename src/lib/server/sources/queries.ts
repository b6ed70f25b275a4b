import { sql, type Expression } from 'kysely';
import type { SourceFilter } from '#lib/schema/source-filter.ts';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { countCitations } from './citations.ts';

/** A source document as it now reads. */
export interface SourceView {
	id: number;
	title: string;
	publisher: string | null;
	publishedOn: string | null;
	language: string | null;
	url: string | null;
}

export function selectSources(db: Db, reach: Reach = EVERYTHING) {
	return db
		.selectFrom('source_version')
		.where(standsAt('source_version', reach))
		.select([
			'source_version.source_id as id',
			'source_version.title',
			'source_version.publisher',
			'source_version.published_on as publishedOn',
			'source_version.language',
			'source_version.url'
		]);
}

/** The sources with these ids, by id; an empty list asks nothing. */
export async function sourcesById(
	db: Db,
	ids: readonly (number | null)[],
	reach: Reach = EVERYTHING
): Promise<Map<number, SourceView>> {
	const wanted = [...new Set(ids.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const rows = await selectSources(db, reach).where('source_version.source_id', 'in', wanted).execute();
	return new Map(rows.map((row) => [row.id, row]));
}

/** The most recently added sources, for a form's suggestions. */
export function recentSources(db: Db, limit = 200): Promise<SourceView[]> {
	return selectSources(db).orderBy('source_version.source_id', 'desc').limit(limit).execute();
}

/** Rows that name a source, each with the source as it reads within reach in place of its id. */
export async function withSources<Row extends { source_id: number | null }>(
	db: Db,
	rows: readonly Row[],
	reach: Reach = EVERYTHING
): Promise<(Omit<Row, 'source_id'> & { source: SourceView | null })[]> {
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id),
		reach
	);
	return rows.map(({ source_id, ...row }) => ({
		...row,
		source: source_id === null ? null : (sources.get(source_id) ?? null)
	}));
}

/** Rows on one page of the list. */
export const SOURCES_PER_PAGE = 50;

export interface SourceRow extends SourceView {
	/** how many pledges are quoted from it */
	pledges: number;
	/** how many standing facts beside the quotes name it */
	facts: number;
}

export interface SourcePage {
	rows: SourceRow[];
	total: number;
	page: number;
	perPage: number;
}

/** One page of the sources, the latest published first and undated ones last; the last page for one past the end. */
export async function listSources(db: Db, filter: SourceFilter): Promise<SourcePage> {
	const matching = selectMatching(db, filter.q);
	const { total } = await matching
		.clearSelect()
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const perPage = SOURCES_PER_PAGE;
	const page = Math.min(filter.page, Math.max(1, Math.ceil(total / perPage)));
	const rows = await matching
		.orderBy('source_version.published_on', (ob) => ob.desc().nullsLast())
		.orderBy('source_version.source_id', 'desc')
		.limit(perPage)
		.offset((page - 1) * perPage)
		.execute();
	const counts = await countCitations(
		db,
		rows.map((row) => row.id)
	);
	const counted = rows.map((row) => {
		const { pledges = 0, ...facts } = counts.get(row.id) ?? {};
		return { ...row, pledges, facts: Object.values(facts).reduce((sum, count) => sum + count, 0) };
	});
	return { rows: counted, total, page, perPage };
}

/** The sources in whose title, publisher or address all words occur, in any order and case. */
function selectMatching(db: Db, q = '') {
	const words = q.split(/\s+/).filter(Boolean).slice(0, 10);
	return words.reduce(
		(query, word) =>
			query.where(({ or, ref }) => {
				const text = sql<string>`concat_ws(' ', ${ref('source_version.title')}, ${ref('source_version.publisher')}, ${ref('source_version.url')})`;
				return or(
					[...cases(word)].flatMap((one) => [contains(text, one), contains(sql`lower(${text})`, one)])
				);
			}),
		selectSources(db)
	);
}

const contains = (text: Expression<unknown>, word: string) => sql<boolean>`position(${word} in ${text}) > 0`;

/** A word in the cases in which people write it: the database may know fewer alphabets than JavaScript does. */
function cases(word: string): Set<string> {
	const lower = word.toLowerCase();
	return new Set([word, lower, word.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)]);
}
