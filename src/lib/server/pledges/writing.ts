import { isDeepStrictEqual } from 'node:util';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import type { Named, Numbered } from '../db/planned-rows.ts';
import type { AddedSource } from '../sources/add-sources.ts';
import type { Definition } from './definition.ts';
import type { Naming } from './named.ts';

/** One act of describing a pledge: where its rows go, and what stood before. */
export interface Writing {
	naming: Naming;
	act: Numbered;
	today: IsoDate;
	pledge: Named;
	/** null for a new pledge */
	before: Definition | null;
	/** why targets, baselines, rankings or steps change; null for a new pledge */
	reason: string | null;
}

/** Whether two parts of a description say the same, in whatever order their fields are named. */
export function same(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(one, other);
}

/** The row that another one replaces, if it replaces any. */
export function formerOf(id: number | null | undefined): Named | null {
	return id == null ? null : { id };
}

/** The source that a part of a description names; null where it names none. */
export function sourceOf({ naming }: Writing, source: SourceInput | null): AddedSource | null {
	return source && naming.sources.of(source);
}
