import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { periodAfter } from '#lib/domain/calendar.ts';
import { GRID_STEP } from '#lib/domain/grid.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { unitsFor } from '#lib/domain/units.ts';
import { periodText } from '#lib/schema/dates.ts';
import { blankRows, offerOf, type GridRow } from '#lib/schema/grid.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connection.ts';
import { listReporters } from '../portfolio/reporters.ts';
import { sourceChoices } from './form-options.ts';
import { listPledgeIds } from './list.ts';
import { listMeasures, measuresByCode, measuresById, type Measure } from './measures.ts';
import { openMoment } from './moment.ts';
import { isOpenEnd } from './reviewed.ts';

/** How many pledges of a list are looked through for measured ones. */
const MOST_SEARCHED = 5000;
/** How many pledges a cell suggests; any other can be typed. */
const MOST_SUGGESTED = 500;

/** What the grid offers to choose from. */
export interface GridOptions {
	pledges: { code: string; title: string; unit: string }[];
	/** units in which a figure may be typed, by the pledge's own unit */
	units: Record<string, string[]>;
	reporters: string[];
	sources: { value: string; label: string }[];
}

export async function gridOptions(db: Db): Promise<GridOptions> {
	const [measures, reporters, sources] = await Promise.all([
		listMeasures(db, MOST_SUGGESTED),
		listReporters(db),
		sourceChoices(db)
	]);
	const units = new Set(measures.map(({ unit }) => unit));
	return {
		pledges: measures.map(({ code, title, unit }) => ({ code, title, unit })),
		units: Object.fromEntries([...units].map((unit) => [unit, unitsFor(unit).map(({ code }) => code)])),
		reporters,
		sources
	};
}

/** The pledges that a grid begins with: some by code, or those of a list; null for a blank grid. */
export type GridAsked = { codes: readonly string[] } | { filter: PledgeFilter } | null;

export interface GridStart {
	rows: GridRow[];
	/** how many measured pledges were asked for; the grid takes only so many */
	asked: number;
	/** codes that were asked for and belong to no measured pledge */
	missing: string[];
}

/**
 * A row for each of these pledges that is measured, in their order: its unit, who reported it last, and the period
 * that comes next.
 */
export async function startGrid(db: Db, asked: GridAsked, clock: Clock): Promise<GridStart> {
	const { measures, missing } = await findAsked(db, asked, clock);
	const some = measures.slice(0, LIMITS.grid);
	const last = await lastFigures(
		db,
		some.map(({ id }) => id)
	);
	const rows = some.map((measure) => offer(measure, last.get(measure.id) ?? null, clock.today()));
	return { rows: rows.length > 0 ? rows : blankRows(GRID_STEP), asked: measures.length, missing };
}

async function findAsked(db: Db, asked: GridAsked, clock: Clock) {
	if (asked === null) return { measures: [], missing: [] };
	if ('filter' in asked) {
		// What is recorded now joins what stands now, whatever past state the list was read at.
		const { since, sinceAt } = asked.filter;
		const moment = await openMoment(db, { since, sinceAt }, clock);
		const ids = (await listPledgeIds(db, asked.filter, moment)).slice(0, MOST_SEARCHED);
		const byId = await measuresById(db, ids);
		return { measures: ids.flatMap((id) => byId.get(id) ?? []), missing: [] };
	}
	const codes = [...new Set(asked.codes.map((code) => code.trim().toUpperCase()))].slice(0, LIMITS.grid);
	const byCode = await measuresByCode(db, codes);
	return {
		measures: codes.flatMap((code) => byCode.get(code) ?? []),
		missing: codes.filter((code) => !byCode.has(code))
	};
}

interface LastFigure {
	reporter: string;
	unit: string;
	/** the latest period that this reporter has a figure for */
	period: Period;
}

function offer(measure: Measure, last: LastFigure | null, today: IsoDate): GridRow {
	const next = last && periodAfter(last.period);
	const row = {
		pledge: measure.code,
		period: next && next.end <= today ? periodText(next) : '',
		unit: last?.unit ?? measure.unit,
		reporter: last?.reporter ?? ''
	};
	return { ...row, offered: offerOf(row) };
}

/** Who reported each of these indicators last, in which unit, and up to when, by the indicator's id. */
async function lastFigures(db: Db, indicators: readonly number[]): Promise<Map<number, LastFigure>> {
	if (indicators.length === 0) return new Map();
	const rows = await db
		.selectFrom((eb) =>
			eb
				.selectFrom('observation')
				.where('indicator_id', 'in', [...indicators])
				.distinctOn('indicator_id')
				.select(['indicator_id', 'reporter_id', 'entered_unit'])
				.orderBy('indicator_id')
				.orderBy('id', 'desc')
				.as('last')
		)
		.innerJoin('reporter', 'reporter.id', 'last.reporter_id')
		.innerJoin('observation', (join) =>
			join
				.onRef('observation.indicator_id', '=', 'last.indicator_id')
				.onRef('observation.reporter_id', '=', 'last.reporter_id')
				.on(isOpenEnd())
		)
		.distinctOn('last.indicator_id')
		.select([
			'last.indicator_id as id',
			'reporter.name as reporter',
			'last.entered_unit as unit',
			'observation.period_start as start',
			'observation.period_end as end'
		])
		.orderBy('last.indicator_id')
		.orderBy('observation.period_end', 'desc')
		.orderBy('observation.period_start')
		.execute();
	return new Map(rows.map(({ id, start, end, ...last }) => [id, { ...last, period: { start, end } }]));
}
