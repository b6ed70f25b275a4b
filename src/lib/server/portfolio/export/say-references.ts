import type { WrittenFile } from '#lib/schema/portfolio/file.ts';
import { stoodAt } from '../../db/chains.ts';
import type { Db } from '../../db/connection.ts';
import { loadOrigins, type Names, type Origin } from './names.ts';
import { ifAny, orLeft } from './saying.ts';

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

/** Every source as it stood at a ledger number, with its text and its file, and all that they replaced. */
export async function* saySources(
	db: Db,
	upto: number,
	names: Names
): AsyncGenerator<WrittenSource, void, undefined> {
	for (let after = 0; ;) {
		const known = await db
			.selectFrom('source')
			.where('entry_seq', '<=', upto)
			.where('id', '>', after)
			.select('id')
			.orderBy('id')
			.limit(AT_ONCE)
			.execute();
		const ids = known.map(({ id }) => id);
		if (ids.length === 0) return;
		const { versions, files, origins } = await loadSources(db, ids, upto);
		for (const id of ids) {
			const said = (versions.get(id) ?? []).map((row) => ({
				...{ title: row.title, publisher: row.publisher, published_on: row.published_on },
				...{ language: row.language, url: row.url },
				...{ text: orLeft(row.stored_text), sha256: orLeft(row.sha256) },
				...recordedOf(origins.get(row.entry_seq))
			}));
			const documents: NonNullable<WrittenSource['file']>[] = [];
			for (const file of files.get(id) ?? []) {
				documents.push({ ...(await sayFile(db, file.id)), ...recordedOf(origins.get(file.entry_seq)) });
			}
			const [standing, document] = [said.pop(), documents.pop()];
			if (!standing) continue;
			yield {
				...{ id: names.source(id), ...standing, file: document },
				...{ former: ifAny(said), former_files: ifAny(documents) }
			};
		}
		after = ids.at(-1) ?? after;
	}
}

/** All versions of these sources and all their files, each from the first one on, but for the bytes. */
async function loadSources(db: Db, ids: readonly number[], upto: number) {
	const versions = await db
		.selectFrom('source_version')
		.where('source_id', 'in', [...ids])
		.where('entry_seq', '<=', upto)
		.selectAll()
		.orderBy('id')
		.execute();
	const files = await db
		.selectFrom('source_file')
		.where('source_id', 'in', [...ids])
		.where('entry_seq', '<=', upto)
		.select(['id', 'source_id', 'entry_seq'])
		.orderBy('id')
		.execute();
	const origins = await loadOrigins(
		db,
		[...versions, ...files].map(({ entry_seq }) => entry_seq)
	);
	return {
		versions: Map.groupBy(versions, ({ source_id }) => source_id),
		files: Map.groupBy(files, ({ source_id }) => source_id),
		origins
	};
}

const recordedOf = (origin: Origin | undefined) => ({
	recorded_on: origin?.recorded_on,
	recorded_by: origin?.recorded_by
});

async function sayFile(db: Db, id: number) {
	const { name, type, sha256, content } = await db
		.selectFrom('source_file')
		.where('id', '=', id)
		.select(['name', 'type', 'sha256', 'content'])
		.executeTakeFirstOrThrow();
	return { name, type, sha256, content: Buffer.from(content).toString('base64') };
}
