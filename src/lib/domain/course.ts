import type { Assessment } from './assessment.ts';
import { addDays, periodAround } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type { Fact, PledgeFacts } from './commitment.ts';
import { isKnownOn, knownBy, type Known } from './eligible.ts';
import { assess } from './progress.ts';

/** A time in which nothing new became public of a pledge and no clock turned. */
export interface Stretch {
	from: IsoDate;
	/** the day on which it has ended; null while nothing known ends it */
	until: IsoDate | null;
	known: Known;
	assessment: Assessment;
}

/** The last days of the months from one day on, and the day itself up to which they go. */
export function monthEnds(from: IsoDate, through: IsoDate): IsoDate[] {
	const days: IsoDate[] = [];
	for (let on = from; on <= through;) {
		const { end } = periodAround(on, 'month');
		days.push(end < through ? end : through);
		on = addDays(end, 1);
	}
	return days;
}

/**
 * How a pledge stood on each of these days by what was public then, up to a ledger number: one stretch for all days on
 * which it stood alike. It is assessed only where a fact became public or a clock turned between two of the days.
 * @param days in their order
 */
export function courseOf(facts: PledgeFacts, days: readonly IsoDate[], at: number): Stretch[] {
	const options = { basis: 'public', at } as const;
	const news = publicDays(facts);
	const stretches: Stretch[] = [];
	for (const day of days) {
		const last = stretches.at(-1);
		if (last && (last.until === null || day < last.until)) continue;
		if (!isKnownOn(facts, day, options)) continue;
		const assessment = assess(facts, day, options);
		const turns = [assessment.nextChangeOn, news.find((on) => on > day)].filter((on) => on != null).sort();
		stretches.push({
			from: day,
			until: turns[0] ?? null,
			known: knownBy(facts, day, options),
			assessment
		});
	}
	return stretches;
}

/** Every day on which something of a pledge became public, in their order. */
function publicDays(facts: PledgeFacts): IsoDate[] {
	const all: Fact[] = [
		...facts.descriptions,
		...facts.occasions,
		...facts.indicators,
		...facts.reporterOrders,
		...facts.baselines,
		...facts.targets,
		...facts.trajectory,
		...facts.observations,
		...facts.steps.flatMap((step) => [...step.plans, ...step.done]),
		...facts.checkIns,
		...facts.guidelines,
		...facts.scores,
		...facts.lifecycle
	];
	return [...new Set(all.map((fact) => fact.knownOn))].sort();
}
