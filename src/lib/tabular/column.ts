/**
 * What a cell holds: text of people, a plain decimal number, a number that arithmetic gave and that is as exact as
 * floating point is, an ISO day or time, or one of our own words.
 */
export type CellType = 'text' | 'number' | 'result' | 'date' | 'code';

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

/** The state that a table was read from. */
export interface ReadState {
	/** ISO day for which it holds */
	asOf: string;
	basis: 'recorded' | 'public';
	/** the last ledger number that was read */
	upto: number;
}

/** What a table was read from; every line names it, so that a line alone can be looked up and judged. */
export interface ReadAt extends ReadState {
	/** what was asked for, in words, such as "Party: Kazakhstan; Theme: energy"; "none" for everything */
	filters: string;
}

/** The columns that say from which state and by which filters a line was read; the last ones of every export. */
export function stateColumns<Row extends { moment: ReadAt }>(): Column<Row>[] {
	return [
		{
			name: 'as_of',
			type: 'date',
			description: 'The day for which all this holds.',
			read: ({ moment }) => moment.asOf
		},
		{
			name: 'as_of_basis',
			type: 'code',
			description: 'recorded: what was recorded here by then; public: what was public by then.',
			read: ({ moment }) => moment.basis
		},
		{
			name: 'at',
			type: 'number',
			description:
				'Last ledger number read. With as_of and as_of_basis it asks for exactly this state again.',
			read: ({ moment }) => String(moment.upto)
		},
		{
			name: 'filters',
			type: 'text',
			description: 'What the rows were chosen by, parted by semicolons; none where nothing was left out.',
			read: ({ moment }) => moment.filters
		}
	];
}

/** How a boolean is written. */
export function yesNo(value: boolean): 'yes' | 'no' {
	return value ? 'yes' : 'no';
}
