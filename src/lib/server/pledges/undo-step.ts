import type { StepUndoneInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { stepRecordWords } from '#lib/domain/step-words.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';
import { requireStep } from './step-records.ts';

/**
 * Records that a step was not done after all: it counts as open again, and the record that said otherwise stays as a
 * former one. It corrects what was recorded here and is no look at the world, so it is no check; unless a source says
 * since when it is known, it holds for every public day.
 * @throws DomainError `unknown_pledge`, `unknown_step`, `not_done`, `changed_meanwhile`
 */
export async function undoStep(
	db: Db,
	act: Act,
	command: { code: string; undone: StepUndoneInput; seen?: number | null }
): Promise<void> {
	const { undone, seen } = command;
	const what = {
		action: 'step not done after all',
		subject: command.code.toUpperCase(),
		reason: undone.reason
	};
	await record(db, act, what, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const { id, title, ...step } = await requireStep(trx, pledge.id, undone.step, {
			seen,
			mine: (type) => {
				const nothing = { when: { start: act.today, end: act.today }, place: null, undone: true };
				return stepRecordWords(type, nothing);
			}
		});
		if (!step.record || step.record.undone) {
			throw new DomainError(
				'not_done',
				`“${title}” is not recorded as done, so there is nothing to correct.`
			);
		}
		const source = undone.source ? await addSource(trx, seq, undone.source) : null;
		await trx
			.insertInto('step_done')
			.values({
				entry_seq: seq,
				step_id: id,
				prev_id: step.record.id,
				done_from: step.record.from,
				done_to: step.record.to,
				place: step.record.place,
				undone: true,
				source_id: source?.id ?? null,
				note: null,
				reason: undone.reason,
				known_on: source?.publishedOn ?? step.record.knownOn
			})
			.execute();
		await refresh(trx, [pledge.id], act.today);
	});
}
