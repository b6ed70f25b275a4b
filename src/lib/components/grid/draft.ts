import { GRID_COLUMNS } from '../../domain/grid.ts';
import type { Row } from './pasted.ts';

/** What was typed into the grid and not recorded yet; kept in this tab, past a reload and a new sign-in. */
export interface Draft {
	/** the source above the rows */
	fields: Row;
	rows: Row[];
}

const keyOf = (person: string) => `pledgeboard:grid:${person}`;

/** The draft of this person in this tab, if there is one. */
export function readDraft(person: string): Draft | null {
	try {
		const { fields, rows } = JSON.parse(sessionStorage.getItem(keyOf(person)) ?? 'null') as Draft;
		return Array.isArray(rows) ? { fields, rows: rows.map(ownText) } : null;
	} catch {
		// Nothing is kept, what is kept is none of ours, or the browser keeps nothing.
		return null;
	}
}

/** Keeps a draft; null throws it away. */
export function keepDraft(person: string, draft: Draft | null): void {
	try {
		if (draft) sessionStorage.setItem(keyOf(person), JSON.stringify(draft));
		else sessionStorage.removeItem(keyOf(person));
	} catch {
		// A browser that keeps nothing: the grid works without.
	}
}

/** The cells of a row and what it was offered with; what the server says of a row is not the row's own. */
export function ownText(row: Row): Row {
	const names = [...GRID_COLUMNS.map(({ name }) => name), 'offered', 'confirmed'];
	return Object.fromEntries(names.map((name) => [name, (row[name] ?? '').replace(/\r\n?/g, '\n')]));
}

/** How many rows have more in them than what was offered. */
export function countTyped(rows: readonly Row[]): number {
	return rows.filter((row) =>
		GRID_COLUMNS.some(
			({ name }) => row[name] && !(row.offered && row.offered.split(' | ').includes(row[name]))
		)
	).length;
}
