import type { WrittenFile } from '#lib/schema/portfolio/file.ts';
import { stoodAt } from '../../db/chains.ts';
import type { Db } from '../../db/connection.ts';
import { loadOrigins, type Names } from './names.ts';
import { orLeft } from './saying.ts';

type Head = Omit<WrittenFile, 'sources' | 'pledges'>;
type WrittenSource = WrittenFile['sources'][number];

/** What stands above the sources: remarks, occasions, parties and reporters. */
export async function sayHead(db: Db, upto: number, names: Names): Promise<Head> {
	const notes = await db
		.selectFrom('entry')
		.where('action', '=', 'portfolio imported')
		.where('reason', 'is not', null)
		.where('seq', '<=', upto)
		.select(({ fn }) => ['reason', fn.min('seq').as('first')])
		.groupBy('reason')
		.orderBy('first')
		.execute();
	const occasions = await sayOccasions(db, upto, names);
	const parties = await db
		.selectFrom('party_version')
		.where(stoodAt('party_version', upto))
		.select(['name', 'type'])
		.orderBy('party_id')
		.execute();
	const reporters = await db
		.selectFrom('reporter')
		.where('entry_seq', '<=', upto)
		.select(['name', 'party_id'])
		.orderBy('id')
		.execute();
	const [only] = occasions;
	return {
		note: notes.map(({ reason }) => reason).join('\n\n') || undefined,
		...(occasions.length === 1 && only
			? { occasion: withoutId(only) }
			: occasions.length > 1 && { occasions }),
		parties,
		reporters: reporters.map(({ name, party_id }) => ({
			name,
			party: party_id === null ? undefined : names.party(party_id)
		}))
	};
}

function withoutId({ id: _, ...occasion }: NonNullable<WrittenFile['occasions']>[number]) {
	return occasion;
}

async function sayOccasions(db: Db, upto: number, names: Names) {
	const versions = await db
		.selectFrom('occasion_version')
		.where(stoodAt('occasion_version', upto))
		.selectAll()
		.orderBy('occasion_id')
		.execute();
	const parties = await db
		.selectFrom('occasion_party')
		.where('entry_seq', '<=', upto)
		.selectAll()
		.orderBy('party_id')
		.execute();
	const of = Map.groupBy(parties, ({ version_id }) => version_id);
	const origins = await loadOrigins(
		db,
		versions.map(({ entry_seq }) => entry_seq)
	);
	return versions.map((row, at) => ({
		...{ id: `o${at + 1}`, title: row.title, place: row.place, date: row.held_on },
		parties: (of.get(row.id) ?? []).map(({ party_id }) => names.party(party_id)),
		source: row.source_id === null ? undefined : names.source(row.source_id),
		recorded_on: origins.get(row.entry_seq)?.recorded_on,
		recorded_by: origins.get(row.entry_seq)?.recorded_by
	}));
}

/** How many sources are read at once; their files are read one by one. */
const AT_ONCE = 200;

/** Every source as it stood at a ledger number, with its text and its file. */
export async function* saySources(
	db: Db,
	upto: number,
	names: Names
): AsyncGenerator<WrittenSource, void, undefined> {
	for (let after = 0; ;) {
		const rows = await db
			.selectFrom('source_version')
			.leftJoin('source_file', (join) =>
				join.onRef('source_file.source_id', '=', 'source_version.source_id').on(stoodAt('source_file', upto))
			)
			.where(stoodAt('source_version', upto))
			.where('source_version.source_id', '>', after)
			.selectAll('source_version')
			.select('source_file.id as file_id')
			.orderBy('source_version.source_id')
			.limit(AT_ONCE)
			.execute();
		const origins = await loadOrigins(
			db,
			rows.map(({ entry_seq }) => entry_seq)
		);
		for (const row of rows) {
			const { title, publisher, published_on, language, url, entry_seq } = row;
			yield {
				...{ id: names.source(row.source_id), title, publisher, published_on, language, url },
				...{ text: orLeft(row.stored_text), sha256: orLeft(row.sha256) },
				file: row.file_id === null ? undefined : await sayFile(db, row.file_id),
				recorded_on: origins.get(entry_seq)?.recorded_on,
				recorded_by: origins.get(entry_seq)?.recorded_by
			};
		}
		const last = rows.at(-1);
		if (!last || rows.length < AT_ONCE) return;
		after = last.source_id;
	}
}

async function sayFile(db: Db, id: number): Promise<WrittenSource['file']> {
	const { name, type, sha256, content } = await db
		.selectFrom('source_file')
		.where('id', '=', id)
		.select(['name', 'type', 'sha256', 'content'])
		.executeTakeFirstOrThrow();
	return { name, type, sha256, content: Buffer.from(content).toString('base64') };
}
