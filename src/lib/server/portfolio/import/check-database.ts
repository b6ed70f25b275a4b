import { sql } from 'kysely';
import type { Errors } from '#lib/schema/read.ts';
import type { FileSource } from '#lib/schema/portfolio/file.ts';
import { isLast } from '../../db/chains.ts';
import type { Db } from '../../db/connection.ts';
import { findSources, sourceKey, type NewSource } from '../../sources/add-sources.ts';
import { refuse, type Checking } from './checking.ts';
import { sha256 } from './check-sources.ts';

/** How many codes are asked for at once. */
const AT_ONCE = 1000;

/** Sources of the file that are known here already: their numbers here, by their ids in the file. */
export type KnownSources = Map<string, number>;

/** Checks a file against what is recorded here already, and finds what it shares with it. Writes nothing. */
export async function checkAgainst(trx: Db, { file, described, errors }: Checking): Promise<KnownSources> {
	const codes = file.pledges.map((pledge) => described.get(pledge)?.code ?? '');
	for (let from = 0; from < codes.length; from += AT_ONCE) {
		const taken = await trx
			.selectFrom('pledge')
			.select('code')
			.where(sql<string>`upper(code)`, 'in', codes.slice(from, from + AT_ONCE))
			.execute();
		for (const { code } of taken) {
			refuse(
				errors,
				`pledges[${codes.indexOf(code.toUpperCase())}].code`,
				`There is a pledge ${code} here already, and an import changes none. Take it out of the file, or give it another code.`
			);
		}
	}
	return findKnown(trx, file.sources, errors);
}

async function findKnown(trx: Db, sources: readonly FileSource[], errors: Errors): Promise<KnownSources> {
	const known: KnownSources = new Map();
	const here = await findSources(trx, sources.map(describedSource));
	for (const [at, source] of sources.entries()) {
		const id = here.get(sourceKey(describedSource(source)))?.id;
		if (id === undefined) continue;
		known.set(source.id, id);
		await refuseOtherContent(trx, source, id, (field, sentence) =>
			refuse(errors, `sources[${at}].${field}`, sentence)
		);
	}
	return known;
}

/** A source as a form would describe it. */
function describedSource(source: FileSource): NewSource {
	const { title, publisher, published_on: publishedOn, language, url } = source;
	return { title, publisher, publishedOn, language, url };
}

/** A text or a file that a known source has not, or has otherwise, would be lost without a word. */
async function refuseOtherContent(
	trx: Db,
	source: FileSource,
	id: number,
	say: (field: string, sentence: string) => void
): Promise<void> {
	const other = (what: string) =>
		`This source is known here already, with another ${what} or none. Store it on the page of the source first, or take it out of the file.`;
	if (source.text !== null) {
		const { sha256: kept } = await trx
			.selectFrom('source_version')
			.select('sha256')
			.where('source_id', '=', id)
			.where(isLast('source_version'))
			.executeTakeFirstOrThrow();
		if (kept !== sha256(source.text)) say('text', other('text'));
	}
	if (source.file === null) return;
	const kept = await trx
		.selectFrom('source_file')
		.select('sha256')
		.where('source_id', '=', id)
		.where(isLast('source_file'))
		.executeTakeFirst();
	if (kept?.sha256 !== source.file.sha256) say('file', other('file'));
}
