import type { IsoDate } from './calendar.ts';

/** The stored text of a source as one version has it. */
export interface TextVersion {
	/** ledger number */
	seq: number;
	/** the day on which it was recorded */
	on: IsoDate;
	/** of the text; null while none is stored */
	sha256: string | null;
}

/** The text that stood when something was quoted, and the one that stands. */
export interface TextsBetween {
	then: string | null;
	now: string | null;
	/** the last day on which the text changed; null where it never did */
	changedOn: IsoDate | null;
}

/**
 * How a quotation stands to the stored text of its source:
 * - `no_text`: none is stored
 * - `found`: its words are in the text
 * - `not_found`: the text was stored after it was quoted, and its words are not in it
 * - `still_found`, `lost`: the text was changed after it was quoted, and its words are still in it or not any more
 * - `text_removed`: the text in which it was found is not stored any more
 */
export type QuoteState = 'no_text' | 'found' | 'not_found' | 'still_found' | 'lost' | 'text_removed';

export interface QuoteStanding {
	state: QuoteState;
	/** the day on which the text came to be what it is; null where nothing has to be said of it */
	changedOn: IsoDate | null;
}

/**
 * @param versions of one source, the earliest first, up to the state that is looked at
 * @param quotedAt ledger number of the record that quotes it
 */
export function textsBetween(versions: readonly TextVersion[], quotedAt: number): TextsBetween {
	const changed = versions.filter(({ sha256 }, at) => sha256 !== (versions[at - 1]?.sha256 ?? null));
	return {
		then: versions.findLast(({ seq }) => seq <= quotedAt)?.sha256 ?? null,
		now: versions.at(-1)?.sha256 ?? null,
		changedOn: changed.at(-1)?.on ?? null
	};
}

/** @param found whether the words are in the text that stands */
export function quoteStanding({ then, now, changedOn }: TextsBetween, found: boolean): QuoteStanding {
	if (now === null) {
		return then === null ? { state: 'no_text', changedOn: null } : { state: 'text_removed', changedOn };
	}
	if (then !== null && then !== now) return { state: found ? 'still_found' : 'lost', changedOn };
	return found ? { state: 'found', changedOn: null } : { state: 'not_found', changedOn };
}
