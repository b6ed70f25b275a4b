import { createHash } from 'node:crypto';
import { DomainError } from '#lib/domain/errors.ts';
import { countOf, grouped, listOf } from '#lib/domain/words.ts';
import { sayChoices } from '#lib/tabular/cell-words.ts';
import { delimiterOf, rowsOf } from '#lib/tabular/delimited.ts';
import {
	readHeader,
	readRow,
	WHOLE_ROW,
	type CellErrors,
	type Header,
	type Row
} from '#lib/tabular/layout.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq, type Act } from '../db/ledger.ts';
import { pause, type Check, type Format, type Outcome, type Verdict, type Watch } from './format.ts';

/** How many rows are checked before others get a turn. */
const ROWS_AT_ONCE = 200;
/** Rows that are shown whatever they are, and rows that are shown because something is wrong with them. */
const MOST_SHOWN = 200;
const MOST_WRONG = 300;
/** Sentences, and large corrections, that are listed; the rest is counted. */
const MOST_LISTED = 1000;
/** Rows of one file. */
export const MOST_ROWS = 200_000;

/** A table that somebody wants to import. */
export interface Table {
	format: Format;
	/** UTF-8 without a byte order mark */
	bytes: Uint8Array;
	decimalComma: boolean;
}

/** A sentence about one cell. */
export interface CellError {
	line: number;
	/** `row` for the row as a whole */
	column: string;
	sentence: string;
}

/** A row as the preview shows it. */
export interface CheckedRow {
	line: number;
	outcome: Outcome | null;
	/** in the order of the columns that are read */
	cells: string[];
	errors: CellErrors;
	changed: readonly string[];
	unused: readonly string[];
}

/** What came of checking a whole table; nothing is written yet. */
export interface Checked {
	columns: readonly string[];
	rows: number;
	counts: Record<Outcome, number> & { wrong: number };
	shown: CheckedRow[];
	errors: CellError[];
	errorCount: number;
	notices: string[];
	large: { line: number; sentence: string }[];
	largeCount: number;
	needsReason: boolean;
	/** ledger number that it was checked against */
	seq: number;
	/** the same for two checks that come to the same result */
	print: string;
	write: Check['write'];
}

/**
 * The names of a table's columns, which can be judged at once.
 * @throws DomainError `csv_broken`, `columns_missing`, `columns_twice`, `rows_missing`
 */
export function headerOf({ format, bytes }: Table): Header {
	let first: ReturnType<typeof readHeader> | null = null;
	for (const { rows } of rowsOf(bytes, delimiterOf(bytes))) {
		if (first === null && rows.length > 0) first = readHeader(rows.shift(), format.layout);
		if (first !== null && rows.length > 0) return first;
	}
	if (first === null) return readHeader(undefined, format.layout);
	throw new DomainError('rows_missing', 'There is no row under the names of the columns.', 'text');
}

/**
 * Checks a table row by row against the rules and against what stands, in small parts, so that the process goes on
 * answering others. Writes nothing.
 * @throws DomainError what `headerOf` throws, and `rows_many`
 */
export async function checkTable(db: Db, table: Table, act: Act, watch: Watch): Promise<Checked> {
	const { format, bytes, decimalComma } = table;
	const header = headerOf(table);
	const seq = await lastSeq(db);
	const check = await format.begin(db, act);
	const findings = collect(header);
	let named = false;
	for (const part of rowsOf(bytes, delimiterOf(bytes))) {
		const raw = named ? part.rows : part.rows.slice(1);
		named ||= part.rows.length > 0;
		for (let at = 0; at < raw.length; at += ROWS_AT_ONCE) {
			const rows = raw
				.slice(at, at + ROWS_AT_ONCE)
				.map((row) => readRow(row, header, format.layout, decimalComma));
			const verdicts = await check.rows(rows);
			for (const [index, row] of rows.entries()) findings.add(row, verdicts[index]);
			if (findings.rows() > MOST_ROWS) {
				throw new DomainError(
					'rows_many',
					`There are more than ${grouped(MOST_ROWS)} rows. Split the file and import the parts one after the other.`,
					'text'
				);
			}
			await pause(watch);
		}
		watch.progress(part.read / bytes.length);
	}
	return findings.done(check, seq);
}

function collect(header: Header) {
	const counts = { added: 0, revised: 0, skipped: 0, wrong: 0 };
	const shown: CheckedRow[] = [];
	const errors: CellError[] = [];
	const large: Checked['large'] = [];
	const print = createHash('sha256');
	let [rows, errorCount, largeCount, needsReason] = [0, 0, 0, false];
	const unused = new Map<string, number>();
	return {
		rows: () => rows,
		add(row: Row, verdict: Verdict | undefined) {
			if (!verdict) return;
			rows++;
			const { outcome, changed } = verdict;
			counts[outcome ?? 'wrong']++;
			needsReason ||= verdict.needsReason;
			print.update(`${row.line}${outcome}${changed.join()}${verdict.large ?? ''};`);
			if (verdict.large !== null && ++largeCount <= MOST_LISTED) {
				large.push({ line: row.line, sentence: verdict.large });
			}
			for (const column of verdict.unused) unused.set(column, (unused.get(column) ?? 0) + 1);
			const said = besideCells(verdict.errors, row, header);
			for (const [column, sentence] of said) {
				if (++errorCount <= MOST_LISTED) errors.push({ line: row.line, column, sentence });
			}
			if (rows <= MOST_SHOWN || (outcome === null && counts.wrong <= MOST_WRONG)) {
				const cells = header.columns.map((column) => row.cells[column] ?? '');
				const errors = Object.fromEntries(said);
				shown.push({ line: row.line, outcome, cells, errors, changed, unused: verdict.unused });
			}
		},
		done(check: Check, seq: number): Checked {
			const notices = [
				...(header.unknown.length > 0 ? [unknownColumns(header.unknown)] : []),
				...check.notices(),
				...[...unused].map(
					([column, count]) =>
						`${column} is filled in for ${countOf(count, 'row')} whose kind of pledge has no use for it; it is passed over there.`
				)
			];
			return {
				columns: header.columns,
				...{ rows, counts, shown, errors, errorCount, notices, large, largeCount, needsReason, seq },
				print: print.digest('base64'),
				write: check.write
			};
		}
	};
}

/** In the order of the columns; what has no cell in this file is said of the row as a whole. */
function besideCells(
	errors: CellErrors,
	row: Row,
	{ columns }: Header
): [column: string, sentence: string][] {
	const said = Object.entries(errors).map(([column, text]): [string, string] => [
		column,
		sayChoices(column, text)
	]);
	const placed = said.filter(([column]) => row.cells[column] !== undefined);
	placed.sort(([one], [other]) => columns.indexOf(one) - columns.indexOf(other));
	const homeless = said
		.filter(([column]) => row.cells[column] === undefined)
		.map(([column, text]) => (column === WHOLE_ROW ? text : `${column}: ${text}`));
	return homeless.length > 0 ? [[WHOLE_ROW, homeless.join(' ')], ...placed] : placed;
}

function unknownColumns(names: readonly string[]): string {
	const some = names.slice(0, 12).map((name) => `“${name.slice(0, 40)}”`);
	const more = names.length > some.length ? [`${names.length - some.length} more`] : [];
	return `${names.length === 1 ? 'A column is' : 'Columns are'} not known and passed over: ${listOf([...some, ...more])}.`;
}

/** Where a sentence belongs: "line 12, column unit". */
export function placeOf({ line, column }: Pick<CellError, 'line' | 'column'>): string {
	return column === WHOLE_ROW ? `line ${line}` : `line ${line}, column ${column}`;
}
