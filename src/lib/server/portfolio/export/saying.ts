import type { IsoDate } from '#lib/domain/calendar.ts';
import type { LoadedRows } from './load-rows.ts';
import type { Names, Origin } from './names.ts';

/** What the parts of a pledge are said from: its rows, and what the numbers in them stand for. */
export interface Saying {
	rows: LoadedRows;
	names: Names;
	origins: Map<number, Origin>;
}

/** Who recorded a row, and when. */
export function recorded({ origins }: Saying, { entry_seq }: { entry_seq: number }) {
	const origin = origins.get(entry_seq);
	return { recorded_on: origin?.recorded_on, recorded_by: origin?.recorded_by };
}

/** The two times of a row. */
export function times(saying: Saying, row: { entry_seq: number; known_on: IsoDate }) {
	return { known_on: row.known_on, ...recorded(saying, row) };
}

/** Why the act that wrote a row was done. */
export function reasonOf({ origins }: Saying, { entry_seq }: { entry_seq: number }): string | undefined {
	return origins.get(entry_seq)?.reason;
}

/** Left out where there is nothing. */
export const orLeft = <T>(value: T | null): T | undefined => value ?? undefined;
/** Left out where it is not so. */
export const ifTrue = (value: boolean): true | undefined => value || undefined;
/** Left out where it is empty. */
export const ifAny = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** The source of a row by its id in the file; left out where there is none. */
export function sourceOf({ names }: Saying, id: number | null): string | undefined {
	return id === null ? undefined : names.source(id);
}

/** What stands of a chain, and what it replaced. */
export function split<R>(chain: readonly R[] | undefined): { standing: R | undefined; former: R[] } {
	return { standing: chain?.at(-1), former: chain?.slice(0, -1) ?? [] };
}
