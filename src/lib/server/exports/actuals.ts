import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import { MEASURED_KINDS } from '#lib/domain/commitment.ts';
import { knownBy } from '#lib/domain/eligible.ts';
import { headlineOf, rankingOf } from '#lib/domain/series.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { ActualLine } from '#lib/tabular/actual-columns.ts';
import type { ReadAt } from '#lib/tabular/column.ts';
import { knownOn, standsAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { loadFacts } from '../pledges/facts.ts';
import { pledgeRows } from '../pledges/pledge-rows.ts';
import type { Moment } from '../pledges/moment.ts';
import { reviewState, shownAt } from '../pledges/reviewed.ts';
import { sourcesById } from '../sources/queries.ts';
import { settleIds } from './settle-ids.ts';
import { byWeight, FIGURES_AT_ONCE, inChunks, PLEDGES_AT_ONCE } from './chunks.ts';
import { readAtOf } from './read-at.ts';

/**
 * The figures of the pledges of a list, some at a time: pledges in the order of the list, each one's headline
 * indicator first, its figures by period. Those that stood at the moment, whatever is recorded while it runs; no
 * transaction is held between two parts. A figure that waits or was returned is among them, beside the one that counts
 * meanwhile.
 */
export async function* readActuals(
	db: Db,
	filter: PledgeFilter,
	moment: Moment
): AsyncGenerator<ActualLine[], void, undefined> {
	const readAt = await readAtOf(db, filter, moment);
	const ids = await settleIds(db, filter, moment);
	for (const some of inChunks(ids, PLEDGES_AT_ONCE)) {
		const indicators = await listIndicators(db, some, moment);
		for (const pack of byWeight(indicators, ({ figures }) => figures, FIGURES_AT_ONCE)) {
			yield* readPack(db, pack, moment, readAt);
		}
	}
}

interface CountedIndicator {
	id: number;
	pledge_id: number;
	figures: number;
}

/** The indicators of these pledges that have figures, in the order of the ids, the headline one first. */
async function listIndicators(db: Db, ids: readonly number[], moment: Moment): Promise<CountedIndicator[]> {
	const rows = await db
		.selectFrom('indicator')
		.innerJoin('observation', 'observation.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', 'in', [...ids])
		.where(shownAt(moment))
		.groupBy(['indicator.id', 'indicator.pledge_id', 'indicator.role'])
		.select((eb) => ['indicator.id', 'indicator.pledge_id', eb.fn.countAll<number>().as('figures')])
		.orderBy('indicator.role')
		.orderBy('indicator.id')
		.execute();
	const byPledge = Map.groupBy(rows, (row) => row.pledge_id);
	return ids.flatMap((id) => byPledge.get(id) ?? []);
}

/**
 * The figures of these indicators. Several of them fit in one part; a single one with more figures is read on from the
 * last figure of the part before.
 */
async function* readPack(
	db: Db,
	pack: readonly CountedIndicator[],
	moment: Moment,
	readAt: ReadAt
): AsyncGenerator<ActualLine[], void, undefined> {
	const indicators = pack.map(({ id }) => id);
	const marks = {
		headline: await headlineFigures(db, pack, moment),
		decides: await decidingFigures(db, pack, moment)
	};
	let after: FigureRow | undefined;
	do {
		const rows = await selectFigures(db, indicators, moment, after).execute();
		if (rows.length > 0) yield await toLines(db, rows, marks, moment, readAt);
		after = rows.length === FIGURES_AT_ONCE ? rows.at(-1) : undefined;
	} while (after);
}

type FigureRow = Awaited<ReturnType<ReturnType<typeof selectFigures>['execute']>>[number];

function selectFigures(
	db: Db,
	indicators: readonly number[],
	moment: Moment,
	after: { period_end: IsoDate; id: number } | undefined
) {
	const place = sql<number>`array_position(array[${sql.join(indicators)}]::integer[], observation.indicator_id)`;
	return db
		.selectFrom('observation')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.where('observation.indicator_id', 'in', [...indicators])
		.where(shownAt(moment))
		.where(standsAt('indicator_version', moment))
		.where(standsAt('pledge_version', moment))
		.$if(after !== undefined, (qb) =>
			qb.where((eb) =>
				eb(
					eb.refTuple('observation.period_end', 'observation.id'),
					'>',
					eb.tuple(after?.period_end ?? '', after?.id ?? 0)
				)
			)
		)
		.select([
			'observation.id',
			'observation.period_start',
			'observation.period_end',
			'observation.value',
			'observation.entered_value',
			'observation.entered_unit',
			'observation.qualifier',
			'observation.state',
			'observation.partial',
			'observation.derived',
			'observation.locator',
			'observation.quote',
			'observation.note',
			knownOn('observation', moment.upto).as('known_on'),
			'observation.source_id',
			'observation.entry_seq',
			'entry.recorded_on',
			'account.name as recorded_by',
			'reporter.name as reporter',
			'indicator.role',
			'indicator_version.title as indicator',
			'indicator_version.unit',
			'indicator_version.aggregation',
			'indicator_version.direction',
			'pledge.code',
			'pledge_version.title',
			reviewState(moment).as('review')
		])
		.$if(indicators.length > 1, (qb) => qb.orderBy(place))
		.orderBy('observation.period_end')
		.orderBy('observation.id')
		.limit(FIGURES_AT_ONCE);
}

/** Ids of the figures that make the headline series: for each period the highest-ranked reporter's. */
async function headlineFigures(
	db: Db,
	pack: readonly CountedIndicator[],
	{ asOf, basis, upto }: Moment
): Promise<Set<number>> {
	const facts = await loadFacts(db, [...new Set(pack.map((indicator) => indicator.pledge_id))], upto);
	return new Set(
		[...facts.values()].flatMap((pledge) => {
			const known = knownBy(pledge, asOf, { basis, at: upto });
			return headlineOf(known.observations, rankingOf(known)).flatMap((point) => point.ids.map(Number));
		})
	);
}

const MEASURED: readonly string[] = MEASURED_KINDS;

/** Ids of the figures on which the assessments of these pledges rest. */
async function decidingFigures(
	db: Db,
	pack: readonly CountedIndicator[],
	moment: Moment
): Promise<Set<number>> {
	const rows = await pledgeRows(db, [...new Set(pack.map((indicator) => indicator.pledge_id))], moment);
	// Of other kinds the assessment names steps, checks or scores, which have numbers of their own.
	const measured = rows.filter(({ kind }) => MEASURED.includes(kind));
	return new Set(measured.flatMap(({ assessment }) => assessment.observationIds.map(Number)));
}

async function toLines(
	db: Db,
	rows: readonly FigureRow[],
	marks: { headline: Set<number>; decides: Set<number> },
	moment: Moment,
	readAt: ReadAt
): Promise<ActualLine[]> {
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id),
		moment
	);
	return rows.map((row) => ({
		pledgeCode: row.code,
		pledgeTitle: row.title,
		indicator: row.indicator,
		indicatorRole: row.role,
		aggregation: row.aggregation,
		direction: row.direction,
		start: row.period_start,
		end: row.period_end,
		value: row.value,
		unit: row.unit,
		enteredValue: row.entered_value,
		enteredUnit: row.entered_unit,
		qualifier: row.qualifier,
		state: row.state,
		partial: row.partial,
		derived: row.derived,
		reporter: row.reporter,
		headline: marks.headline.has(row.id),
		decides: marks.decides.has(row.id),
		review: row.review,
		source: row.source_id === null ? null : (sources.get(row.source_id) ?? null),
		locator: row.locator,
		quote: row.quote,
		note: row.note,
		knownOn: row.known_on,
		recordedOn: row.recorded_on,
		recordedBy: row.recorded_by,
		seq: row.entry_seq,
		moment: readAt
	}));
}
