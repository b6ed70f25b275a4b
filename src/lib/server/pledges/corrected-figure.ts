import { changedMeanwhile, quoted } from '#lib/domain/collision.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import type { Db } from '../db/connection.ts';
import { lastOfChain } from './reviewed.ts';

/** The figure at the end of a figure's corrections that was not withdrawn. Itself, where nothing corrects it. */
export async function standingFigure(db: Db, id: number): Promise<number> {
	const found = await db
		.selectFrom('observation')
		.where('id', '=', id)
		.select(lastOfChain().as('last'))
		.executeTakeFirst();
	return found?.last ?? id;
}

/**
 * Refuses to correct a figure that somebody else has corrected already; the refusal says both and names the figure that
 * stands. A figure of another indicator is left to `refuseConflict`.
 * @throws DomainError `changed_meanwhile`
 */
export async function refuseCorrected(
	trx: Db,
	indicator: { id: number; unit: string },
	actual: Pick<ActualInput, 'period' | 'reporter'> & { revises: number; value: Decimal }
): Promise<void> {
	const id = await standingFigure(trx, actual.revises);
	if (id === actual.revises) return;
	const stands = await trx
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('observation.id', '=', id)
		.where('observation.indicator_id', '=', indicator.id)
		.select(['period_start', 'period_end', 'value', 'observation.reason'])
		.select(['reporter.name as reporter', 'account.name as by'])
		.executeTakeFirst();
	if (!stands) return;
	const period = { start: stands.period_start, end: stands.period_end };
	const why = stands.reason === null ? '' : `, ${quoted(stands.reason)}`;
	const said = (figure: Pick<ActualInput, 'period' | 'reporter'> & { value: Decimal }) =>
		`${formatQuantity(figure.value, indicator.unit)} for ${formatPeriod(figure.period)}, ${figure.reporter}`;
	throw changedMeanwhile({
		what: 'a correction of this figure',
		theirs: `${said({ ...stands, period })}${why}`,
		by: stands.by,
		mine: said(actual),
		next: 'Leave it as it stands, or save again to correct that; theirs then stays as a former figure.',
		figure: id
	});
}
