import type { Assessment, Freshness } from './assessment.ts';
import { addDays } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import { doneRecord } from './eligible.ts';
import type { Known } from './eligible.ts';
import type { Group, Status } from './status.ts';

/** A check falls due in the last days of its interval [ours]. */
export const DUE_DAYS = 30;

/**
 * The days on which a pledge was looked at, in no order: those of its checks. On the public basis those on which
 * evidence of it became public, since our own checks say nothing of what could be known then [ours].
 */
export function seenDays(known: Known): IsoDate[] {
	if (known.basis === 'recorded') return known.checkIns.map((check) => check.checkedOn);
	const records = known.steps.map(doneRecord).filter((record) => record !== null);
	return [...known.observations, ...records, ...known.checkIns, ...known.lifecycle].map(
		(fact) => fact.knownOn
	);
}

/** The day the interval runs out: last check + interval; never checked: occasion + interval. */
export function freshnessOf(known: Known, on: IsoDate): Freshness {
	const seen = seenDays(known).filter((day) => day <= on);
	const lastCheckedOn = seen.sort().at(-1) ?? null;
	const dueOn = addDays(lastCheckedOn ?? known.occasionOn, known.checkIntervalDays);
	const state = on >= dueOn ? 'unverified' : on >= addDays(dueOn, -DUE_DAYS) ? 'due' : 'current';
	const freshness = { state, lastCheckedOn, dueOn } as const;
	return known.basis === 'public' ? { ...freshness, byEvidence: true } : freshness;
}

/** Freshness of a pledge whose clocks have stopped. */
export function stoppedClock(known: Known, on: IsoDate): Freshness {
	return { ...freshnessOf(known, on), state: 'none', dueOn: null };
}

/**
 * Whether a check clock still runs for a status. A pledge is finished, and its clock stops, once no later figure can
 * change its status: missed, met and its deadline over, or met by what cannot be undone (steps, events, a total). What
 * the latest figure decides can be lost again, so its clock goes on until the deadline; without one, and for what must
 * be kept, until somebody concludes the pledge [ours].
 */
export function clockRuns(known: Known, status: Status, on: IsoDate): boolean {
	const due = known.target?.due ?? null;
	const over = due !== null && on > due && status !== 'AWAITING_FIGURE';
	if (known.kind === 'annual_rate') return !over || status === 'NOT_ASSESSABLE';
	if (status === 'PARTLY_MET' || status === 'MISSED') return false;
	if (status === 'FULLY_USED') return !over;
	if (status !== 'MET') return true;
	return canBeLost(known) && (!over || known.mode === 'keep');
}

/** Kinds whose latest figure decides, so that what is met today may not be tomorrow. */
const canBeLost = ({ kind }: Known) => kind === 'level' || kind === 'band' || kind === 'count';

/** Groups whose pledges are healthy while somebody checks them. */
export const HEALTHY: readonly Group[] = ['met', 'on_track', 'in_progress'];

/** Counted as healthy: met, on track or in progress, and not unverified. */
export function isHealthy({ group, freshness }: Pick<Assessment, 'group' | 'freshness'>): boolean {
	return HEALTHY.includes(group) && freshness.state !== 'unverified';
}
