import { daysBetween, daysIn, windowUsed } from './calendar.ts';
import type { IsoDate, Period } from './calendar.ts';
import { doneOn, doneRecord } from './eligible.ts';
import type { Known, KnownStep } from './eligible.ts';
import { targetFlags } from './flags.ts';
import { notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { exact } from './quantity.ts';
import type { Status } from './status.ts';
import { STATUSES } from './status.ts';
import { formatPercentDown } from './wording.ts';
import { countOf, formatDate, formatPeriod, listOf } from './words.ts';

/** Held inside when it began and ended within the window, both end days included. */
const heldInside = (step: KnownStep, window: Period) => {
	const record = doneRecord(step);
	return record !== null && record.from >= window.start && (record.to ?? record.from) <= window.end;
};

/** Status of k of m events in a window on a day [ours]. Inside the window nothing is on or off track. */
export function windowStatus(held: number, required: number, window: Period, on: IsoDate): Status {
	if (held >= required) return 'MET';
	if (on < window.start) return 'NOT_OPEN';
	if (on <= window.end) return 'OPEN';
	return held > 0 ? 'PARTLY_MET' : 'MISSED';
}

/** k of m events held inside the window. Held outside does not count and is shown as such. */
export function assessEvents(known: Known, clock: IsoDate): Outcome {
	const { target, steps } = known;
	const required = target?.value != null ? exact(target.value).toNumber() : steps.length;
	if (!target?.due) {
		return notAssessable(
			'no window',
			'No window was recorded for these events; record its first and last day.'
		);
	}
	if (!(required > 0))
		return notAssessable('no events', 'No event has been recorded, so there is nothing to count.');
	const window: Period = { start: target.start ?? known.occasionOn, end: target.due };
	const past = steps.filter((step) => (doneOn(step) ?? '9999') <= clock);
	const inside = past.filter((step) => heldInside(step, window));
	const heldOutside = past
		.filter((step) => !inside.includes(step))
		.map((step) => ({ title: step.title, on: doneOn(step) ?? clock }));
	const outside = heldOutside.map((event) => outsideWords(event, window));
	const status = windowStatus(inside.length, required, window, clock);
	const tally = { done: inside.length, of: required };
	return {
		...outcome(
			status,
			textOf(status, tally, window),
			sentenceOf(status, tally, window, inside, outside, clock)
		),
		tally,
		timeUsed: windowUsed(window, clock),
		detail: { kind: 'events', window, heldOutside },
		flags: targetFlags(target),
		reasons: [
			`Counted: events that began and ended within ${formatPeriod(window)}, both end days included.`,
			...outside.map((event) => `${event}, outside the window, and does not count.`)
		],
		observationIds: inside.flatMap((step) => doneRecord(step)?.id ?? []),
		arithmetic: [
			{
				label: 'Events held in the window',
				formula: `${tally.done} of ${tally.of}`,
				result: `${tally.done} of ${tally.of}`,
				rule: 'k of m inside the window',
				source: 'ours'
			},
			{
				label: 'Share of the window gone',
				formula: `${Math.min(Math.max(daysBetween(window.start, clock) + 1, 0), daysIn(window))} ÷ ${daysIn(window)} days`,
				result: formatPercentDown(windowUsed(window, clock)),
				rule: 'both end days included',
				source: 'ours'
			}
		]
	};
}

/** "“Forum” was held late, on 1 Jan 2025". What ended in the window began before it. */
function outsideWords({ title, on }: { title: string; on: IsoDate }, window: Period): string {
	return `“${title}” was held ${on > window.end ? 'late' : 'early'}, on ${formatDate(on)}`;
}

function textOf(status: Status, tally: { done: number; of: number }, window: Period): string {
	const count = `${tally.done} of ${tally.of} held`;
	if (status === 'OPEN') return `${count}, window open`;
	if (status === 'NOT_OPEN') return `Window opens on ${formatDate(window.start)}`;
	return `${STATUSES[status].word}, ${count}`;
}

function sentenceOf(
	status: Status,
	tally: { done: number; of: number },
	window: Period,
	inside: readonly KnownStep[],
	outside: readonly string[],
	clock: IsoDate
): string {
	const held = heldWords(tally);
	const tail = outside.length > 0 ? `; ${listOf(outside)}` : '';
	if (status === 'MET') {
		const last = inside
			.map((step) => doneOn(step) ?? '')
			.sort()
			.at(-1);
		const all =
			tally.of === 1
				? 'The one event was'
				: tally.of === 2
					? 'Both events were'
					: `All ${tally.of} events were`;
		return `${all} held within ${formatPeriod(window)}${last ? `, the last on ${formatDate(last)}` : ''}${tail}.`;
	}
	if (status === 'NOT_OPEN') {
		return `The window for ${countOf(tally.of, 'event')} runs over ${formatPeriod(window)} and opens on ${formatDate(window.start)}${tail}.`;
	}
	if (status === 'OPEN') {
		return `${held} by ${formatDate(clock)}, with ${formatPercentDown(windowUsed(window, clock))} of the window ${formatPeriod(window)} gone${tail}.`;
	}
	return `${held} within ${formatPeriod(window)}, and the window has closed${tail}.`;
}

function heldWords({ done, of }: { done: number; of: number }): string {
	if (done === 0) {
		return of === 1
			? 'The one event is not recorded as held'
			: `None of the ${of} events is recorded as held`;
	}
	return `${done} of ${of} events ${done === 1 ? 'was' : 'were'} held`;
}
