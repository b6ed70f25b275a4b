import { sql } from 'kysely';
import type { Period } from '#lib/domain/calendar.ts';
import type { ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import { neighbourOf, unlikenessWords, type Neighbour, type SeriesFigure } from '#lib/domain/neighbour.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import type { ReviewState } from '#lib/domain/review.ts';
import { EVERYTHING, isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { countsAt, isWithdrawn, shownAt } from '../pledges/reviewed.ts';
import { withSources, type SourceView } from '../sources/queries.ts';

/** How many figures of one submission are listed; the pledge's page has the rest. */
const FIGURES = 12;

/** A figure that this one is to replace, and whether that one counts. */
export interface FormerFigure {
	value: Decimal;
	review: ReviewState | null;
}

export interface SubmittedFigure {
	id: number;
	/** what it measures, where that is not what the pledge is measured by */
	beside: string | null;
	reporter: string;
	period: Period;
	value: Decimal;
	unit: string;
	enteredValue: Decimal;
	enteredUnit: string;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	source: SourceView | null;
	locator: string | null;
	quote: string | null;
	note: string | null;
	/** why it corrects another one */
	reason: string | null;
	/** a later figure has been submitted in its place */
	corrected: boolean;
	/** what it would replace, the latest first, down to the figure that counts now */
	former: FormerFigure[];
	/** the figure that counts beside it in its series; null for a correction, which stands against what it replaces */
	neighbour: Neighbour | null;
	/** that it is unusually far from that one, as a sentence */
	unlike: string | null;
}

export interface SubmittedFigures {
	figures: SubmittedFigure[];
	/** how many there are; more than the figures where the list was cut */
	count: number;
}

interface Wanted {
	entry_seq: number;
	pledge_id: number;
}

/** The first figures of these submissions, by `entry_seq/pledge_id`. */
export async function listSubmittedFigures(
	db: Db,
	submissions: readonly Wanted[]
): Promise<Map<string, SubmittedFigures>> {
	if (submissions.length === 0) return new Map();
	const rows = await withSources(db, await selectFigures(db, submissions).execute());
	const [formers, series] = await Promise.all([
		listFormers(
			db,
			rows.flatMap((row) => (row.prev_id === null ? [] : [row.id]))
		),
		listCounted(
			db,
			rows.flatMap((row) => (row.prev_id === null ? [row.indicator_id] : []))
		)
	]);
	const found = new Map<string, SubmittedFigures>();
	for (const row of rows) {
		const key = `${row.entry_seq}/${row.pledge_id}`;
		const own = found.get(key) ?? { figures: [], count: row.count };
		found.set(key, own);
		const { reporter, partial, value, unit } = row;
		const period = { start: row.period_start, end: row.period_end };
		const neighbour =
			row.prev_id === null
				? neighbourOf(series.get(row.indicator_id) ?? [], { reporter, period, partial })
				: null;
		own.figures.push({
			id: row.id,
			beside: row.role === 'supporting' ? row.indicator : null,
			...{ reporter, period, value, unit, neighbour },
			unlike: neighbour && unlikenessWords(value, neighbour, unit),
			enteredValue: row.entered_value,
			enteredUnit: row.entered_unit,
			qualifier: row.qualifier,
			state: row.state,
			partial,
			derived: row.derived,
			source: row.source,
			locator: row.locator,
			quote: row.quote,
			note: row.note,
			reason: row.reason,
			corrected: !row.last,
			former: formers.get(row.id) ?? []
		});
	}
	return found;
}

function selectFigures(db: Db, submissions: readonly Wanted[]) {
	const numbered = db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where(
			'observation.entry_seq',
			'in',
			submissions.map((submission) => submission.entry_seq)
		)
		.where('observation.needs_review', '=', true)
		.where((eb) => eb.not(isWithdrawn(EVERYTHING.upto)))
		.where(isLast('indicator_version'))
		.selectAll('observation')
		.select([
			'indicator.pledge_id',
			'indicator.role',
			'indicator_version.title as indicator',
			'indicator_version.unit',
			'reporter.name as reporter',
			isLast('observation').as('last')
		])
		.select(({ fn }) => [
			fn
				.countAll<number>()
				.over((over) => over.partitionBy(['observation.entry_seq', 'indicator.pledge_id']))
				.as('count'),
			fn
				.agg<number>('row_number')
				.over((over) =>
					over
						.partitionBy(['observation.entry_seq', 'indicator.pledge_id'])
						.orderBy('observation.period_end')
						.orderBy('observation.id')
				)
				.as('place')
		]);
	return db
		.selectFrom(numbered.as('figure'))
		.where('place', '<=', FIGURES)
		.selectAll()
		.orderBy('entry_seq')
		.orderBy('place');
}

/** The figures of these indicators that count, by the indicator's id. */
async function listCounted(db: Db, indicators: readonly number[]): Promise<Map<number, SeriesFigure[]>> {
	if (indicators.length === 0) return new Map();
	const rows = await db
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.indicator_id', 'in', [...new Set(indicators)])
		.where(shownAt(EVERYTHING))
		.where(countsAt(EVERYTHING.upto, 'observation'))
		.select([
			...(['observation.indicator_id', 'observation.value', 'observation.qualifier'] as const),
			...(['observation.partial', 'observation.period_start', 'observation.period_end'] as const),
			'reporter.name as reporter'
		])
		.orderBy('observation.id')
		.execute();
	const figures = rows.map(({ period_start: start, period_end: end, ...row }) => ({
		...row,
		period: { start, end }
	}));
	const series = Map.groupBy(figures, ({ indicator_id }) => indicator_id);
	return new Map([...series].map(([id, own]) => [id, own.map(({ indicator_id: _, ...figure }) => figure)]));
}

/** What each of these figures would replace, back to the one that counts, by the figure's id. */
async function listFormers(db: Db, ids: readonly number[]): Promise<Map<number, FormerFigure[]>> {
	const formers = new Map<number, FormerFigure[]>();
	if (ids.length === 0) return formers;
	const { rows } = await sql<{ figure: number; value: Decimal; review: ReviewState | null }>`
		with recursive former as (
			select id as figure, prev_id, null::numeric as value, null::text as review, 0 as depth, false as counts
			from observation where id in (${sql.join(ids)})
			union all
			select former.figure, o.prev_id, o.value,
				case when o.needs_review then coalesce(review.decision, 'waiting') end,
				former.depth + 1, not o.needs_review or review.decision is not distinct from 'approved'
			from former join observation o on o.id = former.prev_id
			left join review on review.reviewed_seq = o.entry_seq
			where not former.counts
		) select figure, value, review from former where depth > 0 order by figure, depth`.execute(db);
	for (const { figure, ...former } of rows) {
		formers.set(figure, [...(formers.get(figure) ?? []), former]);
	}
	return formers;
}
