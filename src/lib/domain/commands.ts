/**
 * What people ask the product to do, as plain data. `schema/` makes these from text, the use cases of `server/` carry
 * them out. Values are in the unit that was typed; the use case turns them into the indicator's own unit.
 */
import type { DatePrecision, IsoDate, Period } from './calendar.ts';
import type {
	Aggregation,
	CheckOutcome,
	Direction,
	Kind,
	LifecycleState,
	Mode,
	ObservationState,
	PartyRole,
	Path,
	Qualifier,
	Strength,
	TargetStanding
} from './commitment.ts';
import type { Decimal } from './quantity.ts';
import type { Verdict } from './status.ts';

/** A source document: one that is known already, or a new one. */
export type SourceInput =
	| { id: number }
	| {
			title: string;
			publisher: string | null;
			publishedOn: IsoDate | null;
			language: string | null;
			url: string | null;
	  };

/** A source document as its form describes it. */
export interface SourceEdit {
	title: string;
	publisher: string | null;
	publishedOn: IsoDate | null;
	language: string | null;
	url: string | null;
	/** the words of the document; null: none are stored */
	text: string | null;
}

/** A visit, summit or session: one that is known already, or a new one. */
export type OccasionInput =
	| { id: number }
	| {
			title: string;
			place: string | null;
			heldOn: IsoDate;
			parties: string[];
			source: SourceInput | null;
	  };

export interface IndicatorInput {
	title: string;
	unit: string;
	aggregation: Aggregation;
	direction: Direction;
	limit: Decimal | null;
	basis: string | null;
}

export interface BaselineInput {
	value: Decimal;
	unit: string;
	period: Period;
	precision: DatePrecision;
	qualifier: Qualifier;
	proxy: boolean;
	reporter: string | null;
	source: SourceInput | null;
}

export interface TargetInput {
	value: Decimal | null;
	low: Decimal | null;
	high: Decimal | null;
	/** null for kinds without an indicator */
	unit: string | null;
	qualifier: Qualifier;
	per: 'year' | null;
	start: IsoDate | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	standing: TargetStanding;
	assumedDue: boolean;
	tolerance: number | null;
	graceDays: number | null;
	source: SourceInput | null;
	/** planned interim values, in `unit` */
	plan: { on: IsoDate; value: Decimal }[];
}

export interface StepInput {
	/** null for a new step */
	id: number | null;
	type: 'stage' | 'event';
	title: string;
	party: string | null;
	weight: Decimal | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	dueSource: SourceInput | null;
}

/** A pledge as the form describes it; the same for a new one and for an edit. */
export interface PledgeInput {
	/** null: the next free code of the occasion */
	code: string | null;
	occasion: OccasionInput;
	title: string;
	kind: Kind;
	theme: string;
	strength: Strength;
	mode: Mode;
	path: Path | null;
	quote: string;
	locator: string | null;
	source: SourceInput;
	reading: string;
	/** account id */
	owner: string | null;
	checkDays: number;
	activityDays: number;
	parties: { name: string; role: PartyRole }[];
	indicator: IndicatorInput | null;
	baseline: BaselineInput | null;
	target: TargetInput | null;
	reporterOrder: { ranked: string[]; reason: string } | null;
	steps: StepInput[];
	guideline: string | null;
}

export interface ActualInput {
	/** id of the indicator; null: the headline one */
	indicator: number | null;
	reporter: string;
	period: Period;
	value: Decimal;
	unit: string;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	source: SourceInput | null;
	/** where in the source it stands, such as "table 2, page 14" */
	locator: string | null;
	/** the source's own words */
	quote: string | null;
	note: string | null;
	/** id of the figure that this one corrects */
	revises: number | null;
	/** why it is corrected */
	reason: string | null;
}

export interface StepDoneInput {
	step: number;
	from: IsoDate;
	to: IsoDate | null;
	place: string | null;
	source: SourceInput | null;
	note: string | null;
	/** why it corrects the record that stands; left out of a first record */
	reason?: string | null;
}

/** A correction: the step was not done after all. */
export interface StepUndoneInput {
	step: number;
	reason: string;
	source: SourceInput | null;
}

export interface CheckInInput {
	checkedOn: IsoDate;
	evidenceOn: IsoDate | null;
	outcome: CheckOutcome;
	source: SourceInput | null;
	text: string;
}

export interface ScoreInput {
	reader: string;
	value: -1 | 0 | 1;
	on: IsoDate;
	source: SourceInput | null;
	rationale: string;
}

export interface LifecycleInput {
	state: LifecycleState;
	on: IsoDate;
	reason: string;
	source: SourceInput | null;
}

/** What an admin sets for everybody. */
export interface SettingsInput {
	/** figures that people record wait for a manager */
	review: boolean;
	/** days between checks that a new pledge starts with */
	checkDays: number;
	/** days within which a new continuing pledge needs evidence */
	activityDays: number;
}

/** What a manager makes of a pledge on a day. */
export interface VerdictInput {
	value: Verdict;
	on: IsoDate;
	rationale: string;
	/** the evidence */
	source: SourceInput;
}

export interface RestatementInput {
	source: SourceInput;
	saidOn: IsoDate | null;
	text: string;
	note: string | null;
}
