import type { Decimal } from './quantity.ts';
import type { DatePrecision, IsoDate, Period } from './calendar.ts';
import type { Review } from './review.ts';

/** What shape a pledge has; decides which fields it needs and which rule assesses it (progress.md, "By kind"). */
export const KINDS = [
	'level',
	'band',
	'annual_rate',
	'cumulative',
	'count',
	'milestones',
	'events_in_window',
	'qualitative',
	'continuing'
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that are measured by an indicator with a unit; the others hold steps, scores or evidence only. */
export const MEASURED_KINDS = [
	'level',
	'band',
	'annual_rate',
	'cumulative',
	'count'
] as const satisfies readonly Kind[];

export function isMeasured(kind: Kind): boolean {
	return (MEASURED_KINDS as readonly Kind[]).includes(kind);
}

/** How firmly it was said. Only the first two count in headline totals. */
export const STRENGTHS = ['agreed', 'declared ready', 'proposed', 'noted as potential', 'discussed'] as const;
export type Strength = (typeof STRENGTHS)[number];

export const PARTY_ROLES = ['pledger', 'counterpart', 'joint', 'responsible body'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** "reach": judged at its deadline; "keep": must go on holding after it. Part of the reading. */
export const MODES = ['reach', 'keep'] as const;
export type Mode = (typeof MODES)[number];

export const PATHS = ['geometric', 'linear'] as const;
export type Path = (typeof PATHS)[number];

/** How the periods of an indicator combine. */
export const AGGREGATIONS = ['level', 'annual_flow', 'cumulative', 'count'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const DIRECTIONS = ['increase', 'decrease'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** How a number was said. Baselines and actuals use the first five; targets may use any. */
export const QUALIFIERS = ['exactly', 'about', 'more_than', 'at_least', 'up_to', 'less_than'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export const OBSERVATION_STATES = ['provisional', 'final', 'revised'] as const;
export type ObservationState = (typeof OBSERVATION_STATES)[number];

export const LIFECYCLE_STATES = ['concluded', 'withdrawn', 'superseded', 'reopened'] as const;
export type LifecycleState = (typeof LIFECYCLE_STATES)[number];

/** Whether the source stated the target, the analyst read it into the words, or it is an assumption. */
export const TARGET_STANDINGS = ['stated', 'interpretation', 'assumption'] as const;
export type TargetStanding = (typeof TARGET_STANDINGS)[number];

/** The two times of every fact, and its place in the ledger. */
export interface Fact {
	id: string;
	/** when it became public: the date of its source, or the day it was recorded */
	knownOn: IsoDate;
	/** the UTC day it was recorded here */
	recordedOn: IsoDate;
	/** ledger number */
	seq: number;
	/** id of the fact that this one replaces */
	supersedes: string | null;
}

/** What one link of a chain of descriptions says, with the times at which it was said. */
export type Version<T> = Fact & T;

/** A chain has a first link. */
export type Chain<F extends Fact> = [F, ...F[]];

/** What an assessment takes from the description of a pledge. */
export interface Description {
	title: string;
	kind: Kind;
	strength: Strength;
	mode: Mode;
	/** path fixed by the analyst, or null for the default */
	path: Path | null;
	checkIntervalDays: number;
	activityIntervalDays: number;
}

export interface Baseline extends Fact {
	value: Decimal;
	/** the period it was measured over, with the precision at which its date was given */
	period: Period;
	precision: DatePrecision;
	qualifier: Qualifier;
	/** a first observation declared to stand in for a missing baseline */
	proxy: boolean;
	/** whose figure it is, if known */
	reporter: string | null;
}

/** A target value or band, or, for kinds without an indicator, only the dates. Never edited: a new one supersedes. */
export interface Target extends Fact {
	value: Decimal | null;
	low: Decimal | null;
	high: Decimal | null;
	qualifier: Qualifier;
	per: 'year' | null;
	/** first day on which it can be fulfilled (the window's start), if one was stated */
	start: IsoDate | null;
	/** last day, inclusive; null where no deadline was stated */
	due: IsoDate | null;
	duePrecision: DatePrecision;
	standing: TargetStanding;
	/** a deadline that the analyst assumes, kept apart from what was stated */
	assumedDue: boolean;
	/** tolerance as a share of the target where the reading sets one; otherwise 0.5 % or 5 % by qualifier */
	tolerance: number | null;
	/** days after the deadline to wait for the deadline period's final figure; default 365 */
	graceDays: number | null;
}

/** A planned interim value; the points of the target in force make the planned path. */
export interface TrajectoryPoint extends Fact {
	/** id of the target that it leads to */
	target: string;
	on: IsoDate;
	value: Decimal;
}

/** On screen: an actual. */
export interface Observation extends Fact {
	reporter: string;
	period: Period;
	value: Decimal;
	qualifier: Qualifier;
	state: ObservationState;
	/** covers only part of the indicator's natural period, such as nine months of a year */
	partial: boolean;
	/** how it was derived from another published figure; a derived figure is provisional */
	derived: string | null;
	/** what became of it in review; a figure that waits, was returned or withdrawn never counts */
	review: Review;
}

export interface StepDone extends Fact {
	from: IsoDate;
	to: IsoDate | null;
	place: string | null;
	/** a correction may say that it was not done after all */
	undone: boolean;
}

/** How a step was described and due. */
export interface StepPlan {
	/** its place among the steps of the pledge */
	position: number;
	title: string;
	/** share of the whole, as given; equal weights where none are given */
	weight: Decimal | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	/** an edit took it out of the pledge */
	dropped: boolean;
}

/** A stage of a project or an event to be held by a party. */
export interface Step {
	id: string;
	type: 'stage' | 'event';
	/** every description of it, corrections included */
	plans: Chain<Version<StepPlan>>;
	/** every record of its being done, corrections included */
	done: StepDone[];
}

export const CHECK_OUTCOMES = ['activity', 'no_change'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface CheckIn extends Fact {
	checkedOn: IsoDate;
	/** date of the evidence seen; null where nothing was found */
	evidenceOn: IsoDate | null;
	outcome: CheckOutcome;
	/** the figure or the record of a step that it was made with, by id; null for a check by itself */
	made: { figure: string } | { record: string } | null;
	/** what became of that figure in review */
	review: Review;
}

/** A reader's score of a qualitative pledge against a saved guideline [G20]. */
export interface Score extends Fact {
	reader: string;
	value: -1 | 0 | 1;
	on: IsoDate;
}

export interface LifecycleEvent extends Fact {
	state: LifecycleState;
	on: IsoDate;
	reason: string;
}

/** Who is believed first for one indicator, and why. */
export interface ReporterOrder extends Fact {
	ranked: string[];
	reason: string;
}

export interface Indicator {
	title: string;
	/** canonical unit; every value below is in it */
	unit: string;
	aggregation: Aggregation;
	direction: Direction;
	/** natural limit of the measure (100 for a share in per cent), for trend bands */
	limit: Decimal | null;
}

/** Everything an assessment may look at: plain data, every fact ever recorded, newest not assumed first. */
export interface PledgeFacts {
	code: string;
	descriptions: Chain<Version<Description>>;
	/** the visit or summit where it was made, by its day */
	occasions: Chain<Version<{ heldOn: IsoDate }>>;
	/** the headline indicator; empty for kinds that nothing is measured of */
	indicators: Version<Indicator>[];
	reporterOrders: ReporterOrder[];
	baselines: Baseline[];
	targets: Target[];
	trajectory: TrajectoryPoint[];
	observations: Observation[];
	steps: Step[];
	checkIns: CheckIn[];
	/** scoring guidelines (qualitative pledges) */
	guidelines: Fact[];
	scores: Score[];
	lifecycle: LifecycleEvent[];
}
