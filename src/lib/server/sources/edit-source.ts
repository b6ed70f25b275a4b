import { createHash } from 'node:crypto';
import type { SourceEdit } from '#lib/domain/commands.ts';
import type { DocumentFile } from '#lib/domain/document.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { refresh } from '../pledges/current.ts';
import { touchedBetween } from '../pledges/touched.ts';
import { loadDocument, type SourceDocument } from './document.ts';

/** What the ledger calls a source. */
export const subjectOf = (id: number) => `SOURCE-${id}`;

/** The SHA-256 of a text in UTF-8, or of bytes, in hexadecimal. */
export const sha256 = (content: string | Uint8Array): string =>
	createHash('sha256').update(content).digest('hex');

/**
 * Appends what an edit changes in the description of a source: a version that names the one before, and its file.
 * `expectedSeq` is the ledger number that the form was opened at. Facts that rest on the source stay as they were
 * recorded; those that it could not date until now are read by its date from here on (`knownOn` in `db/chains.ts`).
 * @throws DomainError `unknown_source`, `changed_meanwhile`, `nothing_changed`
 */
export async function editSource(
	db: Db,
	act: Act,
	edit: { id: number; expectedSeq: number; input: SourceEdit; file: DocumentFile | null }
): Promise<void> {
	const { id, expectedSeq, input, file } = edit;
	await record(db, act, { action: 'source edited', subject: subjectOf(id) }, async (trx, seq) => {
		const before = await loadDocument(trx, id, seq);
		if (!before) throw new DomainError('unknown_source', 'This source is not known any more.');
		if (before.seq !== expectedSeq) {
			throw new DomainError(
				'changed_meanwhile',
				'Somebody changed this source while you were editing. Your text is kept below; compare it with theirs and save again.'
			);
		}
		const described = await writeVersion(trx, seq, before, input);
		const stored = file !== null && (await writeFile(trx, seq, before, file));
		if (!described && !stored) {
			throw new DomainError('nothing_changed', 'Nothing was changed, so there is nothing to save.');
		}
		if (before.publishedOn !== input.publishedOn) {
			await refresh(trx, await touchedBetween(trx, seq - 1, seq), act.today);
		}
	});
}

async function writeVersion(
	trx: Db,
	seq: number,
	before: SourceDocument,
	input: SourceEdit
): Promise<boolean> {
	const parts = ({ title, publisher, publishedOn, language, url, text }: SourceEdit) =>
		JSON.stringify([title, publisher, publishedOn, language, url, text]);
	if (parts(before) === parts(input)) return false;
	const standing = await trx
		.selectFrom('source_version')
		.where('source_id', '=', before.id)
		.where(isLast('source_version'))
		.select('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('source_version')
		.values({
			entry_seq: seq,
			source_id: before.id,
			prev_id: standing.id,
			title: input.title,
			publisher: input.publisher,
			published_on: input.publishedOn,
			language: input.language,
			url: input.url,
			stored_text: input.text,
			sha256: input.text === null ? null : sha256(input.text)
		})
		.execute();
	return true;
}

async function writeFile(trx: Db, seq: number, before: SourceDocument, file: DocumentFile): Promise<boolean> {
	const hash = sha256(file.content);
	if (before.file?.sha256 === hash && before.file.name === file.name) return false;
	const standing = await trx
		.selectFrom('source_file')
		.where('source_id', '=', before.id)
		.where(isLast('source_file'))
		.select('id')
		.executeTakeFirst();
	await trx
		.insertInto('source_file')
		.values({
			entry_seq: seq,
			source_id: before.id,
			prev_id: standing?.id ?? null,
			name: file.name,
			type: file.type,
			size: file.content.length,
			sha256: hash,
			content: file.content
		})
		.execute();
	return true;
}
