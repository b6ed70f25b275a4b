import { GRID_COLUMNS, type GridCell } from '../../domain/grid.ts';

/** A quoted cell, which may hold tabs, line breaks and doubled quotes; or whatever stands before the next of them. */
const CELL = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]*/y;
const BREAK = /\r\n|\r|\n/y;

/** The cells of a block that was copied from a spreadsheet, row by row. The line break after the last row adds none. */
export function readBlock(text: string): string[][] {
	const rows: string[][] = [[]];
	for (let at = 0; ;) {
		CELL.lastIndex = at;
		const [whole = '', quoted] = CELL.exec(text) ?? [];
		rows.at(-1)?.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
		at += whole.length;
		if (text[at] === '\t') {
			at += 1;
			continue;
		}
		BREAK.lastIndex = at;
		const [line = ''] = BREAK.exec(text) ?? [];
		at += line.length;
		if (at >= text.length) return rows;
		rows.push([]);
	}
}

/** Whether a pasted text is more than the text of one cell. */
export function isBlock(text: string): boolean {
	return /[\t\r\n]/.test(text.trimEnd()) || /^".*"\s*$/s.test(text);
}

export type Row = Record<string, string>;

/**
 * The rows after a block was pasted with its first cell on this one. All of it is put in, or nothing.
 * @returns a sentence when the grid has no room for it
 */
export function fillIn(
	rows: readonly Row[],
	block: readonly string[][],
	from: { row: number; cell: GridCell },
	most: number
): { rows: Row[] } | { refused: string } {
	const first = GRID_COLUMNS.findIndex(({ name }) => name === from.cell);
	const columns = GRID_COLUMNS.slice(first);
	if (from.row + block.length > most) {
		return {
			refused: `Nothing was pasted: the block has ${block.length} rows, and from here on there is room for ${most - from.row}. Record it in parts, or import it as a file.`
		};
	}
	const widest = Math.max(...block.map((cells) => cells.length));
	if (widest > columns.length) {
		return {
			refused: `Nothing was pasted: the block has ${widest} columns, and from “${columns[0]?.label}” on there are ${columns.length}. Begin further left, or copy fewer columns.`
		};
	}
	const filled = Array.from({ length: Math.max(rows.length, from.row + block.length) }, (_, at): Row => {
		const cells = block[at - from.row] ?? [];
		const pasted = cells.flatMap((text, column) => {
			const name = columns[column]?.name;
			return name ? [[name, name === 'note' ? text : onOneLine(text)]] : [];
		});
		return { ...rows[at], ...Object.fromEntries(pasted) };
	});
	return { rows: filled };
}

/** A cell of one line cannot hold a line break: a space keeps the words apart. */
const onOneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ');
