import { withAdditions } from './additions.ts';
import { assessAnnual } from './annual.ts';
import type { Assessment, Freshness } from './assessment.ts';
import type { IsoDate } from './calendar.ts';
import { isMeasured } from './commitment.ts';
import type { Kind, LifecycleEvent, PledgeFacts } from './commitment.ts';
import { assessContinuing } from './continuing.ts';
import { assessCumulative } from './cumulative.ts';
import { knownBy, lifecycleOn } from './eligible.ts';
import type { AsOfOptions } from './basis.ts';
import type { Known } from './eligible.ts';
import { assessEvents } from './events.ts';
import { isAssumed } from './flags.ts';
import { clockRuns, freshnessOf, stoppedClock } from './freshness.ts';
import { assessLevel } from './measured.ts';
import { assessMilestones } from './milestones.ts';
import { turningDays } from './nextchange.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { assessQualitative } from './qualitative.ts';
import { submittedWords } from './review.ts';
import { groupOf } from './status.ts';
import { capitalise, ended, formatDate } from './words.ts';

/** Changes whenever a rule changes, so that a stored result can be told from one of today's rules. */
export const RULE_VERSION = '2026-11.6';

/** One rule per kind: known facts and a day in, an outcome out. */
const RULES: Record<Kind, (known: Known, clock: IsoDate) => Outcome> = {
	level: assessLevel,
	band: assessLevel,
	count: assessLevel,
	annual_rate: assessAnnual,
	cumulative: assessCumulative,
	milestones: assessMilestones,
	events_in_window: assessEvents,
	qualitative: assessQualitative,
	continuing: assessContinuing
};

/**
 * What a pledge amounts to at the end of a day, and why: the one entry point for pages, charts, exports and tests.
 * Looks only at facts recorded by `asOf` (or public by then, with `basis: 'public'`), up to ledger number `at` if
 * given. Values are in the indicator's canonical unit, ratios and shares are plain numbers (0.4 is 40 %). Never throws
 * for facts that the input schemas let in.
 */
export function assess(facts: PledgeFacts, asOf: IsoDate, options: AsOfOptions = {}): Assessment {
	const known = knownBy(facts, asOf, options);
	const today = assessOn(known, asOf);
	const turn = turningDays(known, asOf).find((day) => looks(assessOn(known, day)) !== looks(today));
	return {
		...today.result,
		ruleVersion: RULE_VERSION,
		asOf,
		group: groupOf(today.result.status),
		counted: isCounted(known),
		freshness: today.freshness,
		nextChangeOn: turn ?? null
	};
}

interface OnOneDay {
	result: Outcome;
	freshness: Freshness;
}

/** The same known facts on one day. Facts recorded later are not looked for; the clock alone moves. */
function assessOn(known: Known, on: IsoDate): OnOneDay {
	const event = lifecycleOn(known, on);
	if (event?.state === 'withdrawn' || event?.state === 'superseded') {
		return { result: closed(event), freshness: stoppedClock(known, on) };
	}
	const concluded = event?.state === 'concluded' ? event : null;
	const clock = concluded?.on ?? on;
	const result = withSubmitted(known, withAdditions(known, RULES[known.kind](known, clock)));
	if (concluded) {
		const reason = `Concluded on ${formatDate(concluded.on)}: ${ended(concluded.reason)} No clock runs; the status is that of this day.`;
		return {
			result: { ...result, reasons: [...result.reasons, reason] },
			freshness: stoppedClock(known, on)
		};
	}
	const freshness = clockRuns(known, result.status, on) ? freshnessOf(known, on) : stoppedClock(known, on);
	return { result, freshness };
}

/** The reasons with what somebody submitted and nobody has approved: the figures that do not count. */
function withSubmitted({ kind, submitted }: Known, result: Outcome): Outcome {
	const words = isMeasured(kind) ? submittedWords(submitted) : null;
	if (words === null || result.sentence.includes(words) || result.statusText.includes(words)) return result;
	const count = submitted.waiting + submitted.returned;
	const reason = `${capitalise(words)}; ${count === 1 ? 'it does' : 'they do'} not count.`;
	return { ...result, reasons: [...result.reasons, reason] };
}

function closed(event: LifecycleEvent): Outcome {
	const word = event.state === 'withdrawn' ? 'withdrawn' : 'superseded';
	const on = formatDate(event.on);
	return {
		...outcome(
			'CLOSED',
			`Closed, ${word} on ${on}`,
			`The parties have ${word === 'withdrawn' ? 'withdrawn the pledge' : 'replaced the pledge with another'} on ${on}: ${ended(event.reason)}`
		),
		reasons: [
			`${word === 'withdrawn' ? 'Withdrawn' : 'Superseded'} by its parties on ${on}: ${ended(event.reason)}`
		]
	};
}

/** What a list shows of a pledge; two days that look alike need no new row. */
function looks({ result, freshness }: OnOneDay): string {
	const { status, statusText, tally, direction, figure, flags } = result;
	return JSON.stringify([
		status,
		statusText,
		tally,
		direction,
		figure,
		flags.map(({ flag }) => flag),
		freshness
	]);
}

/** Part of the headline totals: agreed or declared ready, and not resting on an assumed deadline. */
function isCounted(known: Known): boolean {
	return (known.strength === 'agreed' || known.strength === 'declared ready') && !isAssumed(known.target);
}
