/** The tables as TypeScript sees them. Column by column the same as `migrations/`; a database test compares the two. */
import type { ColumnType, GeneratedAlways } from 'kysely';
import type { IsoDate, DatePrecision } from '#lib/domain/calendar.ts';
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
} from '#lib/domain/commitment.ts';
import type { DocumentType } from '#lib/domain/document.ts';
import type { Role } from '#lib/domain/permissions.ts';
import type { Attention } from '#lib/domain/attention-reasons.ts';
import type { Assessment, FreshnessState } from '#lib/domain/assessment.ts';
import type { Evidence } from '#lib/domain/evidence.ts';
import type { Basis } from '#lib/domain/basis.ts';
import type { Decision } from '#lib/domain/review.ts';
import type { Group, Status, Verdict } from '#lib/domain/status.ts';
import type { Decimal } from '#lib/domain/quantity.ts';

/** Facts have no update type: the database refuses it, and so does the compiler. */
type Fact<T> = ColumnType<T, T, never>;
/** A nullable fact that an insert may leave out. */
type Maybe<T> = ColumnType<T | null, T | null | undefined, never>;
/** JSON goes in as text and comes out parsed. */
type Json<T> = ColumnType<T, string, string>;

/** Bytes of a stored document; both engines give and take them as a Uint8Array. */
type Bytes = Uint8Array;

/** What an admin may set for everybody. */
export type SettingName = 'review' | 'check_days' | 'activity_days';

interface FactRow {
	id: GeneratedAlways<number>;
	entry_seq: Fact<number>;
}

export interface Database {
	account: {
		id: string;
		email: string;
		name: string;
		role: Role;
		password_hash: string;
		disabled_at: Date | null;
		created_at: Date;
	};
	/** when a person last looked at the board, and since which state it tells them what changed */
	look: {
		account_id: string;
		mark_on: IsoDate | null;
		mark_seq: number | null;
		last_on: IsoDate;
		last_seq: number;
		last_at: Date;
	};
	saved_view: {
		id: GeneratedAlways<number>;
		account_id: string;
		name: string;
		page: 'board' | 'pledges';
		search: string;
		opens_first: boolean;
	};
	session: { id_hash: string; account_id: string; expires_at: Date; created_at: Date };

	entry: {
		seq: Fact<number>;
		at: Fact<Date>;
		recorded_on: Fact<IsoDate>;
		by_id: Maybe<string>;
		action: Fact<string>;
		subject: Maybe<string>;
		reason: Maybe<string>;
		request_key: Maybe<string>;
		/** acts of one request: an import, or many figures recorded at once */
		batch: Maybe<string>;
		/** the day on which it was first recorded, and by whom, for what an imported file brings */
		origin_on: Maybe<IsoDate>;
		origin_by: Maybe<string>;
	};
	setting: FactRow & { name: Fact<SettingName>; prev_id: Maybe<number>; value: Fact<string> };

	party: FactRow;
	party_version: FactRow & {
		party_id: Fact<number>;
		prev_id: Maybe<number>;
		name: Fact<string>;
		type: Fact<'state' | 'organisation'>;
	};
	source: FactRow;
	source_version: FactRow & {
		source_id: Fact<number>;
		prev_id: Maybe<number>;
		title: Fact<string>;
		publisher: Maybe<string>;
		published_on: Maybe<IsoDate>;
		language: Maybe<string>;
		url: Maybe<string>;
		stored_text: Maybe<string>;
		sha256: Maybe<string>;
	};
	source_file: FactRow & {
		source_id: Fact<number>;
		prev_id: Maybe<number>;
		name: Fact<string>;
		type: Fact<DocumentType>;
		size: Fact<number>;
		sha256: Fact<string>;
		content: Fact<Bytes>;
	};
	occasion: FactRow;
	occasion_version: FactRow & {
		occasion_id: Fact<number>;
		prev_id: Maybe<number>;
		title: Fact<string>;
		place: Maybe<string>;
		held_on: Fact<IsoDate>;
		source_id: Maybe<number>;
	};
	occasion_party: { version_id: Fact<number>; party_id: Fact<number>; entry_seq: Fact<number> };
	reporter: FactRow & { name: Fact<string>; party_id: Maybe<number> };

