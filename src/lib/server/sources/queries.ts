import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** A source document as it now reads. */
export interface SourceView {
	id: number;
	title: string;
	publisher: string | null;
	publishedOn: string | null;
	language: string | null;
	url: string | null;
}

export function selectSources(db: Db) {
	return db
		.selectFrom('source_version')
		.where(isLast('source_version'))
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
export async function sourcesById(db: Db, ids: readonly (number | null)[]): Promise<Map<number, SourceView>> {
	const wanted = [...new Set(ids.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const rows = await selectSources(db).where('source_version.source_id', 'in', wanted).execute();
	return new Map(rows.map((row) => [row.id, row]));
}

/** The most recently added sources, for a form's suggestions. */
export function recentSources(db: Db, limit = 200): Promise<SourceView[]> {
	return selectSources(db).orderBy('source_version.source_id', 'desc').limit(limit).execute();
}

/** Rows that name a source, each with the source as it now reads in place of its id. */
export async function withSources<Row extends { source_id: number | null }>(
	db: Db,
	rows: readonly Row[]
): Promise<(Omit<Row, 'source_id'> & { source: SourceView | null })[]> {
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id)
	);
	return rows.map(({ source_id, ...row }) => ({
		...row,
		source: source_id === null ? null : (sources.get(source_id) ?? null)
	}));
}
