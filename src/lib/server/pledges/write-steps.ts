import type { IsoDate } from '#lib/domain/calendar.ts';
import type { StepInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { addParty } from '../portfolio/parties.ts';
import { idOf, same, type Writing } from './writing.ts';

export async function writeSteps(
	w: Writing,
	steps: readonly StepInput[],
	pledgeKnownOn: IsoDate
): Promise<boolean> {
	const before = new Map((w.before?.input.steps ?? []).map((step, at) => [step.id, { step, at }]));
	let changed = false;
	for (const [position, step] of steps.entries()) {
		const known = step.id === null ? undefined : before.get(step.id);
		if (step.id !== null && !known) {
			throw new DomainError(
				'unknown_step',
				'One of the steps is not known any more; reload the page.',
				'steps'
			);
		}
		const source = await idOf(w, step.dueSource);
		const beforeSource =
			known?.step.dueSource && 'id' in known.step.dueSource ? known.step.dueSource.id : null;
		if (
			known?.at === position &&
			same({ ...known.step, dueSource: beforeSource }, { ...step, dueSource: source?.id ?? null })
		) {
			continue;
		}
		changed = true;
		const knownOn = source ? (source.publishedOn ?? w.today) : known ? w.today : pledgeKnownOn;
		await writeStep(w, step, { position, source: source?.id ?? null, knownOn, dropped: false });
	}
	const kept = new Set(steps.map((step) => step.id));
	for (const { step, at } of before.values()) {
		if (kept.has(step.id)) continue;
		await refuseDone(w, step);
		changed = true;
		await writeStep(w, step, { position: at, source: null, knownOn: w.today, dropped: true });
	}
	return changed;
}

async function writeStep(
	w: Writing,
	step: StepInput,
	rest: { position: number; source: number | null; knownOn: IsoDate; dropped: boolean }
): Promise<void> {
	const id =
		step.id ??
		(
			await w.trx
				.insertInto('step')
				.values({ entry_seq: w.seq, pledge_id: w.pledgeId, type: step.type })
				.returning('id')
				.executeTakeFirstOrThrow()
		).id;
	await w.trx
		.insertInto('step_version')
		.values({
			entry_seq: w.seq,
			step_id: id,
			prev_id: w.before?.rows.steps.get(id) ?? null,
			position: rest.position,
			title: step.title,
			party_id: step.party ? await addParty(w.trx, w.seq, step.party) : null,
			weight: step.weight,
			due_on: step.due,
			due_precision: step.duePrecision,
			due_source_id: rest.source,
			dropped: rest.dropped,
			reason: w.reason,
			known_on: rest.knownOn
		})
		.execute();
}

async function refuseDone(w: Writing, step: StepInput): Promise<void> {
	const done = await w.trx
		.selectFrom('step_done')
		.select('id')
		.where('step_id', '=', step.id)
		.limit(1)
		.executeTakeFirst();
	if (!done) return;
	throw new DomainError(
		'step_recorded',
		`“${step.title}” has progress recorded and cannot be taken away. Put it back.`,
		'steps'
	);
}
