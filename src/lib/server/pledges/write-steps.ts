import type { IsoDate } from '#lib/domain/calendar.ts';
import type { StepInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import type { Named } from '../db/planned-rows.ts';
import type { Definition } from './definition.ts';
import { formerOf, same, sourceOf, type Writing } from './writing.ts';

/** Plans the steps that are new, changed or left out. */
export function writeSteps(w: Writing, steps: readonly StepInput[], pledgeKnownOn: IsoDate): boolean {
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
		const source = sourceOf(w, step.dueSource);
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
		writeStep(w, step, { position, source, knownOn, dropped: false });
	}
	const kept = new Set(steps.map((step) => step.id));
	for (const { step, at } of before.values()) {
		if (kept.has(step.id)) continue;
		changed = true;
		writeStep(w, step, { position: at, source: null, knownOn: w.today, dropped: true });
	}
	return changed;
}

function writeStep(
	{ naming: { rows, parties }, act, before, pledge, reason }: Writing,
	step: StepInput,
	rest: { position: number; source: Named | null; knownOn: IsoDate; dropped: boolean }
): void {
	const row = formerOf(step.id) ?? rows.put('step', act, () => ({ pledge_id: pledge.id, type: step.type }));
	const party = step.party ? parties.of({ name: step.party }) : null;
	rows.put(
		'step_version',
		act,
		() => ({
			step_id: row.id,
			position: rest.position,
			title: step.title,
			party_id: party?.id ?? null,
			weight: step.weight,
			due_on: step.due,
			due_precision: step.duePrecision,
			due_source_id: rest.source?.id ?? null,
			dropped: rest.dropped,
			reason,
			known_on: rest.knownOn
		}),
		formerOf(step.id === null ? null : before?.rows.steps.get(step.id))
	);
}

/**
 * Refuses an edit that leaves out a step of which progress is recorded.
 * @throws DomainError `step_recorded`
 */
export async function refuseDroppedSteps(
	trx: Db,
	before: Definition,
	steps: readonly StepInput[]
): Promise<void> {
	const kept = new Set(steps.map(({ id }) => id));
	const dropped = before.input.steps.filter(({ id }) => !kept.has(id));
	if (dropped.length === 0) return;
	const done = await trx
		.selectFrom('step_done')
		.select('step_id')
		.where(
			'step_id',
			'in',
			dropped.flatMap(({ id }) => id ?? [])
		)
		.execute();
	const first = dropped.find(({ id }) => done.some(({ step_id }) => step_id === id));
	if (!first) return;
	throw new DomainError(
		'step_recorded',
		`“${first.title}” has progress recorded and cannot be taken away. Put it back.`,
		'steps'
	);
}
