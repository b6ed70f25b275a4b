import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ObservationState } from '#lib/domain/commitment.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { countOf, formatPeriod } from '#lib/domain/words.ts';
import { readSourceCell, sourceFields } from '#lib/schema/grid-source.ts';
import { isFilled, readRow, subjectOf, type GridFigure, type GridRow } from '#lib/schema/grid.ts';
import { tidy, type Errors } from '#lib/schema/read.ts';
import { readSource } from '#lib/schema/source.ts';
import type { Typed } from '#lib/schema/typed.ts';
import { EVERYTHING, isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { findNamed } from '../sources/named-sources.ts';
import { measuresByCode } from './measures.ts';
import { requireIndicator } from './record-actual.ts';
import { requirePledge } from './require-pledge.ts';
import { isOpenEnd, reviewState } from './reviewed.ts';

/** A filled row of a grid. */
export interface ReadLine {
	/** its number in the grid, from 0 */
	at: number;
	row: GridRow;
	/** the figure that it corrects; null unless the person was shown it and the row is still about it */
	revises: number | null;
	/** null when something in it has to be corrected */
	figure: GridFigure | null;
}

/**
 * Reads the filled rows of a grid, with what the database knows of their pledges, sources and former figures. A source
 * above the rows holds for each that names none; one must be named in one place or the other.
 * @returns errors by field: `rows.3.value`, `source`, or `form`
 */
export async function readGrid(
	db: Db,
	typed: Typed,
	today: IsoDate
): Promise<{ lines: ReadLine[]; errors: Errors }> {
	const filled = (typed.rows.rows ?? []).map((row, at) => ({ row, at })).filter(({ row }) => isFilled(row));
	const refusal = whyNotAtAll(filled.length);
	if (refusal) return { lines: [], errors: { form: refusal } };
	const errors: Errors = {};
	const [measures, sourceOf, standing] = await Promise.all([
		measuresByCode(
			db,
			filled.map(({ row }) => tidy(row.pledge ?? ''))
		),
		sourceReader(db, filled, typed.fields, errors, today),
		standingById(
			db,
			filled.flatMap(({ row }) => agreedTo(row) ?? [])
		)
	]);
	const lines: ReadLine[] = [];
	for (const { row, at } of filled) {
		const code = tidy(row.pledge ?? '');
		const measure = measures.get(code.toUpperCase()) ?? null;
		const agreed = agreedTo(row);
		const former = agreed === null ? undefined : standing.get(agreed);
		const revises = former ? { id: former.id, state: former.stateOnceCorrected } : null;
		const source = sourceOf(row);
		const read = readRow(row, { measure, source: source.fields, revises }, today);
		const wrong: Errors = read.ok ? {} : { ...read.errors };
		if (source.error) wrong.source = source.error;
		if (!measure && code !== '') wrong.pledge ??= await whyNotMeasured(db, code);
		for (const [cell, text] of Object.entries(wrong)) errors[`rows.${at}.${cell}`] = text;
		lines.push({ at, row, revises: revises?.id ?? null, figure: read.ok && measure ? read.value : null });
	}
	return { lines, errors };
}

function whyNotAtAll(filled: number): string | null {
	if (filled === 0) {
		return 'Nothing is filled in yet. A row needs a pledge, a period, a figure and who reports it.';
	}
	if (filled <= LIMITS.grid) return null;
	return `Record at most ${countOf(LIMITS.grid, 'row')} at once; these are ${filled}.`;
}

/** What recording a figure of this pledge would be refused with. */
async function whyNotMeasured(db: Db, code: string): Promise<string> {
	try {
		const { id } = await requirePledge(db, code);
		await requireIndicator(db, id, null);
	} catch (error) {
		if (isDomainError(error)) return error.message;
		throw error;
	}
	return 'The pledge was changed at this moment; record again.';
}

/** The figure that the page named as the one a row would correct, as long as the row is about the same. */
function agreedTo(row: GridRow): number | null {
	const id = /^[1-9]\d{0,8}$/.exec(row.revises ?? '')?.[0];
	return id !== undefined && row.about === subjectOf(row) ? Number(id) : null;
}

/**
 * Stands in for a source that is missing or wrong, so that everything else that is wrong is found in the same round.
 * An error is there already, so nothing is kept.
 */
const STAND_IN = { source_title: 'Source to be named' };

const SOURCE_FIELDS = [
	'source',
	'source_title',
	'source_publisher',
	'source_url',
	'source_date',
	'source_language'
];

/** Reads the source above the rows, and gives what finds the source of one row. */
async function sourceReader(
	db: Db,
	filled: readonly { row: GridRow }[],
	fields: Record<string, string>,
	errors: Errors,
	today: IsoDate
): Promise<(row: GridRow) => { fields: Record<string, string>; error?: string }> {
	const cells = filled.map(({ row }) => readSourceCell(row.source ?? ''));
	const ask = cells.every((cell) => cell !== null)
		? null
		: 'Choose the source of these figures or describe it; a row with a source of its own keeps that.';
	const shared = readSource(fields, errors, { ask, today });
	const above = shared
		? Object.fromEntries(SOURCE_FIELDS.map((name) => [name, fields[name] ?? '']))
		: STAND_IN;
	const named = cells.flatMap((cell) => (cell && 'title' in cell ? [cell] : []));
	const known = await findNamed(db, {
		addresses: named.flatMap(({ address }) => address ?? []),
		titles: named.flatMap(({ title, address }) => (address === null ? [title] : []))
	});
	return (row) => {
		const cell = readSourceCell(row.source ?? '');
		if (cell === null) return { fields: above };
		const found = sourceFields(cell, known);
		return 'fields' in found ? found : { fields: STAND_IN, error: found.error };
	};
}

/** A figure that no other has replaced, as the row that is to correct it speaks of it. */
export interface Former {
	id: number;
	/** in words: "150 kt for 2024 (Statistics Office)" */
	said: string;
	/** what never counted was not published anew: its correction keeps its publisher's own state */
	stateOnceCorrected: ObservationState;
}

/** These figures by id; only those that no other has replaced. */
export async function standingById(db: Db, ids: readonly number[]): Promise<Map<number, Former>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'observation.indicator_id')
		.where(isLast('indicator_version'))
		.where(isOpenEnd())
		.where('observation.id', 'in', [...ids])
		.select([
			'observation.id',
			'observation.value',
			'observation.state',
			'indicator_version.unit',
			'reporter.name as reporter',
			'period_start as start',
			'period_end as end'
		])
		.select(reviewState(EVERYTHING).as('review'))
		.execute();
	return new Map(
		rows.map(({ id, value, unit, reporter, state, review, ...span }) => [
			id,
			{
				id,
				said: `${formatQuantity(value, unit)} for ${formatPeriod(span)} (${reporter})`,
				stateOnceCorrected: review === 'waiting' || review === 'returned' ? state : 'revised'
			}
		])
	);
}
