import { stringify } from 'csv-stringify/sync';
import type { Cell, Column } from './column.ts';

/** Characters that make a spreadsheet read a cell as a formula, or that hide one behind them, wide ones included. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** Says to a spreadsheet that the file is UTF-8; only sent when asked for. */
export const BOM = '\uFEFF';

/** Whether a spreadsheet may take a text for a formula when somebody types it. */
export const looksLikeFormula = (text: string): boolean => FORMULA.test(text);

/**
 * Text that a spreadsheet cannot take for a formula: what starts with = + - @, a tab or a line break gets an
 * apostrophe before it. Text that already looks guarded gets one more, so `unguardText` gives back every text exactly.
 */
export function guardText(text: string): string {
	return looksLikeFormula(text) ? `'${text}` : text;
}

/** The text that was guarded; any other text as it is. */
export function unguardText(text: string): string {
	return GUARDED.test(text) ? text.slice(1) : text;
}

/** Only text that people wrote is guarded: a number such as -5 has to stay a number, dates and codes are ours. */
function writeCell<Row>(column: Column<Row>, row: Row): Cell {
	const cell = column.read(row);
	const type = column.typeOf?.(row) ?? column.type;
	return cell !== null && type === 'text' ? guardText(cell) : cell;
}

/** The first line: the names of the columns. */
export function csvHeader(columns: readonly Column<never>[]): string {
	return toLines([columns.map((column) => column.name)]);
}

/** The rows as lines of CSV (RFC 4180: commas, doubled quotes, CRLF after every line). */
export function csvLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
	return toLines(rows.map((row) => columns.map((column) => writeCell(column, row))));
}

function toLines(rows: Cell[][]): string {
	return rows.length === 0 ? '' : stringify(rows, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
