import { isDeepStrictEqual } from 'node:util';
import { laterOf, type IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import type { Aggregation } from '#lib/domain/commitment.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { enterQuantity, type EnteredQuantity } from '#lib/domain/quantity.ts';
import { refuseConflict, type StandingFigure } from '#lib/domain/standing-figures.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import { periodAhead } from '#lib/schema/actual.ts';
import { EVERYTHING, isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, recordBatch, type Act } from '../db/ledger.ts';
import { addReporter } from '../portfolio/reporters.ts';
import { needsReview } from '../settings/settings.ts';
import { addSource } from '../sources/add-sources.ts';
import { requireQuoted } from '../sources/require-quoted.ts';
import { writeCheckIn } from './check-in.ts';
import { refuseCorrected } from './corrected-figure.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';
import { endOfChain, lastOfChain, shownAt } from './reviewed.ts';

/** A figure of a pledge to record. */
export interface RecordActual {
	code: string;
	actual: ActualInput;
	/** the day on which the pledge was looked at; null: it was not, as when old figures are loaded */
	checkedOn: IsoDate | null;
	/** an unusually large correction was confirmed */
	confirmed?: boolean;
}

/**
 * Records one figure of one reporter for one period, and that the pledge was looked at. A figure that `revises`
 * another replaces it; the former one stays in the ledger. While review is on, a person's figure waits for a manager.
 * @throws DomainError `unknown_pledge`, `not_measured`, `period_ahead`, `period_taken`, `period_overlaps`,
 *   `unknown_actual`, `nothing_changed`, `changed_meanwhile`, `unit_mismatch`, `not_in_source`, `revision_large` (unless `confirmed`)
 */
export async function recordActual(db: Db, act: Act, command: RecordActual): Promise<void> {
	const { actual } = command;
	const action = actual.revises === null ? 'actual recorded' : 'actual revised';
	const subject = command.code.toUpperCase();
	await record(db, act, { action, subject, reason: actual.reason }, async (trx, seq) => {
		const waits = await needsReview(trx, act);
		const pledgeId = await writeActual(trx, { seq, today: act.today, waits }, command);
		await refresh(trx, [pledgeId], act.today);
	});
}

/**
 * Records figures of many pledges at once, all or nothing, in the order given; each pledge has an entry of its own, and
 * so has each reason for which figures of it are corrected.
 * @throws what `recordActual` throws, through `explain`, which is told which of the figures it was
 */
export async function recordActuals(
	db: Db,
	act: Act,
	commands: readonly RecordActual[],
	explain: (error: unknown, at: number) => unknown
): Promise<void> {
	await recordBatch(db, act, async (trx, next) => {
		const touched = await writeActuals(trx, act, next, commands, (error, at) => {
			throw explain(error, at);
		});
		await refresh(trx, touched, act.today);
	});
}

/**
 * Writes figures within a batch, without bringing the read model up to date.
 * @param refused is told of each figure that cannot be written; when it does not throw, the others are tried as well,
 *   and the caller undoes the batch
 * @returns the ids of the pledges that were written to
 */
export async function writeActuals(
	trx: Db,
	act: Act,
	next: () => Act,
	commands: readonly RecordActual[],
	refused: (error: unknown, at: number) => void
): Promise<number[]> {
	const waits = await needsReview(trx, act);
	const touched = new Set<number>();
	const numbered = commands.map((command, at) => ({ command, at, subject: command.code.toUpperCase() }));
	// What waits for a manager is decided on figure by figure, so each is an act of its own.
	const entries = Map.groupBy(numbered, ({ command, subject, at }) => {
		const { revises, reason } = command.actual;
		return JSON.stringify(waits ? at : [subject, revises === null ? null : reason]);
	});
	for (const some of entries.values()) {
		const [{ command: first, subject }] = some as [(typeof some)[number]];
		const { revises, reason } = first.actual;
		const action = `${some.length === 1 ? 'actual' : 'actuals'} ${revises === null ? 'recorded' : 'revised'}`;
		await record(
			trx,
			next(),
			{ action, subject, reason: revises === null ? null : reason },
			async (_, seq) => {
				for (const { command, at } of some) {
					try {
						touched.add(await writeActual(trx, { seq, today: act.today, waits }, command));
					} catch (error) {
						refused(error, at);
					}
				}
			}
		);
	}
	return [...touched];
}

/** Writes a figure and its check, without bringing the read model up to date. @returns the pledge's id */
async function writeActual(
	trx: Db,
	{ seq, today, waits }: { seq: number; today: IsoDate; waits: boolean },
	{ code, actual, checkedOn, confirmed = false }: RecordActual
): Promise<number> {
	const pledge = await requirePledge(trx, code);
	const indicator = await requireIndicator(trx, pledge.id, actual.indicator);
	if (actual.period.end > today) {
		throw new DomainError('period_ahead', periodAhead(actual.period), 'period');
	}
	const value = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
	const { reporter, period, revises } = actual;
	if (revises !== null) await refuseCorrected(trx, indicator, { ...actual, revises, value: value.value });
	const before = revises === null ? null : await requireChanged(trx, { ...actual, revises }, value);
	const figures = await listStanding(trx, indicator.id);
	refuseConflict({ ...indicator, figures }, { reporter, period, revises, value: value.value, confirmed });
	const reporterId = await addReporter(trx, seq, reporter);
	const source = actual.source ? await addSource(trx, seq, actual.source) : null;
	if (source && actual.quote !== null) await requireQuoted(trx, source.id, actual.quote);
	// A figure cannot be known before its period is over, however old the source is that names it.
	const knownOn = laterOf(source?.publishedOn ?? today, period.end);
	const { id } = await trx
		.insertInto('observation')
		.values({
			entry_seq: seq,
			indicator_id: indicator.id,
			reporter_id: reporterId,
			prev_id: before?.end ?? null,
			period_start: period.start,
			period_end: period.end,
			value: value.value,
			entered_value: value.enteredValue,
			entered_unit: value.enteredUnit,
			factor: value.factor,
			qualifier: actual.qualifier,
			state: actual.state,
			partial: actual.partial,
			derived: actual.derived,
			source_id: source?.id ?? null,
			locator: actual.locator,
			quote: actual.quote,
			note: actual.note,
			reason: actual.reason,
			known_on: knownOn,
			needs_review: waits
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	if (checkedOn !== null) {
		await writeCheckIn(trx, seq, today, pledge.id, {
			checkedOn,
			evidenceOn: source?.publishedOn ?? period.end,
			outcome: 'activity',
			knownOn,
			made: { figure: id },
			source: source ? { id: source.id } : null,
			text: `${reporter}: ${formatQuantity(value.value, indicator.unit)}, ${formatPeriod(period)}`
		});
	}
	return pledge.id;
}

/**
 * The end of a figure's corrections, which the next one names, where that one says something else.
 * @throws DomainError `nothing_changed`
 */
async function requireChanged(
	trx: Db,
	actual: ActualInput & { revises: number },
	value: EnteredQuantity
): Promise<{ end: number } | null> {
	const before = await trx
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.id', '=', actual.revises)
		.selectAll('observation')
		.select(['reporter.name as reporter', endOfChain().as('end')])
		.executeTakeFirst();
	if (!before) return null;
	const { reporter, period, qualifier, partial, derived, locator, quote, note, source } = actual;
	const said = [value.value, value.enteredUnit, reporter.toLowerCase(), period.start, period.end];
	const stood = [
		...[before.value, before.entered_unit, before.reporter.toLowerCase()],
		...[before.period_start, before.period_end]
	];
	const same =
		isDeepStrictEqual(
			[...said, qualifier, partial, derived, locator, quote, note],
			[...stood, before.qualifier, before.partial, before.derived, before.locator, before.quote, before.note]
		) &&
		// A form calls what it corrects “revised”; without another figure nothing was.
		(actual.state === before.state || actual.state === 'revised') &&
		(source === null ? before.source_id === null : 'id' in source && source.id === before.source_id);
	if (same) {
		throw new DomainError(
			'nothing_changed',
			'This says what is recorded already, so there is nothing to correct. Change what is wrong, or leave it as it stands.',
			'value'
		);
	}
	return before;
}

interface IndicatorRow {
	id: number;
	unit: string;
	aggregation: Aggregation;
}

/**
 * The indicator that a figure is recorded for: the wanted one of this pledge, or its headline one.
 * @throws DomainError `not_measured`
 */
export async function requireIndicator(
	trx: Db,
	pledgeId: number,
	wanted: number | null
): Promise<IndicatorRow> {
	const found = await trx
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', '=', pledgeId)
		.where(isLast('indicator_version'))
		.$if(wanted === null, (qb) => qb.where('indicator.role', '=', 'headline'))
		.$if(wanted !== null, (qb) => qb.where('indicator.id', '=', wanted))
		.select(['indicator.id', 'indicator_version.unit', 'indicator_version.aggregation'])
		.executeTakeFirst();
	if (found) return found;
	throw new DomainError(
		'not_measured',
		'This pledge has no indicator, so no figure can be recorded. Add one by editing the pledge, or record a step or a check instead.',
		'value'
	);
}

/** The figures of an indicator that another one could be in conflict with: those that are shown. */
export async function listStanding(trx: Db, indicatorId: number): Promise<StandingFigure[]> {
	const rows = await trx
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.indicator_id', '=', indicatorId)
		.where(shownAt(EVERYTHING))
		.select([
			'observation.id',
			lastOfChain().as('last'),
			'observation.value',
			'reporter.name as reporter',
			'observation.period_start',
			'observation.period_end'
		])
		.orderBy('observation.id')
		.execute();
	return rows.map(({ period_start: start, period_end: end, ...row }) => ({ ...row, period: { start, end } }));
}
