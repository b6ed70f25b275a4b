import type { IsoDate } from '#lib/domain/calendar.ts';
import type { CellErrors, Layout, Row } from '#lib/tabular/layout.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';

/** What becomes of a row: it adds something, changes what stands, or says what stands already. */
export const OUTCOMES = ['added', 'revised', 'skipped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a check finds out about one row. */
export interface Verdict {
	/** null for a row that cannot be used */
	outcome: Outcome | null;
	/** a sentence beside each cell that cannot be used */
	errors: CellErrors;
	/** columns in which a revised row differs from what stands */
	changed: readonly string[];
	/** columns that are filled in although the kind of the pledge has no use for them */
	unused: readonly string[];
	/** an unusually large correction that has to be confirmed, as a sentence */
	large: string | null;
	/** the change has to be explained */
	needsReason: boolean;
}

/** How what was checked is written. */
export interface Writing {
	today: IsoDate;
	/** account of whoever imports; null for the command line */
	by: string | null;
	/** why figures or targets that stand are changed; null where nothing that has to be explained changes */
	reason: string | null;
	/** whether the figures wait for a manager */
	needsReview: boolean;
	watch: Watch;
}

/** Somebody who looks on: told how far a long job is, and able to stop it. */
export interface Watch {
	/** share that is done, from 0 to 1 */
	progress(share: number): void;
	signal: AbortSignal;
}

/** A check under way: it knows the rows it has seen, and writes the ones that were good. */
export interface Check {
	/** Judges the next rows of the file. */
	rows(rows: readonly Row[]): Promise<Verdict[]>;
	/** what has to be known of the file as a whole, after its last row */
	notices(): string[];
	/** Writes what was found good, within a batch of the ledger: one entry for each pledge. */
	write(trx: Db, next: () => Act, writing: Writing): Promise<void>;
}

/** One sort of table that can come in. */
export interface Format {
	layout: Layout;
	/** what its rows are, in words: one, several */
	word: readonly [string, string];
	begin(db: Db, act: Act): Promise<Check>;
}

/** A row that cannot be used. */
export function wrong(errors: CellErrors): Verdict {
	return { ...GOOD, outcome: null, errors };
}

/** A row that can be used. */
export function good(outcome: Outcome, over: Partial<Verdict> = {}): Verdict {
	return { ...GOOD, outcome, ...over };
}

const GOOD: Verdict = { outcome: null, errors: {}, changed: [], unused: [], large: null, needsReason: false };

/**
 * Lets everybody else who waits have a turn, since the embedded database answers without ever giving one, and stops
 * where the one who watches wants it.
 * @throws the signal's reason
 */
export async function pause({ signal }: Watch): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
	signal.throwIfAborted();
}
