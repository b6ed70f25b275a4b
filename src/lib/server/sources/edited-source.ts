import { typedOfSource } from '#lib/schema/source-edit.ts';
import type { Db } from '../db/connection.ts';
import { listEdits } from '../history/list-acts.ts';
import type { Edited } from '../history/overtaken.ts';
import { loadDocument, type SourceDocument } from './document.ts';
import { subjectOf } from './edit-source.ts';

/** A source with its former states, for a form that somebody else's save has overtaken. A file is known by its name. */
export function editedSource(db: Db, { id, seq }: SourceDocument): Edited {
	return {
		seq,
		untyped: ['file'],
		async stateAt(upto) {
			const document = await loadDocument(db, id, upto);
			if (!document) return null;
			const { fields, rows } = typedOfSource(document);
			return { fields: { ...fields, file: document.file?.name ?? '' }, rows };
		},
		editsBetween: (after, upto) =>
			listEdits(db, { subject: subjectOf(id), tables: ['source_version', 'source_file'], after, upto })
	};
}
