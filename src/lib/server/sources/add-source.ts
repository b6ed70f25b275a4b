import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { selectSources } from './queries.ts';

export interface AddedSource {
	id: number;
	/** when it became public; null when the source has no date */
	publishedOn: IsoDate | null;
}

/**
 * The id of a source, written down first if it is new. The same address (or, without one, the same title and
 * publisher) is the same source.
 * @throws DomainError `unknown_source`
 */
export async function addSource(trx: Db, seq: number, input: SourceInput): Promise<AddedSource> {
	if ('id' in input) {
		const known = await selectSources(trx)
			.where('source_version.source_id', '=', input.id)
			.executeTakeFirst();
		if (!known) {
			throw new DomainError(
				'unknown_source',
				'This source is not known any more; choose another or type it in.',
				'source'
			);
		}
		return { id: known.id, publishedOn: known.publishedOn };
	}
	const same = await selectSources(trx)
		.$if(input.url !== null, (qb) => qb.where('source_version.url', '=', input.url))
		.$if(input.url === null, (qb) =>
			qb
				.where('source_version.url', 'is', null)
				.where('source_version.publisher', 'is not distinct from', input.publisher)
		)
		.where('source_version.title', '=', input.title)
		.where('source_version.published_on', 'is not distinct from', input.publishedOn)
		.executeTakeFirst();
	if (same) return { id: same.id, publishedOn: same.publishedOn };
	const { id } = await trx
		.insertInto('source')
		.values({ entry_seq: seq })
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('source_version')
		.values({
			entry_seq: seq,
			source_id: id,
			title: input.title,
			publisher: input.publisher,
			published_on: input.publishedOn,
			language: input.language,
			url: input.url
		})
		.execute();
	return { id, publishedOn: input.publishedOn };
}
