import { earlierOf, type IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import type { EnteredQuantity } from '#lib/domain/quantity.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { countOf, formatPeriod } from '#lib/domain/words.ts';
import { insertNumbered, insertRows, ROWS_AT_ONCE } from '../db/bulk.ts';
import type { Db } from '../db/connection.ts';
import { numberAll, type Act } from '../db/ledger.ts';
import { planRows } from '../db/planned-rows.ts';
import { openReporters } from '../portfolio/reporters.ts';
import { openSources, type NewSource, type Sources } from '../sources/add-sources.ts';
import { pause, type Writing } from './format.ts';
import type { KnownFigure } from './known-figures.ts';
import type { MeasuredIndicator, MeasuredPledge } from './measured-pledges.ts';
import { refreshAll } from './refresh-all.ts';

/** What part of the time the insert takes; the read model takes the rest. */
const INSERTING = 0.5;

/** A figure that was found good, with what writing it needs. */
export interface NewFigure {
	pledge: MeasuredPledge;
	indicator: MeasuredIndicator;
	actual: ActualInput;
	source: NewSource | null;
	value: EnteredQuantity;
	knownOn: IsoDate;
	/** the figure that it corrects */
	revises: KnownFigure | null;
}

/** A figure with the ledger number that it is written under. */
interface Numbered extends NewFigure {
	seq: number;
}

/** So many figures that wait for a manager are acts of their own, so that each can be decided on by itself. */
const MOST_APART = 500;

/**
 * Writes figures of many pledges, each pledge under an entry of its own, and brings the pledges up to date. A few
 * figures that wait for a manager have an entry each.
 */
export async function writeActuals(
	trx: Db,
	next: () => Act,
	figures: readonly NewFigure[],
	{ today, by, reason, needsReview, watch }: Writing
): Promise<void> {
	const pledges = [...new Set(figures.map(({ pledge }) => pledge))];
	const what = { action: 'actuals imported', reason };
	const apart = needsReview && figures.length <= MOST_APART;
	const seqs = await numberAll(
		trx,
		next,
		(apart ? figures.map(({ pledge }) => pledge) : pledges).map(({ code }) => ({ ...what, subject: code }))
	);
	const seqOf = new Map(pledges.map((pledge, at) => [pledge, seqs[at] ?? 0]));
	const numbered = figures.map((figure, at): Numbered => ({
		...figure,
		seq: (apart ? seqs[at] : seqOf.get(figure.pledge)) ?? 0
	}));
	const indicators = await addIndicators(trx, numbered);
	const planned = planRows();
	const [reporters, sources] = [openReporters(trx, planned), openSources(trx, planned)];
	await reporters.add(
		numbered.flatMap(({ seq, actual, revises }) =>
			revises ? [] : [{ act: { seq }, input: { name: actual.reporter } }]
		)
	);
	await sources.add(numbered.flatMap(({ seq, source }) => (source ? [{ act: { seq }, input: source }] : [])));
	await planned.write(trx);
	const rows = numbered.map((figure) => ({
		entry_seq: figure.seq,
		indicator_id: indicators.get(figure.indicator) ?? figure.indicator.id,
		reporter_id: figure.revises?.reporterId ?? reporters.of({ name: figure.actual.reporter }).id,
		prev_id: figure.revises?.end ?? null,
		period_start: figure.actual.period.start,
		period_end: figure.actual.period.end,
		value: figure.value.value,
		entered_value: figure.value.enteredValue,
		entered_unit: figure.value.enteredUnit,
		factor: figure.value.factor,
		qualifier: figure.actual.qualifier,
		state: figure.actual.state,
		partial: figure.actual.partial,
		derived: figure.actual.derived,
		source_id: figure.source ? sources.of(figure.source).id : null,
		locator: figure.actual.locator,
		quote: figure.actual.quote,
		note: figure.actual.note,
		reason: figure.revises ? reason : null,
		known_on: figure.knownOn,
		needs_review: needsReview
	}));
	const ids: number[] = [];
	for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
		await pause(watch);
		ids.push(...(await insertNumbered(trx, 'observation', rows.slice(from, from + ROWS_AT_ONCE))));
		watch.progress((INSERTING * Math.min(from + ROWS_AT_ONCE, rows.length)) / rows.length);
	}
	// Who loads figures by the command line looked at no pledge.
	if (by !== null) await insertRows(trx, 'check_in', checksOf(numbered, ids, sources, today));
	await refreshAll(
		trx,
		pledges.map(({ id }) => id),
		today,
		watch,
		INSERTING
	);
}

/**
 * That each pledge was looked at which got a new figure with its source, as when its form records one: one check for all
 * of them, which was made with the latest and stands and falls with it.
 * @param ids of the figures
 */
function checksOf(
	figures: readonly Numbered[],
	ids: readonly number[],
	sources: Sources,
	today: IsoDate
): object[] {
	const fresh = figures.flatMap(({ source, revises, ...figure }, at) =>
		source && !revises
			? [{ ...figure, source, id: ids[at], evidence: source.publishedOn ?? figure.actual.period.end }]
			: []
	);
	return [...Map.groupBy(fresh, ({ pledge }) => pledge)].map(([pledge, own]) => {
		const latest = own.reduce((one, other) => (other.evidence >= one.evidence ? other : one));
		const { actual, indicator, value, evidence } = latest;
		const { id } = sources.of(latest.source);
		const said = `${actual.reporter}: ${formatQuantity(value.value, indicator.unit)}, ${formatPeriod(actual.period)}`;
		const more = own.length > 1 ? `; ${countOf(own.length - 1, 'more figure')} of one import` : '';
		return {
			...{ entry_seq: latest.seq, pledge_id: pledge.id, checked_on: today },
			...{ evidence_on: earlierOf(evidence, today), outcome: 'activity', source_id: id },
			...{ text: said + more, known_on: latest.knownOn, observation_id: latest.id }
		};
	});
}

/** Supporting indicators that the file names first, each under the entry of its first figure. */
async function addIndicators(trx: Db, figures: readonly Numbered[]): Promise<Map<MeasuredIndicator, number>> {
	const ids = new Map<MeasuredIndicator, number>();
	for (const { indicator, pledge, seq } of figures) {
		if (indicator.id !== null || ids.has(indicator)) continue;
		const { id } = await trx
			.insertInto('indicator')
			.values({ entry_seq: seq, pledge_id: pledge.id, role: 'supporting' })
			.returning('id')
			.executeTakeFirstOrThrow();
		const { title, unit, aggregation, direction } = indicator;
		await trx
			.insertInto('indicator_version')
			.values({ entry_seq: seq, indicator_id: id, title, unit, aggregation, direction })
			.execute();
		ids.set(indicator, id);
	}
	return ids;
}
