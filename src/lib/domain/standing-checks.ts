import type { IsoDate } from './calendar.ts';
import type { CheckIn, Observation, PledgeFacts, StepDone } from './commitment.ts';
import type { AsOfOptions } from './basis.ts';
import { reviewOn } from './review.ts';

/** The day of the evidence that a fact is: that of its source, else the day that it speaks of. */
const evidenceDay = (fact: Observation | StepDone): IsoDate => {
	if (!('period' in fact)) return fact.knownOn;
	// A figure whose source has no date is known since it was recorded, and is evidence of its period.
	return fact.knownOn === fact.recordedOn ? fact.period.end : fact.knownOn;
};

/**
 * The checks as they stand: one that was made with a figure or with the record of a step stands and falls with it.
 * A figure that came back or was withdrawn is no check. Where something else took the place of what a check had seen,
 * its evidence is what stands now, as far as that could be seen then; otherwise the check found nothing that stands
 * [ours].
 * @param standing the figures and records of steps that count
 */
export function standingChecks(
	facts: Pick<PledgeFacts, 'observations' | 'steps'>,
	checks: readonly CheckIn[],
	standing: readonly (Observation | StepDone)[],
	asOf: IsoDate,
	options: AsOfOptions
): CheckIn[] {
	return checks.flatMap((check) => {
		const { made, review } = check;
		if (made === null) return [check];
		const state = reviewOn(review, asOf, options);
		if (state === 'returned' || state === 'withdrawn') return [];
		if (state === 'waiting' || check.outcome === 'no_change') return [check];
		const chain: readonly (Observation | StepDone)[] =
			'figure' in made
				? facts.observations
				: (facts.steps.find(({ done }) => done.some(({ id }) => id === made.record))?.done ?? []);
		const id = 'figure' in made ? made.figure : made.record;
		// What belongs to another indicator is not read here, and is left as it was.
		if (!chain.some((fact) => fact.id === id)) return [check];
		const sort = (fact: Observation | StepDone) => 'period' in fact === 'figure' in made;
		const now = standing.find((fact) => sort(fact) && replaces(chain, fact, id));
		if (now?.id === id) return [check];
		const day = now && !('undone' in now && now.undone) ? evidenceDay(now) : null;
		if (day !== null && day <= check.checkedOn) return [{ ...check, evidenceOn: day }];
		return [{ ...check, outcome: 'no_change' as const, evidenceOn: null }];
	});
}

/** Whether a fact is another one or, through its corrections, takes its place. */
function replaces(
	chain: readonly (Observation | StepDone)[],
	fact: Observation | StepDone,
	id: string
): boolean {
	if (fact.id === id) return true;
	const before = chain.find((one) => one.id === fact.supersedes);
	return before !== undefined && replaces(chain, before, id);
}
