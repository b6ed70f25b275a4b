/** How late something is where its deadline was moved: against the first date as well as the one that stands. */
import { daysBetween } from './calendar.ts';
import type { DatePrecision, IsoDate } from './calendar.ts';
import { capitalise, countOf, formatDate, formatDateAs } from './words.ts';

/** A deadline as it was set at one time; null where none was. */
export interface Deadline {
	due: IsoDate | null;
	precision: DatePrecision;
}

/** How the clock of a pledge stands: it runs, or it stopped on a day. */
export type Clock =
	| { how: 'runs'; on: IsoDate }
	/** everything was done, the figure that meets the target is dated, or the pledge was closed */
	| { how: 'done' | 'met' | 'closed'; on: IsoDate };

/** A deadline and the days from it to where the clock stands: more than 0 is late, less is left. */
export interface Stand {
	due: IsoDate;
	days: number;
}

export interface Lateness {
	original: Stand;
	/** null where the deadline was taken away */
	current: Stand | null;
}

/**
 * Days against the first deadline that was set and against the one that stands. A date that was set where none had been
 * is the first one. Not a status: those go by the target in force alone (progress.md).
 * @param chain every deadline that was ever set, oldest first
 * @returns null where no deadline was moved
 */
export function latenessOf(chain: readonly Deadline[], clock: Clock): Lateness | null {
	const original = chain.find(({ due }) => due !== null)?.due ?? null;
	const current = chain.at(-1)?.due ?? null;
	if (original === null || original === current) return null;
	const stand = (due: IsoDate): Stand => ({ due, days: daysBetween(due, clock.on) });
	return { original: stand(original), current: current === null ? null : stand(current) };
}

/** "12 days late against", "36 days left to", "due today by"; once the clock stopped "12 days after". */
function against({ days }: Stand, runs: boolean): string {
	const count = countOf(Math.abs(days), 'day');
	if (!runs) return days === 0 ? 'on the day of' : `${count} ${days > 0 ? 'after' : 'before'}`;
	if (days === 0) return 'due today by';
	return days > 0 ? `${count} late against` : `${count} left to`;
}

const STOPPED = {
	done: 'Done',
	met: 'The figure that meets the target is dated',
	closed: 'Closed'
};

/**
 * "12 days late against the original deadline, 31 Dec 2024; 36 days left to the current one, 31 Dec 2026.", or where the
 * clock stopped "Done 12 days after the original deadline, …".
 */
export function latenessWords({ original, current }: Lateness, clock: Clock): string {
	const runs = clock.how === 'runs';
	const first = `${against(original, runs)} the original deadline, ${formatDate(original.due)}`;
	const second = current
		? `${against(current, runs)} the current one, ${formatDate(current.due)}`
		: 'no deadline stands now';
	return `${clock.how === 'runs' ? capitalise(first) : `${STOPPED[clock.how]} ${first}`}; ${second}.`;
}

/**
 * Former dates of a step that was moved: "first planned for 31 Dec 2024, then for 2025; 329 days late against the
 * first date". The date that stands is told where the step is.
 * @returns null where its date was never moved
 */
export function movedWords(chain: readonly Deadline[], clock: Clock): string | null {
	const lateness = latenessOf(chain, clock);
	if (!lateness) return null;
	const dates = chain
		.filter(({ due }, at) => due !== null && due !== chain[at - 1]?.due)
		.map(({ due, precision }) => formatDateAs(due ?? '', precision));
	const former = lateness.current ? dates.slice(0, -1) : dates;
	const stand = against(lateness.original, clock.how === 'runs');
	const late = clock.how === 'runs' ? `${stand} the first date` : `${clock.how} ${stand} the first date`;
	return `first planned for ${former.join(', then for ')}; ${late}`;
}
