import { isDeepStrictEqual } from 'node:util';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { StepDoneInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { publicSince } from '#lib/domain/known-on.ts';
import { stepRecordWords } from '#lib/domain/step-words.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { writeCheckIn } from './check-in.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';
import { requireStep, type StandingStep } from './step-records.ts';

/**
 * Records that a stage was reached or an event held, with its evidence. A record that stands is corrected only with a
 * reason, and stays as a former one. `checkedOn` as in `recordActual`; `seen` is the ledger number at which the form was
 * opened.
 * @throws DomainError `unknown_pledge`, `unknown_step`, `done_ahead`, `reason_missing`, `nothing_changed`,
 *   `changed_meanwhile`
 */
export async function recordStep(
	db: Db,
	act: Act,
	command: { code: string; done: StepDoneInput; checkedOn: IsoDate | null; seen?: number | null }
): Promise<void> {
	const { done, seen } = command;
	const reason = done.reason ?? null;
	const action = reason === null ? 'step recorded' : 'step corrected';
	await record(db, act, { action, subject: command.code.toUpperCase(), reason }, async (trx, seq) => {
		const pledge = await requirePledge(trx, command.code);
		const when = { start: done.from, end: done.to ?? done.from };
		const mine = { when, place: done.place, undone: false };
		const step = await requireStep(trx, pledge.id, done.step, {
			seen,
			mine: (type) => stepRecordWords(type, mine)
		});
		if (when.end > act.today) throw new DomainError('done_ahead', AHEAD.step, 'done_from');
		const before = step.record;
		if (before && !before.undone && reason === null) {
			const stands = { ...before, when: { start: before.from, end: before.to ?? before.from } };
			throw new DomainError(
				'reason_missing',
				`“${step.title}” is recorded already: ${stepRecordWords(step.type, stands)}. Say why you correct that.`,
				'reason'
			);
		}
		const source = done.source ? await addSource(trx, seq, done.source) : null;
		if (before && !before.undone && isSame(before, done, source?.id ?? null)) {
			throw new DomainError(
				'nothing_changed',
				'This says what is recorded already, so there is nothing to correct. Change what is wrong, or leave it as it stands.',
				'done_from'
			);
		}
		const { id: recordId } = await trx
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
				reason,
				known_on: publicSince(source?.publishedOn ?? null, when.end)
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		if (command.checkedOn !== null) {
			await writeCheckIn(trx, seq, act.today, pledge.id, {
				checkedOn: command.checkedOn,
				evidenceOn: source?.publishedOn ?? when.end,
				outcome: 'activity',
				source: source ? { id: source.id } : null,
				text: step.title,
				made: { record: recordId }
			});
		}
		await refresh(trx, [pledge.id], act.today);
	});
}

/** Whether a record says what a form says. */
function isSame(
	before: NonNullable<StandingStep['record']>,
	{ from, to, place, note }: StepDoneInput,
	source: number | null
): boolean {
	const said = [from, to ?? from, place, note, source];
	return isDeepStrictEqual(said, [
		before.from,
		before.to ?? before.from,
		before.place,
		before.note,
		before.source
	]);
}
