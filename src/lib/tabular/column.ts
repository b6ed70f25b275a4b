/** What a cell holds: text of people, a plain decimal number, an ISO day, or one of our own words. */
export type CellType = 'text' | 'number' | 'date' | 'code';

/** A value as it leaves: numbers are decimal text, so that no digit is lost. Null is an empty cell. */
export type Cell = string | null;

/** One column of a table that leaves or enters as a file, told as data so that every format has the same. */
export interface Column<Row> {
	name: string;
	type: CellType;
	/** what it holds, its unit, and when it is empty */
	description: string;
	read(row: Row): Cell;
	/** what the cell of one row holds, in a column whose cells differ */
	typeOf?(row: Row): CellType;
}

/** How a boolean is written. */
export function yesNo(value: boolean): 'yes' | 'no' {
	return value ? 'yes' : 'no';
}