	pledge: FactRow & { code: Fact<string>; occasion_id: Fact<number> };
	pledge_version: FactRow & {
		pledge_id: Fact<number>;
		prev_id: Maybe<number>;
		title: Fact<string>;
		kind: Fact<Kind>;
		theme: Fact<string>;
		strength: Fact<Strength>;
		mode: Fact<Mode>;
		path: Maybe<Path>;
		quote: Fact<string>;
		locator: Maybe<string>;
		source_id: Fact<number>;
		reading: Fact<string>;
		owner_id: Maybe<string>;
		/** e-mail of an owner whom an imported file names and who has no account here */
		owner_named: Maybe<string>;
		check_days: Fact<number>;
		activity_days: Fact<number>;
		known_on: Fact<IsoDate>;
	};
	pledge_party: {
		version_id: Fact<number>;
		party_id: Fact<number>;
		role: Fact<PartyRole>;
		entry_seq: Fact<number>;
	};
	lifecycle: FactRow & {
		pledge_id: Fact<number>;
		state: Fact<LifecycleState>;
		happened_on: Fact<IsoDate>;
		reason: Fact<string>;
		source_id: Maybe<number>;
		known_on: Fact<IsoDate>;
	};
	restatement: FactRow & {
		pledge_id: Fact<number>;
		source_id: Fact<number>;
		said_on: Maybe<IsoDate>;
		text: Fact<string>;
		note: Maybe<string>;
		known_on: Fact<IsoDate>;
	};
	guideline: FactRow & { pledge_id: Fact<number>; prev_id: Maybe<number>; text: Fact<string> };

	indicator: FactRow & { pledge_id: Fact<number>; role: Fact<'headline' | 'supporting'> };
	indicator_version: FactRow & {
		indicator_id: Fact<number>;
		prev_id: Maybe<number>;
		title: Fact<string>;
		unit: Fact<string>;
		aggregation: Fact<Aggregation>;
		direction: Fact<Direction>;
		natural_limit: Maybe<Decimal>;
		basis: Maybe<string>;
	};
	reporter_order: FactRow & { indicator_id: Fact<number>; prev_id: Maybe<number>; reason: Fact<string> };
	reporter_rank: {
		order_id: Fact<number>;
		position: Fact<number>;
		reporter_id: Fact<number>;
		entry_seq: Fact<number>;
	};
	baseline: FactRow & {
		indicator_id: Fact<number>;
		prev_id: Maybe<number>;
		value: Fact<Decimal>;
		entered_value: Fact<Decimal>;
		entered_unit: Fact<string>;
		factor: Fact<Decimal>;
		period_start: Fact<IsoDate>;
		period_end: Fact<IsoDate>;
		precision: Fact<DatePrecision>;
		qualifier: Fact<Qualifier>;
		proxy: Fact<boolean>;
		reporter_id: Maybe<number>;
		source_id: Maybe<number>;
		reason: Maybe<string>;
		known_on: Fact<IsoDate>;
	};
	target: FactRow & {
		pledge_id: Fact<number>;
		prev_id: Maybe<number>;
		value: Maybe<Decimal>;
		low: Maybe<Decimal>;
		high: Maybe<Decimal>;
		entered_unit: Maybe<string>;
		factor: Maybe<Decimal>;
		qualifier: Fact<Qualifier>;
		per: Maybe<'year'>;
		starts_on: Maybe<IsoDate>;
		due_on: Maybe<IsoDate>;
		due_precision: Fact<DatePrecision>;
		standing: Fact<TargetStanding>;
		assumed_due: Fact<boolean>;
		tolerance: Maybe<Decimal>;
		grace_days: Maybe<number>;
		source_id: Maybe<number>;
		reason: Maybe<string>;
		known_on: Fact<IsoDate>;
	};
	trajectory_point: FactRow & { target_id: Fact<number>; planned_on: Fact<IsoDate>; value: Fact<Decimal> };
	observation: FactRow & {
		indicator_id: Fact<number>;
		reporter_id: Fact<number>;
		prev_id: Maybe<number>;
		period_start: Fact<IsoDate>;
		period_end: Fact<IsoDate>;
		value: Fact<Decimal>;
		entered_value: Fact<Decimal>;
		entered_unit: Fact<string>;
		factor: Fact<Decimal>;
		qualifier: Fact<Qualifier>;
		state: Fact<ObservationState>;
		partial: Fact<boolean>;
		derived: Maybe<string>;
		source_id: Maybe<number>;
		note: Maybe<string>;
		reason: Maybe<string>;
		known_on: Fact<IsoDate>;
		locator: Maybe<string>;
		quote: Maybe<string>;
		/** the database fills it in where an insert leaves it out: no review needed */
		needs_review: ColumnType<boolean, boolean | undefined, never>;
	};

