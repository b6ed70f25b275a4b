import type { IsoDate } from '#lib/domain/calendar.ts';
import type { DocumentType } from '#lib/domain/document.ts';
import { stoodAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { SourceView } from './queries.ts';

/** A stored file without its bytes. */
export interface StoredFile {
	name: string;
	type: DocumentType;
	/** in bytes */
	size: number;
	sha256: string;
	/** ledger number at which it was stored */
	seq: number;
}

/** A source with all that is kept of the document itself, for its own page and form; lists never read this much. */
export interface SourceDocument extends SourceView {
	/** the day on which the source was first recorded */
	recordedOn: IsoDate;
	/** the ledger number of its last change: an edit names it, so that two edits cannot collide unseen */
	seq: number;
	text: string | null;
	/** of the text in UTF-8 */
	sha256: string | null;
	file: StoredFile | null;
}

/** The source with this id as it stood at a ledger number; null for an id that was not known then. */
export async function loadDocument(db: Db, id: number, upto: number): Promise<SourceDocument | null> {
	const version = await db
		.selectFrom('source_version')
		.innerJoin('source', 'source.id', 'source_version.source_id')
		.innerJoin('entry', 'entry.seq', 'source.entry_seq')
		.where('source.id', '=', id)
		.where(stoodAt('source_version', upto))
		.select([
			'source.id',
			'source_version.title',
			'source_version.publisher',
			'source_version.published_on as publishedOn',
			'source_version.language',
			'source_version.url',
			'source_version.stored_text as text',
			'source_version.sha256',
			'source_version.entry_seq as seq',
			'entry.recorded_on as recordedOn'
		])
		.executeTakeFirst();
	if (!version) return null;
	const file = await selectFile(db, id, upto).executeTakeFirst();
	return { ...version, seq: Math.max(version.seq, file?.seq ?? 0), file: file ?? null };
}

function selectFile(db: Db, id: number, upto: number) {
	return db
		.selectFrom('source_file')
		.where('source_id', '=', id)
		.where(stoodAt('source_file', upto))
		.select(['name', 'type', 'size', 'sha256', 'entry_seq as seq']);
}

/** The file of a source with its bytes, as it stood at a ledger number; null where there was none. */
export async function loadFile(
	db: Db,
	id: number,
	upto: number
): Promise<(StoredFile & { content: Uint8Array<ArrayBuffer> }) | null> {
	const found = await selectFile(db, id, upto).select('content').executeTakeFirst();
	return found ? { ...found, content: new Uint8Array(found.content) } : null;
}
