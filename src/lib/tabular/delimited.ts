/** Text of a spreadsheet, from a file or pasted: which sign parts its cells, and its rows, some at a time. */
import { CsvError, parse } from 'csv-parse';
import { DomainError } from '#lib/domain/errors.ts';

/** What may part the cells of a line; of several that fit, the first. */
export const DELIMITERS = ['\t', ';', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** One row as it stands in the file. */
export interface RawRow {
	/** number of its first line, as an editor counts */
	line: number;
	cells: string[];
}

/** The next rows, and how many bytes have been read up to here. */
export interface Part {
	rows: RawRow[];
	read: number;
}

/** How much is parsed before others get a turn, in bytes. */
const AT_ONCE = 64 * 1024;
/** Most that one row may hold, in bytes: a quotation mark that is never closed would swallow the whole file. */
const LONGEST_ROW = 512 * 1024;
/** Where the names of the columns have to end, in bytes. */
const LONGEST_HEADER = 64 * 1024;

/** The sign that occurs most often in the first line, outside quotation marks; a comma where none does. */
export function delimiterOf(bytes: Uint8Array): Delimiter {
	const start = new TextDecoder().decode(bytes.subarray(0, LONGEST_HEADER));
	const counts = new Map<string, number>();
	let quoted = false;
	for (const sign of start.trimStart()) {
		if (sign === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (sign === '\n' || sign === '\r') break;
		else counts.set(sign, (counts.get(sign) ?? 0) + 1);
	}
	const count = (sign: Delimiter) => counts.get(sign) ?? 0;
	const most = Math.max(...DELIMITERS.map(count));
	return (most > 0 && DELIMITERS.find((sign) => count(sign) === most)) || ',';
}

/**
 * The rows that are not empty, the names of the columns first, in parts of about `AT_ONCE` bytes.
 * @param bytes UTF-8 without a byte order mark
 * @throws DomainError `csv_broken` with the line, where a quotation mark stands wrong
 */
export function* rowsOf(bytes: Uint8Array, delimiter: Delimiter): Generator<Part, void, undefined> {
	const parser = parse({
		delimiter,
		record_delimiter: ['\r\n', '\n', '\r'],
		info: true,
		max_record_size: LONGEST_ROW,
		relax_column_count: true,
		// Cells copied from a spreadsheet keep their quotation marks as they are, unless they hold a line break.
		relax_quotes: delimiter === '\t',
		skip_empty_lines: true,
		skip_records_with_empty_values: true
	});
	// What goes wrong is thrown below; without a listener it would end the process as well.
	parser.on('error', () => {});
	let after = 1;
	for (let at = 0; at <= bytes.length; at += AT_ONCE) {
		const last = at + AT_ONCE > bytes.length;
		if (last) parser.end(bytes.subarray(at));
		else parser.write(bytes.subarray(at, at + AT_ONCE));
		const rows = taken(parser);
		after = rows.at(-1)?.next ?? after;
		if (parser.errored) throw explain(parser.errored, after);
		yield {
			rows: rows.map(({ line, cells }) => ({ line, cells })),
			read: Math.min(at + AT_ONCE, bytes.length)
		};
	}
}

interface Parsed {
	record: string[];
	info: { lines: number };
}

function taken(parser: ReturnType<typeof parse>): (RawRow & { next: number })[] {
	const rows: (RawRow & { next: number })[] = [];
	for (let row = parser.read() as Parsed | null; row !== null; row = parser.read() as Parsed | null) {
		const { record: cells, info } = row;
		// The parser counts up to the last line of a row; line breaks inside its cells lead back to the first.
		const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
		rows.push({ line: info.lines - breaks, cells, next: info.lines + 1 });
	}
	return rows;
}

/** What a person has to do about a file that cannot be taken apart. */
function explain(error: unknown, after: number): unknown {
	if (!(error instanceof CsvError)) return error;
	const open = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
	return new DomainError(
		'csv_broken',
		open
			? `From line ${after} on, a quotation mark is opened and not closed. Close it, or double it where it is meant as a sign.`
			: `In or after line ${after}, a quotation mark stands in the middle of a cell. Put the whole cell between quotation marks and double the ones inside it.`,
		'text'
	);
}
