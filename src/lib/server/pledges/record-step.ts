import type { IsoDate } from '#lib/domain/calendar.ts';
import type { StepDoneInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-source.ts';
import { writeCheckIn } from './check-in.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

/**
 * Records that a stage was reached or an event held, with its evidence; a second record of the same step corrects
 * the first. `checkedOn` as in `recordActual`.
 * @throws DomainError `unknown_pledge`, `unknown_step`, `done_ahead`
 */
export async function recordStep(
	db: Db,
	act: Act,
	command: { code: string; done: StepDoneInput; checkedOn: IsoDate | null }
): Promise<void> {
	const { done } = command;
	await record(
		db,
		act,
		{ action: 'step recorded', subject: command.code.toUpperCase() },
		async (trx, seq) => {
			const pledge = await requirePledge(trx, command.code);
			const step = await trx
				.selectFrom('step')
				.innerJoin('step_version', 'step_version.step_id', 'step.id')
				.where('step.id', '=', done.step)
				.where('step.pledge_id', '=', pledge.id)
				.where(isLast('step_version'))
				.where('step_version.dropped', '=', false)
				.select(['step.id', 'step_version.title'])
				.executeTakeFirst();
			if (!step) {
				throw new DomainError('unknown_step', 'Choose a step of this pledge.', 'step');
			}
			if ((done.to ?? done.from) > act.today) {
				throw new DomainError('done_ahead', AHEAD.step, 'done_from');
			}
			const before = await trx
				.selectFrom('step_done')
				.select('id')
				.where('step_id', '=', step.id)
				.where(isLast('step_done'))
				.executeTakeFirst();
			const source = done.source ? await addSource(trx, seq, done.source) : null;
			await trx
				.insertInto('step_done')
				.values({
					entry_seq: seq,
					step_id: step.id,
					prev_id: before?.id ?? null,
					done_from: done.from,
					done_to: done.to,
					place: done.place,
					undone: false,
					source_id: source?.id ?? null,
					note: done.note,
					known_on: source?.publishedOn ?? act.today
				})
				.execute();
			if (command.checkedOn !== null) {
				await writeCheckIn(trx, seq, act.today, pledge.id, {
					checkedOn: command.checkedOn,
					evidenceOn: source?.publishedOn ?? done.to ?? done.from,
					outcome: 'activity',
					source: source ? { id: source.id } : null,
					text: step.title
				});
			}
			await refresh(trx, [pledge.id], act.today);
		}
	);
}
