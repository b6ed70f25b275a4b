/** The only reader of the wall clock. Everything else takes `today` or `now` as an argument. */
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Env } from './env.ts';

export interface Clock {
	/** the current day in UTC, or the day fixed by TODAY */
	today(): IsoDate;
	/** the current moment; with a fixed day, that day at the present time of day */
	now(): Date;
	/** true when TODAY fixes the day, which every page then says */
	fixed: boolean;
}

export function makeClock(env: Pick<Env, 'today'>): Clock {
	const fixedDay = env.today;
	if (fixedDay === null) {
		return { today: () => new Date().toISOString().slice(0, 10), now: () => new Date(), fixed: false };
	}
	return {
		today: () => fixedDay,
		now: () => new Date(`${fixedDay}T${new Date().toISOString().slice(11)}`),
		fixed: true
	};
}