	step: FactRow & { pledge_id: Fact<number>; type: Fact<'stage' | 'event'> };
	step_version: FactRow & {
		step_id: Fact<number>;
		prev_id: Maybe<number>;
		position: Fact<number>;
		title: Fact<string>;
		party_id: Maybe<number>;
		weight: Maybe<Decimal>;
		due_on: Maybe<IsoDate>;
		due_precision: Fact<DatePrecision>;
		due_source_id: Maybe<number>;
		dropped: Fact<boolean>;
		reason: Maybe<string>;
		known_on: Fact<IsoDate>;
	};
	step_done: FactRow & {
		step_id: Fact<number>;
		prev_id: Maybe<number>;
		done_from: Fact<IsoDate>;
		done_to: Maybe<IsoDate>;
		place: Maybe<string>;
		undone: Fact<boolean>;
		source_id: Maybe<number>;
		note: Maybe<string>;
		reason: Maybe<string>;
		known_on: Fact<IsoDate>;
	};
	check_in: FactRow & {
		pledge_id: Fact<number>;
		checked_on: Fact<IsoDate>;
		evidence_on: Maybe<IsoDate>;
		outcome: Fact<CheckOutcome>;
		source_id: Maybe<number>;
		text: Fact<string>;
		known_on: Fact<IsoDate>;
		observation_id: Maybe<number>;
		step_done_id: Maybe<number>;
	};
	score: FactRow & {
		pledge_id: Fact<number>;
		guideline_id: Fact<number>;
		prev_id: Maybe<number>;
		reader: Fact<string>;
		value: Fact<-1 | 0 | 1>;
		scored_on: Fact<IsoDate>;
		source_id: Maybe<number>;
		rationale: Fact<string>;
		known_on: Fact<IsoDate>;
	};
	withdrawal: FactRow & {
		observation_id: Fact<number>;
		reason: Fact<string>;
	};
	review: FactRow & {
		reviewed_seq: Fact<number>;
		decision: Fact<Decision>;
		note: Maybe<string>;
	};
	verdict: FactRow & {
		pledge_id: Fact<number>;
		given_on: Fact<IsoDate>;
		value: Fact<Verdict>;
		rationale: Fact<string>;
		source_id: Maybe<number>;
	};
	comment: FactRow & { pledge_id: Fact<number>; text: Fact<string> };

	/** submissions that wait for a manager, or came back to their author: derived like the read model */
	open_submission: {
		entry_seq: number;
		pledge_id: number;
		/** null for what the command line imported */
		by_id: string | null;
		state: 'waiting' | 'returned';
	};

	pledge_current: CurrentColumns;
	pledge_current_party: { pledge_id: number; party_id: number; role: PartyRole };

	past_state: {
		id: GeneratedAlways<number>;
		as_of: IsoDate;
		basis: Basis;
		upto_seq: number;
		method: string;
		made_at: Date;
		/** how many it may hold: those that were logged by then */
		pledges: number;
	};
	past_pledge: CurrentColumns & { state_id: number };
	past_pledge_party: { state_id: number; pledge_id: number; party_id: number; role: PartyRole };

	course: {
		id: GeneratedAlways<number>;
		through_on: IsoDate;
		upto_seq: number;
		method: string;
		made_at: Date;
	};
	/** how one pledge went; courses share the lines of what did not change between them */
	course_line: { id: GeneratedAlways<number>; pledge_id: number };
	course_part: { course_id: number; line_id: number };
	course_pledge: CurrentColumns &
		Stretch & {
			/** until before which day the row is true; null while it still is */
			until_on: IsoDate | null;
		};
	course_pledge_party: Stretch & { pledge_id: number; party_id: number; role: PartyRole };
}

/** The line that a row lies on, and since when it is true. */
interface Stretch {
	line_id: number;
	from_on: IsoDate;
}

/** What the read model keeps of a pledge: as it stands, or as it stood in a past state. */
interface CurrentColumns {
	pledge_id: number;
	code: string;
	occasion_id: number;
	owner_id: string | null;
	title: string;
	kind: Kind;
	theme: string;
	strength: Strength;
	search: string;
	status: Status;
	status_group: Group;
	freshness: FreshnessState;
	counted: boolean;
	/** the most urgent first */
	attention: Attention[];
	progress: number | null;
	due_on: IsoDate | null;
	assessment: Json<Assessment>;
	row: Json<CurrentRow>;
	computed_on: IsoDate;
	next_change_on: IsoDate | null;
	method: string;
	upto_seq: number;
}

/** What a list row shows beyond the assessment, kept so that a list reads one table. */
export interface CurrentRow {
	parties: { name: string; role: PartyRole }[];
	occasion: { title: string; heldOn: IsoDate };
	owner: string | null;
	unit: string | null;
	aggregation: Aggregation | null;
	direction: Direction | null;
	target: {
		value: Decimal | null;
		low: Decimal | null;
		high: Decimal | null;
		qualifier: Qualifier;
		per: 'year' | null;
		start: IsoDate | null;
		due: IsoDate | null;
		duePrecision: DatePrecision;
		standing: TargetStanding;
		assumedDue: boolean;
	} | null;
	evidence: Evidence;
	baseline: { value: Decimal; start: IsoDate; end: IsoDate; qualifier: Qualifier } | null;
	/** the manager's verdict that stands */
	verdict: { group: Verdict; on: IsoDate } | null;
}
