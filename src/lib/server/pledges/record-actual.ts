import { overlaps, type IsoDate, type Period } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { compareDecimals, enterQuantity, shareOf, type Decimal } from '#lib/domain/quantity.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import { periodAhead } from '#lib/schema/actual.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addReporter } from '../portfolio/reporters.ts';
import { addSource } from '../sources/add-source.ts';
import { writeCheckIn } from './check-in.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Records one figure of one reporter for one period, and that the pledge was looked at on `checkedOn` (null: it was
 * not, as when old figures are loaded). A figure that `revises` another replaces it; the former one stays in the
 * ledger.
 * @throws DomainError `unknown_pledge`, `not_measured`, `period_ahead`, `period_taken`, `period_overlaps`,
 *   `unknown_actual`, `unit_mismatch`, `revision_large` (unless `confirmed`)
 */
export async function recordActual(
	db: Db,
	act: Act,
	command: { code: string; actual: ActualInput; checkedOn: IsoDate | null; confirmed?: boolean }
): Promise<void> {
	const { actual } = command;
	const action = actual.revises === null ? 'actual recorded' : 'actual revised';
	const subject = command.code.toUpperCase();
	await record(db, act, { action, subject, reason: actual.reason }, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const indicator = await requireIndicator(trx, pledge.id, actual.indicator);
		if (actual.period.end > act.today) {
			throw new DomainError('period_ahead', periodAhead(actual.period), 'period');
		}
		const value = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
		const reporterId = await addReporter(trx, seq, actual.reporter);
		const revised = await refuseTaken(trx, indicator, reporterId, actual);
		if (revised !== null && !command.confirmed) refuseLarge(revised, value.value, indicator.unit);
		const source = actual.source ? await addSource(trx, seq, actual.source) : null;
		await trx
			.insertInto('observation')
			.values({
				entry_seq: seq,
				indicator_id: indicator.id,
				reporter_id: reporterId,
				prev_id: actual.revises,
				period_start: actual.period.start,
				period_end: actual.period.end,
				value: value.value,
				entered_value: value.enteredValue,
				entered_unit: value.enteredUnit,
				factor: value.factor,
				qualifier: actual.qualifier,
				state: actual.state,
				partial: actual.partial,
				derived: actual.derived,
				source_id: source?.id ?? null,
				note: actual.note,
				reason: actual.reason,
				known_on: source?.publishedOn ?? act.today
			})
			.execute();
		if (command.checkedOn !== null) {
			await writeCheckIn(trx, seq, act.today, pledge.id, {
				checkedOn: command.checkedOn,
				evidenceOn: source?.publishedOn ?? actual.period.end,
				outcome: 'activity',
				source: source ? { id: source.id } : null,
				text: `${actual.reporter}: ${formatQuantity(value.value, indicator.unit)}, ${formatPeriod(actual.period)}`
			});
		}
		await refresh(trx, [pledge.id], act.today);
	});
}

interface IndicatorRow {
	id: number;
	unit: string;
	aggregation: 'level' | 'annual_flow' | 'cumulative' | 'count';
}

async function requireIndicator(trx: Db, pledgeId: number, wanted: number | null): Promise<IndicatorRow> {
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

interface StandingRow {
	id: number;
	reporter: string;
	value: Decimal;
	period: Period;
}

/** The figures of an indicator that no other has replaced. */
async function listStanding(
	trx: Db,
	indicator: IndicatorRow
): Promise<(StandingRow & { reporterId: number })[]> {
	const rows = await trx
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.indicator_id', '=', indicator.id)
		.where(isLast('observation'))
		.select([
			'observation.id',
			'observation.value',
			'observation.reporter_id as reporterId',
			'reporter.name as reporter',
			'observation.period_start',
			'observation.period_end'
		])
		.orderBy('observation.id')
		.execute();
	return rows.map(({ period_start: start, period_end: end, ...row }) => ({ ...row, period: { start, end } }));
}

/**
 * Refuses a second figure of one reporter for one period and, where figures are added up, one whose days another
 * figure counts already, whoever states it. The same period by another reporter is kept: it is the same sum, seen twice.
 * @returns the value that is corrected; null for a new figure
 */
async function refuseTaken(
	trx: Db,
	indicator: IndicatorRow,
	reporterId: number,
	actual: ActualInput
): Promise<Decimal | null> {
	const standing = await listStanding(trx, indicator);
	const own = standing.filter((row) => row.reporterId === reporterId);
	const revised = own.find((row) => row.id === actual.revises);
	if (actual.revises !== null && !revised) {
		throw new DomainError(
			'unknown_actual',
			'The figure to correct is not there any more: somebody corrected it meanwhile, or it is another reporter’s. Reload the page.',
			'reporter'
		);
	}
	const said = ({ reporter, value, period }: StandingRow) =>
		`${reporter} has ${formatQuantity(value, indicator.unit)} for ${formatPeriod(period)} already`;
	const taken = own.find((row) => row !== revised && isSame(row.period, actual.period));
	if (taken) {
		throw new DomainError(
			'period_taken',
			`${said(taken)}. Correct that figure instead of adding a second one.`,
			'period',
			taken.id
		);
	}
	const crossed = standing.find(
		(row) => row !== revised && !isSame(row.period, actual.period) && overlaps(row.period, actual.period)
	);
	if (indicator.aggregation === 'cumulative' && crossed) {
		throw new DomainError(
			'period_overlaps',
			`${said(crossed)}, and the two periods overlap: the sum would count those days twice. Choose a period that does not overlap.`,
			'period'
		);
	}
	return revised?.value ?? null;
}

const isSame = (one: Period, other: Period) => one.start === other.start && one.end === other.end;

/** A correction by more than a factor of two is more often a slip than a fact: |ln(new/old)| > ln 2 (progress.md). */
function refuseLarge(old: Decimal, corrected: Decimal, unit: string): void {
	const factor = shareOf(corrected, old);
	if (compareDecimals(old, corrected) === 0 || (factor !== null && factor >= 0.5 && factor <= 2)) return;
	throw new DomainError(
		'revision_large',
		`This changes the figure from ${formatQuantity(old, unit)} to ${formatQuantity(corrected, unit)}. Check the digits and the unit; if it is right, tick the box and save again.`,
		'confirmed'
	);
}
