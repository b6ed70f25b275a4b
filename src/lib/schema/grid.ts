import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ObservationState } from '#lib/domain/commitment.ts';
import type { GridCell } from '#lib/domain/grid.ts';
import { GRID_COLUMNS, GRID_STEP } from '#lib/domain/grid.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { isSameName } from '#lib/domain/standing-figures.ts';
import { readActual, type ActualRead } from './actual.ts';
import { isBlank } from './pledge-rows.ts';
import { finish, line, readFields, tidy, type Errors, type Read } from './read.ts';
import type { Measured } from './sign.ts';
import type { Typed } from './typed.ts';

/** A row of the grid as it was typed: its cells, and what the page said of it (`offered`, `revises`, `about`). */
export type GridRow = Record<string, string>;

const CELLS = GRID_COLUMNS.map(({ name }) => name);
const joined = (row: GridRow, names: readonly GridCell[]) => names.map((name) => row[name] ?? '').join(' | ');

/** What a row is about, in its own words: a correction that was agreed to holds for nothing else. */
export const subjectOf = (row: GridRow): string => joined(row, ['pledge', 'period', 'reporter']);
/** What a prefilled row holds before anybody touched it. */
export const offerOf = (row: GridRow): string => joined(row, ['pledge', 'period', 'unit', 'reporter']);

/** Whether a row is to be recorded: it is not blank, and not just what was offered, still waiting for its figure. */
export function isFilled(row: GridRow): boolean {
	if (isBlank(row, CELLS)) return false;
	return !isBlank(row, ['value', 'source', 'state', 'note', 'reason']) || row.offered !== offerOf(row);
}

/** The same text with more blank rows, as many as the grid may have. */
export function withMoreRows(typed: Typed): Typed {
	const rows = typed.rows.rows ?? [];
	const more = Math.max(0, Math.min(GRID_STEP, LIMITS.grid - rows.length));
	return { ...typed, rows: { ...typed.rows, rows: [...rows, ...blankRows(more)] } };
}

export const blankRows = (count: number): GridRow[] => Array.from({ length: count }, () => ({}));

const PLEDGE = { pledge: line(LIMITS.code, 'Name the pledge by its code.') };

/** A figure of a row, with the pledge that it belongs to. */
export interface GridFigure extends ActualRead {
	code: string;
}

/** What is known of a row beside its text. */
export interface RowContext {
	/** what its pledge measures; null for an unknown pledge, whose row is read as far as it can be */
	measure: (Measured & { id: number | null }) | null;
	/** the fields of its source */
	source: Record<string, string>;
	/** the figure that it corrects, and the state of a correction that names none */
	revises: { id: number; state: ObservationState } | null;
}

/** Reads a row by the rules of the form for one figure; each error stands under the name of its cell. */
export function readRow(row: GridRow, context: RowContext, today: IsoDate): Read<GridFigure> {
	const { revises } = context;
	const measure = context.measure ?? {
		id: null,
		unit: tidy(row.unit ?? ''),
		aggregation: 'level' as const,
		limit: null
	};
	const fields: Record<string, string> = {
		...context.source,
		state: tidy(row.state ?? '').toLowerCase() || (revises?.state ?? ''),
		revises: revises ? String(revises.id) : ''
	};
	for (const name of ['period', 'value', 'unit', 'reporter', 'note', 'reason', 'confirmed']) {
		fields[name] = row[name] ?? '';
	}
	const errors: Errors = {};
	const { all } = readFields(PLEDGE, row, errors);
	const read = readActual(fields, measure, today);
	if (!read.ok) {
		for (const [name, text] of Object.entries(read.errors)) errors[cellOf(name)] ??= text;
	}
	return finish(read.ok && all ? { ...read.value, code: all.pledge } : null, errors);
}

/** The cell that a sentence about this field of a figure stands at. */
export function cellOf(field: string | null): string {
	if (field === 'confirmed' || CELLS.some((name) => name === field)) return field as string;
	if (field === 'revises') return 'reason';
	if (field?.startsWith('period')) return 'period';
	return field?.startsWith('source') ? 'source' : 'pledge';
}

/** Finds the figures that an earlier one of the same grid has already: same pledge, reporter and period. */
export function repeatedIn(figures: readonly GridFigure[]): Map<number, number> {
	const repeated = new Map<number, number>();
	for (const [at, figure] of figures.entries()) {
		const first = figures.findIndex((other) => isOfSame(other, figure));
		if (first < at) repeated.set(at, first);
	}
	return repeated;
}

function isOfSame(one: GridFigure, other: GridFigure): boolean {
	const [a, b] = [one.actual, other.actual];
	return (
		isSameName(one.code, other.code) &&
		isSameName(a.reporter, b.reporter) &&
		a.period.start === b.period.start &&
		a.period.end === b.period.end
	);
}
