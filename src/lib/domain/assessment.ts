import type { IsoDate, Period } from './calendar.ts';
import type { ObservationState, Path, Qualifier } from './commitment.ts';
import type { Decimal } from './quantity.ts';
import type { Flag, Group, Status } from './status.ts';

/** Direction of a series without a target or deadline; never a status [StatCan]. */
export type DirectionWord = 'toward' | 'slowly toward' | 'flat' | 'away';

/** Freshness stands beside the status and is never merged into it. `none`: no clock runs (finished or closed). */
export type FreshnessState = 'current' | 'due' | 'unverified' | 'none';

export interface Freshness {
	state: FreshnessState;
	/** the day of the last check, or of the last evidence with `byEvidence`; null when there was none */
	lastCheckedOn: IsoDate | null;
	/** the day the interval runs out; null when no clock runs. With `unverified`, it is unverified since this day. */
	dueOn: IsoDate | null;
	/** counted from evidence that was public, because our own checks say nothing of what was public */
	byEvidence?: true;
}

/** A figure as it enters the arithmetic, with enough to name it in words. */
export interface Figure {
	/** id of the observation, or null for a sum of several */
	id: string | null;
	value: Decimal;
	period: Period;
	reporter: string;
	qualifier: Qualifier;
	state: ObservationState;
}

/** The same pledge as another reporter's figures would have it. */
export interface OtherView {
	figure: Figure;
	status: Status;
	ratio: number | null;
	progress: number | null;
}

export interface FlagNote {
	flag: Flag;
	/** one sentence with the figures that raise it */
	note: string;
}

/** One line of the arithmetic behind a number, with the actual values in it. */
export interface ArithmeticLine {
	/** what the number is, such as "Share of the distance" */
	label: string;
	/** such as "(555 − 250) ÷ (1,000 − 250)" */
	formula: string;
	/** such as "40 %" – rounded down, never up across a class border */
	result: string;
	/** the rule's name and where it comes from: StatCan, Eurostat, EVM, G20, IATI, ours */
	rule: string;
	source: string;
}

/** One complete year of a yearly target. */
export interface YearVerdict {
	figure: Figure;
	/** actual ÷ target of that year */
	utilisation: number | null;
	met: boolean;
}

/** The year that still runs: shown beside the same months of the year before, never compared with the target. */
export interface RunningYear {
	figure: Figure;
	sameMonthsBefore: Figure | null;
	/** what the year would come to; `low` and `high` from the earlier years' shares */
	projection: { value: number; low: number; high: number; method: 'seasonal' | 'pro rata by days' } | null;
}

/** What a kind has to say beyond the common numbers. */
export type Detail =
	| {
			kind: 'milestones';
			/** PV, EV and EV ÷ PV [EVM]; undated stages stay out of both */
			planned: number;
			earned: number;
			spi: number | null;
			overdueDays: number | null;
			daysLate: number | null;
			nextDue: IsoDate | null;
			cameLate: { title: string; days: number }[];
	  }
	| { kind: 'events'; window: Period; heldOutside: { title: string; on: IsoDate }[] }
	| { kind: 'annual'; years: YearVerdict[]; running: RunningYear | null }
	| { kind: 'qualitative'; mean: number; percent: number; readers: number }
	| { kind: 'cumulative'; missing: Period[] };

/** What one pledge amounts to on one day, with the reasons. */
export interface Assessment {
	ruleVersion: string;
	asOf: IsoDate;
	status: Status;
	group: Group;
	/** the status in words with its figure, such as "No deadline, flat" or "2 of 4 stages" */
	statusText: string;
	/** part of the headline totals: agreed or declared ready, and no assumed deadline */
	counted: boolean;
	direction: DirectionWord | null;
	/** R of progress.md on `path`; null where the kind has none */
	ratio: number | null;
	path: Path | null;
	ratios: { geometric: number | null; linear: number | null };
	/** d·(x−b)/|T−b|, never clamped */
	progress: number | null;
	/** x/T, used when there is no baseline, and for annual rates */
	attainment: number | null;
	/** share of the time from baseline to deadline (or of the window) used */
	timeUsed: number | null;
	/** where the expected path stands on `asOf`, canonical unit */
	expectedToday: number | null;
	/** needed from the figure's date on: growth as a share per year, and an amount per year */
	requiredPace: { growth: number | null; amount: number | null } | null;
	/** pledges without a deadline: years to the target at the pace since the baseline, from the figure's date */
	yearsLeft: { geometric: number | null; linear: number | null; from: IsoDate } | null;
	/** stages done of all, events held of all, years met of years complete */
	tally: { done: number; of: number } | null;
	/** what the kind adds, where it adds something */
	detail?: Detail | null;
	figure: Figure | null;
	others: OtherView[];
	flags: FlagNote[];
	/** sentences: why this status and no other */
	reasons: string[];
	/** ids of the observations that the result rests on */
	observationIds: string[];
	arithmetic: ArithmeticLine[];
	/** one English sentence that a manager can read aloud */
	sentence: string;
	freshness: Freshness;
	/** the next day on which the status or the freshness can change with no new fact */
	nextChangeOn: IsoDate | null;
}
