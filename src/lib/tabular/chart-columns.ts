import { stateColumns, type Cell, type Column, type ReadAt } from './column.ts';

/** The data of a chart: what each column holds, and the rows; an empty text is an empty cell. */
interface ChartData {
	columns: readonly (readonly [name: string, type: 'text' | 'number' | 'date' | 'code'])[];
	rows: readonly string[][];
	/** of rows that hold for a day of their own, by what was public then: that day */
	days?: readonly string[];
}

/** A row with the state that it was read from and the documents that the chart rests on. */
export interface ChartLine {
	cells: string[];
	sources: string;
	moment: ReadAt;
}

const SOURCES: Column<ChartLine> = {
	name: 'sources',
	type: 'text',
	description: 'The documents that the chart rests on, parted by semicolons.',
	read: ({ sources }) => sources || null
};

/** The columns of a chart, then those that every export has. */
export function chartColumns({ columns }: ChartData): Column<ChartLine>[] {
	return [
		...columns.map(([name, type], at): Column<ChartLine> => ({
			...{ name, type, description: '' },
			read: ({ cells }): Cell => cells[at] || null
		})),
		// where each row names its own source, all of them are not said again in every row
		...(columns.some(([name]) => name === 'source_title') ? [] : [SOURCES]),
		...stateColumns<ChartLine>()
	];
}

/** The rows of a chart; one that holds for a day of its own names that day as its state. */
export function chartLines({ rows, days }: ChartData, sources: string, moment: ReadAt): ChartLine[] {
	return rows.map((cells, at) => {
		const day = days?.[at];
		return { cells, sources, moment: day ? { ...moment, asOf: day, basis: 'public' } : moment };
	});
}
