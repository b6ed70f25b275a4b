import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import { GRID_COLUMNS } from '#lib/domain/grid.ts';
import { cellOf, repeatedIn, subjectOf, type GridRow } from '#lib/schema/grid.ts';
import type { Errors } from '#lib/schema/read.ts';
import type { Typed } from '#lib/schema/typed.ts';
import type { Db } from '../db/connection.ts';
import { recordBatch, type Act } from '../db/ledger.ts';
import { refresh } from './current.ts';
import { readGrid, standingById, type ReadLine } from './read-grid.ts';
import { writeActuals } from './record-actual.ts';

/** What became of a grid. */
export interface GridOutcome {
	/** whether its figures are in the ledger, by this request or by the same one before */
	recorded: boolean;
	/** what was typed, and in each row that corrects a figure which one */
	typed: Typed;
	/** a sentence per cell, such as `rows.3.value`, and for the form as a whole */
	errors: Errors;
	/** the figures that rows correct, in words, by the number of the row */
	formers: Record<number, string>;
}

/**
 * Records the filled rows of a grid, all of them or none, or finds everything that is wrong with them: each row is read
 * and tried under the ledger's lock, by the rules of the form for one figure, and all is undone when one is refused.
 * A row whose reporter has a figure for its period already is a correction: it is refused once, with that figure, and
 * recorded when it comes back with a reason.
 * @param purpose `try`: find out only
 */
export async function recordGrid(
	db: Db,
	act: Act,
	typed: Typed,
	purpose: 'record' | 'try'
): Promise<GridOutcome> {
	const { lines, errors } = await readGrid(db, typed, act.today);
	const { figures, repeats } = distinct(lines);
	const refused: { line: ReadLine; error: DomainError }[] = [];
	const clean = Object.keys(errors).length === 0 && repeats.length === 0 && !lines.some(isLateReason);
	const keep = purpose === 'record' && clean;
	const recorded = await unlessUndone(() =>
		recordBatch(db, act, async (trx, next) => {
			const commands = figures.map(({ figure }) => ({ ...figure, checkedOn: act.today }));
			const touched = await writeActuals(trx, act, next, commands, (error, at) => {
				const line = figures[at];
				if (!isDomainError(error) || !line) throw error;
				refused.push({ line, error });
			});
			if (!keep || refused.length > 0) throw new DomainError(UNDONE, 'Nothing was recorded.');
			await refresh(trx, touched, act.today);
		})
	);
	if (recorded) return { recorded, typed, errors: {}, formers: {} };
	return explain(db, typed, { lines, errors, refused, repeats });
}

const UNDONE = 'grid_undone';

/** Does what may be undone on purpose. @returns whether it was kept */
async function unlessUndone(work: () => Promise<unknown>): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (isDomainError(error) && error.code === UNDONE) return false;
		throw error;
	}
}

/** A reason for a figure that the person was not shown yet: there is one to show first, or none to correct. */
const isLateReason = ({ row, revises }: ReadLine) => revises === null && (row.reason ?? '').trim() !== '';

interface Repeat {
	line: ReadLine;
	first: ReadLine;
}

/** The lines that can be tried, without those that repeat another one. */
function distinct(lines: readonly ReadLine[]) {
	const readable = lines.flatMap((line) => (line.figure ? [{ ...line, figure: line.figure }] : []));
	const repeated = repeatedIn(readable.map(({ figure }) => figure));
	const repeats = [...repeated].flatMap(([at, first]): Repeat[] => {
		const [line, other] = [readable[at], readable[first]];
		return line && other ? [{ line, first: other }] : [];
	});
	return { figures: readable.filter((_, at) => !repeated.has(at)), repeats };
}

/** Says at each cell what stands in the way, and which figure a row would correct. */
async function explain(
	db: Db,
	typed: Typed,
	found: {
		lines: readonly ReadLine[];
		errors: Errors;
		refused: readonly { line: ReadLine; error: DomainError }[];
		repeats: readonly Repeat[];
	}
): Promise<GridOutcome> {
	const { lines, refused, repeats } = found;
	const errors: Errors = { ...found.errors };
	const corrected = new Map(
		lines.flatMap(({ at, revises }) => (revises === null ? [] : [[at, revises] as const]))
	);
	for (const { line, error } of refused) if (error.figure !== null) corrected.set(line.at, error.figure);
	const standing = await standingById(db, [...corrected.values()]);
	for (const { line, error } of refused) {
		const former = error.figure === null ? undefined : standing.get(error.figure)?.said;
		if (former) errors[`rows.${line.at}.reason`] ??= `${former} is recorded already. ${HOW_TO_CORRECT}`;
		else errors[`rows.${line.at}.${cellOf(error.field)}`] ??= error.message;
	}
	for (const { line, first } of repeats) {
		errors[`rows.${line.at}.period`] ??=
			`Row ${first.at + 1} has a figure of this pledge, reporter and period. Keep one of the two rows.`;
	}
	for (const line of lines) {
		if (isLateReason(line) && line.figure && !corrected.has(line.at)) {
			errors[`rows.${line.at}.reason`] ??=
				'There is no figure of this reporter for this period to correct. Check the two, or empty this cell.';
		}
	}
	const rows = (typed.rows.rows ?? []).map((row, at) => markedAs(row, corrected.get(at) ?? null));
	const formers = Object.fromEntries([...corrected].map(([at, id]) => [at, standing.get(id)?.said ?? '']));
	return { recorded: false, typed: { ...typed, rows: { rows } }, errors: inRows(errors), formers };
}

const HOW_TO_CORRECT =
	'Say here why it is corrected, and save again; if it is the same figure, empty the row.';

function markedAs(row: GridRow, revises: number | null): GridRow {
	const { revises: _revises, about: _about, ...rest } = row;
	return revises === null ? rest : { ...rest, revises: String(revises), about: subjectOf(row) };
}

/** What holds for the whole form first, then row by row, each in the order of its cells. */
function inRows(errors: Errors): Errors {
	const place = (name: string) => {
		const [, row = '-1', cell] = /^rows\.(\d+)\.(\w+)$/.exec(name) ?? [];
		return Number(row) * (GRID_COLUMNS.length + 1) + GRID_COLUMNS.findIndex((column) => column.name === cell);
	};
	return Object.fromEntries(Object.entries(errors).sort(([one], [other]) => place(one) - place(other)));
}
