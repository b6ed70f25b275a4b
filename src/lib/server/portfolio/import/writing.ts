import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput, PledgeInput } from '#lib/domain/commands.ts';
import type { FileFigure, FilePledge, FileSource, PortfolioFile } from '#lib/schema/portfolio/file.ts';
import type { PlannedRow, Rows } from '../../db/planned-rows.ts';
import type { SpellTheme } from '../../pledges/known-theme.ts';
import type { Plan, PlannedAct } from './acts.ts';

/** A row of an import, which knows its act. */
export type Row = PlannedRow<PlannedAct>;

/** What the names of a file stand for in the database. */
export interface References {
	parties: Map<string, number>;
	reporters: Map<string, number>;
	sources: Map<string, { id: number; publishedOn: IsoDate | null }>;
	/** by id; the only one of a file under the empty name */
	occasions: Map<string, number>;
	/** account ids by e-mail; an address without an account is missing */
	owners: Map<string, string>;
	/** sources that are new here, with the row of their first version: what replaced it is still to be written */
	begun: { source: FileSource; id: number; first: Row }[];
}

/** One import: what was read, what its names stand for, and the rows it is going to write. */
export interface Importing {
	file: PortfolioFile;
	described: Map<FilePledge, PledgeInput>;
	figures: Map<FileFigure, ActualInput>;
	references: References;
	rows: Rows;
	today: IsoDate;
	/** account of the owner of pledges for which the file names none */
	owner: string | null;
	/** gives a theme as it is spelled here */
	spell: SpellTheme;
}

/** A pledge of an import. */
export interface Pledged {
	row: Row;
	plan: Plan;
	/** the act in which it was logged: nothing of it comes before */
	logged: PlannedAct;
	/** when its description became public */
	knownOn: IsoDate;
	/** acts whose figures have been judged */
	reviewed: Set<PlannedAct>;
}

/** How the acts of imported facts are called in the ledger. */
export const FACTS = { action: 'facts imported' } as const;

/** The number of what a name stands for; null for no name. */
export function idIn(names: Map<string, number | { id: number }>, name: string | null): number | null {
	if (name === null) return null;
	const found = names.get(name);
	return (typeof found === 'object' ? found.id : found) ?? null;
}

/** When a fact became public: as the file says, or on the day of its source, or else on another day. */
export function knownOn(
	{ references }: Importing,
	fact: { known_on: IsoDate | null; source?: string | null },
	otherwise: IsoDate
): IsoDate {
	const published = fact.source ? references.sources.get(fact.source)?.publishedOn : null;
	return fact.known_on ?? published ?? otherwise;
}

/** A list of one item, or of none. */
export function orNone<T>(item: T | null): T[] {
	return item === null ? [] : [item];
}
