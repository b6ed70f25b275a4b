import type { SourceEdit } from '#lib/domain/commands.ts';
import { mergeTyped, type Difference, type Merged } from '#lib/schema/merge.ts';
import { typedOfSource } from '#lib/schema/source-edit.ts';
import type { Typed } from '#lib/schema/typed.ts';
import type { Db } from '../db/connection.ts';
import { loadDocument, type SourceDocument } from './document.ts';

/** What somebody wanted to save of a source that another had saved meanwhile. */
export interface LateEdit {
	/** ledger number that the form was opened at, as the form says */
	expectedSeq: number;
	typed: Typed;
	input: SourceEdit;
	/** name of the file that came along */
	file: string | null;
}

/**
 * Brings an edit together with what somebody else saved after its form was opened. Facts are never overwritten, so what
 * the form was opened with is read again; nobody has to be believed about it.
 */
export async function mergeEdit(db: Db, now: SourceDocument, late: LateEdit): Promise<Merged> {
	const seq = Number.isSafeInteger(late.expectedSeq) ? Math.min(Math.max(late.expectedSeq, 0), now.seq) : 0;
	const then = await loadDocument(db, now.id, seq);
	const { typed, conflicts, taken } = mergeTyped(
		late.typed,
		then && typedOfSource(then),
		typedOfSource(late.input),
		typedOfSource(now)
	);
	const files = fileDifference(then, now, late.file);
	return {
		typed: { ...typed, fields: { ...typed.fields, seq: String(now.seq) } },
		conflicts: [...conflicts, ...(late.file === null ? [] : files)],
		taken: [...taken, ...(late.file === null ? files : [])]
	};
}

/** Whether another file was stored meanwhile. */
function fileDifference(then: SourceDocument | null, now: SourceDocument, mine: string | null): Difference[] {
	if (then?.file?.seq === now.file?.seq) return [];
	return [{ name: 'file', theirs: now.file?.name ?? '', mine: mine ?? then?.file?.name ?? '' }];
}
