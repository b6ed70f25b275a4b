import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';

/** One part of a source that an act changed. */
export interface SourceChange {
	part: 'title' | 'publisher' | 'published' | 'language' | 'address' | 'text' | 'file';
	/** null: there was none before, or there is none now; of a text its length in characters, of a file its name */
	before: string | null;
	after: string | null;
}

/** An act that made a source what it is; the first one recorded it. */
export interface SourceAct {
	seq: number;
	at: Date;
	on: IsoDate;
	/** null: the product itself */
	by: string | null;
	/** nothing for the act that recorded the source */
	changes: SourceChange[];
}

/** How many versions, and how many files, are looked at. */
const MOST = 50;

/** The acts that made a source what it is at a ledger number, the latest first, bounded. */
export async function listSourceActs(db: Db, id: number, upto: number): Promise<SourceAct[]> {
	const [versions, files] = await Promise.all([
		db
			.selectFrom('source_version')
			.innerJoin('entry', 'entry.seq', 'source_version.entry_seq')
			.leftJoin('account', 'account.id', 'entry.by_id')
			.where('source_id', '=', id)
			.where('entry_seq', '<=', upto)
			.select(['seq', 'at', 'recorded_on as on', 'account.name as by', 'title', 'publisher'])
			.select(['published_on as published', 'language', 'url as address', 'sha256'])
			.select(sql<string | null>`char_length(stored_text)::text`.as('text'))
			.orderBy('source_version.id', 'desc')
			.limit(MOST + 1)
			.execute(),
		db
			.selectFrom('source_file')
			.innerJoin('entry', 'entry.seq', 'source_file.entry_seq')
			.leftJoin('account', 'account.id', 'entry.by_id')
			.where('source_id', '=', id)
			.where('entry_seq', '<=', upto)
			.select(['seq', 'at', 'recorded_on as on', 'account.name as by', 'source_file.name as file'])
			.orderBy('source_file.id', 'desc')
			.limit(MOST + 1)
			.execute()
	]);
	const acts = new Map<number, SourceAct>();
	for (const [place, { seq, at, on, by, ...now }] of versions.slice(0, MOST).entries()) {
		const before = versions[place + 1];
		const parts = (['title', 'publisher', 'published', 'language', 'address', 'text'] as const).filter(
			(part) => before && (part === 'text' ? now.sha256 !== before.sha256 : now[part] !== before[part])
		);
		const changes = parts.map((part) => ({ part, before: before?.[part] ?? null, after: now[part] }));
		acts.set(seq, { seq, at, on, by, changes });
	}
	for (const [place, { seq, at, on, by, file }] of files.slice(0, MOST).entries()) {
		const change: SourceChange = { part: 'file', before: files[place + 1]?.file ?? null, after: file };
		const act = acts.get(seq);
		acts.set(seq, { seq, at, on, by, changes: [...(act?.changes ?? []), change] });
	}
	return [...acts.values()].sort((one, other) => other.seq - one.seq);
}
