import { isDeepStrictEqual } from 'node:util';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import type { Db } from '../db/connection.ts';
import { addSource, type AddedSource } from '../sources/add-source.ts';
import type { Definition } from './definition.ts';

/** One act of describing a pledge: where its rows go, and what stood before. */
export interface Writing {
	trx: Db;
	seq: number;
	today: IsoDate;
	pledgeId: number;
	/** null for a new pledge */
	before: Definition | null;
	/** why targets, baselines, rankings or steps change; null for a new pledge */
	reason: string | null;
}

/** Whether two parts of a description say the same, in whatever order their fields are named. */
export function same(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(one, other);
}

/** The source, written down if it is new; null where none was given. */
export async function idOf(w: Writing, source: SourceInput | null): Promise<AddedSource | null> {
	return source ? await addSource(w.trx, w.seq, source) : null;
}
