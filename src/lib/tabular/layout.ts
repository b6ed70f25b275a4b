import { DomainError } from '#lib/domain/errors.ts';
import { countOf, listOf } from '#lib/domain/words.ts';
import type { CellType } from './column.ts';
import { unguardText } from './csv.ts';
import type { RawRow } from './delimited.ts';

/** What a table that comes in may hold. */
export interface Layout {
	/** the columns that are read, each with what it holds */
	read: ReadonlyMap<string, CellType>;
	/** columns of the export that the product works out itself: passed over without a word */
	computed: ReadonlySet<string>;
	/** what has to be there; of several names that do, one is enough */
	required: readonly (readonly string[])[];
}

/** The first line, understood: which place holds which column. */
export interface Header {
	/** the columns that are read, in their order */
	columns: readonly string[];
	/** by place in the line; null for a place that is passed over */
	places: readonly (string | null)[];
	/** names that are not known, as they were written */
	unknown: readonly string[];
}

/** The text of one row by column. A column that the file lacks is not there. */
export type Cells = Readonly<Partial<Record<string, string>>>;

/** A sentence for each cell that cannot be used, by its column. */
export type CellErrors = Record<string, string>;

/** A row of a table that comes in. */
export interface Row {
	line: number;
	cells: Cells;
	/** what is wrong with how it is written; the product's rules come later */
	errors: CellErrors;
}

/** Stands for the row as a whole in `CellErrors`. */
export const WHOLE_ROW = 'row';

/**
 * Understands the names of the columns; the case of their letters does not matter, nor spaces for underscores.
 * @throws DomainError `columns_missing`, `columns_twice`, which name them
 */
export function readHeader(first: RawRow | undefined, layout: Layout): Header {
	const names = (first?.cells ?? []).map((cell) =>
		cell
			.trim()
			.toLowerCase()
			.replace(/[\s-]+/g, '_')
	);
	const places = names.map((name) => (layout.read.has(name) ? name : null));
	const columns = places.filter((name) => name !== null);
	const twice = columns.find((name, at) => columns.indexOf(name) < at);
	if (twice) {
		throw new DomainError(
			'columns_twice',
			`The column ${twice} is there twice; take one of the two away.`,
			'text'
		);
	}
	const missing = layout.required.filter((names) => !names.some((name) => columns.includes(name)));
	if (missing.length > 0) {
		const what = missing.map(
			([name, ...others]) => `${name}${others.map((other) => ` (or ${other})`).join('')}`
		);
		const seen = columns.length === 0 ? ' The first line has to name the columns.' : '';
		throw new DomainError(
			'columns_missing',
			`${missing.length === 1 ? 'The column' : 'The columns'} ${listOf(what)} ${missing.length === 1 ? 'is' : 'are'} missing.${seen}`,
			'text'
		);
	}
	const unknown = (first?.cells ?? []).filter((cell, at) => {
		const name = names[at] ?? '';
		return name !== '' && !layout.read.has(name) && !layout.computed.has(name);
	});
	return { columns, places, unknown: unknown.map((cell) => cell.trim()) };
}

/** The cells of a row by column: formulas that were guarded as they were, numbers with a point. */
export function readRow({ line, cells }: RawRow, header: Header, layout: Layout, decimalComma: boolean): Row {
	const read: Record<string, string> = {};
	const errors: CellErrors = {};
	for (const [at, name] of header.places.entries()) {
		if (name === null) continue;
		const cell = cells[at] ?? '';
		const type = layout.read.get(name);
		if (type === 'number' && decimalComma) {
			read[name] = cell;
			if (cell.includes('.')) errors[name] = POINT;
			else read[name] = cell.replace(',', '.');
		} else read[name] = type === 'text' ? unguardText(cell) : cell;
	}
	if (cells.length > header.places.length && cells.slice(header.places.length).some((cell) => cell !== '')) {
		errors[WHOLE_ROW] =
			`This row has ${countOf(cells.length, 'cell')}, but the first line names ${countOf(header.places.length, 'column')}. Put cells that hold the separator between quotation marks.`;
	}
	return { line, cells: read, errors };
}

const POINT =
	'This number has a point, but numbers were said to have a decimal comma. Write it without separators of thousands.';
