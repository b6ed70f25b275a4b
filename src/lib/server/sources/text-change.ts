import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';

/** A change of the stored text of a source. */
export interface TextChange {
	title: string;
	/** BCP 47 code of the language of the text */
	language: string | null;
	/** ledger number of the act that changed it */
	seq: number;
	at: Date;
	on: IsoDate;
	/** null: the product itself */
	by: string | null;
	/** empty where none was stored */
	before: string;
	after: string;
	/** SHA-256 of both; null where none was stored */
	hashes: { before: string | null; after: string | null };
	/** ledger number of the change before this one, and of the next; null where there is none */
	earlier: number | null;
	later: number | null;
}

/** What one act of the ledger changed in the stored text of a source; null where it changed none. */
export async function loadTextChange(db: Db, id: number, seq: number): Promise<TextChange | null> {
	const changes = await db
		.selectFrom('source_version')
		.leftJoin('source_version as former', 'former.id', 'source_version.prev_id')
		.where('source_version.source_id', '=', id)
		.whereRef('source_version.sha256', 'is distinct from', 'former.sha256')
		.select(['source_version.id', 'source_version.entry_seq as seq'])
		.orderBy('source_version.id')
		.execute();
	const place = changes.findIndex((change) => change.seq === seq);
	const change = changes[place];
	if (!change) return null;
	const now = await db
		.selectFrom('source_version')
		.innerJoin('entry', 'entry.seq', 'source_version.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.leftJoin('source_version as former', 'former.id', 'source_version.prev_id')
		.where('source_version.id', '=', change.id)
		.select(['source_version.title', 'source_version.language', 'entry.at', 'entry.recorded_on as on'])
		.select(['account.name as by', 'source_version.stored_text as after', 'former.stored_text as before'])
		.select(['source_version.sha256 as newHash', 'former.sha256 as oldHash'])
		.executeTakeFirstOrThrow();
	const { before, after, newHash, oldHash, ...rest } = now;
	return {
		...rest,
		seq,
		before: before ?? '',
		after: after ?? '',
		hashes: { before: oldHash, after: newHash },
		earlier: changes[place - 1]?.seq ?? null,
		later: changes[place + 1]?.seq ?? null
	};
}
