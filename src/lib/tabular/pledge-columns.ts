import type { Assessment } from '#lib/domain/assessment.ts';
import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import type {
	Aggregation,
	Direction,
	Kind,
	Mode,
	Path,
	Qualifier,
	Strength,
	TargetStanding
} from '#lib/domain/commitment.ts';
import { exact, type Decimal } from '#lib/domain/quantity.ts';
import type { Verdict } from '#lib/domain/status.ts';
import { stateColumns, yesNo, type Cell, type CellType, type Column, type ReadAt } from './column.ts';
import { writeList, writeParties, type PartyCell } from './lists.ts';
import { DETAIL_COLUMNS, type PledgeDetails, type SourceCells } from './pledge-detail-columns.ts';

/** A pledge with all that its line in an export says. */
export interface PledgeLine {
	code: string;
	title: string;
	kind: Kind;
	strength: Strength;
	theme: string;
	mode: Mode;
	parties: PartyCell[];
	occasion: { title: string; heldOn: IsoDate };
	owner: string | null;
	indicator: { title: string; unit: string; aggregation: Aggregation; direction: Direction } | null;
	baseline: {
		value: Decimal;
		start: IsoDate;
		end: IsoDate;
		precision: DatePrecision;
		qualifier: Qualifier;
	} | null;
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
	fixedPath: Path | null;
	checkDays: number;
	activityDays: number;
	quote: string;
	locator: string | null;
	reading: string;
	source: SourceCells;
	details: PledgeDetails;
	assessment: Assessment;
	verdict: { group: Verdict; on: IsoDate } | null;
	/** the state for which the assessment holds */
	moment: ReadAt;
}

/** What the analyst wrote down, without what it amounts to. */
export type PledgeDescription = Omit<PledgeLine, 'assessment' | 'verdict' | 'moment'>;

const columnOf =
	<Line>() =>
	(name: string, type: CellType, description: string, read: (line: Line) => Cell): Column<Line> => ({
		name,
		type,
		description,
		read
	});
const described = columnOf<PledgeDescription>();
const column = columnOf<PledgeLine>();

/** A result of arithmetic, with all its digits and no exponent. */
const number = (value: number | null): Cell => (value === null ? null : exact(value).toFixed());

const hasWindow = ({ kind }: PledgeDescription) => kind === 'events_in_window';
const hasAmount = ({ target }: PledgeDescription) =>
	target !== null && (target.value !== null || target.low !== null || target.high !== null);

const DESCRIPTION: Column<PledgeDescription>[] = [
	described('code', 'text', 'Public code, the same for ever.', (p) => p.code),
	described('title', 'text', 'What was promised, in a few words.', (p) => p.title),
	described('kind', 'code', 'Which rule assesses it.', (p) => p.kind),
	described('strength', 'code', 'How firmly it was said.', (p) => p.strength),
	described('theme', 'text', 'Subject.', (p) => p.theme),
	described('mode', 'code', 'reach: judged at its date; keep: must go on holding after it.', (p) => p.mode),
	described(
		'parties',
		'text',
		'Parties with their roles, such as "Kazakhstan (joint); Turkmenistan (joint)". A semicolon or backslash inside a name stands behind a backslash.',
		(p) => writeParties(p.parties)
	),
	described('occasion', 'text', 'Where it was made.', (p) => p.occasion.title),
	described('occasion_date', 'date', 'Day of the occasion.', (p) => p.occasion.heldOn),
	described('owner', 'text', 'Who keeps it up to date; empty when nobody does.', (p) => p.owner),
	described(
		'indicator',
		'text',
		'What is measured; empty where nothing is.',
		(p) => p.indicator?.title ?? null
	),
	described(
		'direction',
		'code',
		'Whether more or less is better: increase or decrease.',
		(p) => p.indicator?.direction ?? null
	),
	described('unit', 'text', 'Unit of the baseline and target columns.', (p) => p.indicator?.unit ?? null),
	described(
		'aggregation',
		'code',
		'How the periods of the indicator combine.',
		(p) => p.indicator?.aggregation ?? null
	),
	described(
		'baseline_value',
		'number',
		'Value before the pledge, in unit.',
		(p) => p.baseline?.value ?? null
	),
	described('baseline_start', 'date', 'First day of the baseline period.', (p) => p.baseline?.start ?? null),
	described(
		'baseline_date',
		'date',
		'Last day of the baseline period, which dates it.',
		(p) => p.baseline?.end ?? null
	),
	described(
		'baseline_precision',
		'code',
		'How precisely the baseline was dated: year, quarter, month or day.',
		(p) => p.baseline?.precision ?? null
	),
	described('baseline_qualifier', 'code', 'How the baseline was said.', (p) => p.baseline?.qualifier ?? null),
	described(
		'target_value',
		'number',
		'Target, in unit; empty where none or a band.',
		(p) => p.target?.value ?? null
	),
	described('target_low', 'number', 'Lower end of a band, in unit.', (p) => p.target?.low ?? null),
	described('target_high', 'number', 'Upper end of a band, in unit.', (p) => p.target?.high ?? null),
	described('target_qualifier', 'code', 'How the target was said; empty without a number.', (p) =>
		hasAmount(p) ? (p.target?.qualifier ?? null) : null
	),
	described(
		'target_per',
		'code',
		'year, where the target holds for each year.',
		(p) => p.target?.per ?? null
	),
	described(
		'target_standing',
		'code',
		'Whether the source stated the target, the analyst read it into the words, or it is assumed.',
		(p) => (hasAmount(p) || p.target?.start || p.target?.due ? (p.target?.standing ?? null) : null)
	),
	described('start', 'date', 'First day on which it can be fulfilled, if one was stated.', (p) =>
		hasWindow(p) ? null : (p.target?.start ?? null)
	),
	described(
		'deadline',
		'date',
		'Last day, inclusive; empty where none was stated. A window has its own columns.',
		(p) => (hasWindow(p) ? null : (p.target?.due ?? null))
	),
	described(
		'deadline_precision',
		'code',
		'How precisely the last day was given ("by 2030" is a year); empty where there is none.',
		(p) => (p.target?.due ? p.target.duePrecision : null)
	),
	described('deadline_assumed', 'code', 'yes where the deadline is the analyst’s assumption.', (p) =>
		p.target?.due ? yesNo(p.target.assumedDue) : null
	),
	described('window_start', 'date', 'First day of the window in which events count.', (p) =>
		hasWindow(p) ? (p.target?.start ?? null) : null
	),
	described('window_end', 'date', 'Last day of that window, inclusive.', (p) =>
		hasWindow(p) ? (p.target?.due ?? null) : null
	),
	described(
		'path_fixed',
		'code',
		'The expected path that the analyst chose; empty: the rule’s default. The path that was used is in "path".',
		(p) => p.fixedPath
	),
	described('check_interval_days', 'number', 'Days after which it has to be checked again.', (p) =>
		String(p.checkDays)
	),
	described(
		'activity_interval_days',
		'number',
		'Days within which a continuing pledge needs evidence.',
		(p) => String(p.activityDays)
	),
	described('quote', 'text', 'The words of the source.', (p) => p.quote),
	described('locator', 'text', 'Where in the source they stand.', (p) => p.locator),
	described('reading', 'text', 'What counts as done, as the analyst reads the words.', (p) => p.reading),
	described('source_title', 'text', 'The document quoted.', (p) => p.source.title),
	described('source_publisher', 'text', 'Who published it.', (p) => p.source.publisher),
	described('source_url', 'text', 'Its address.', (p) => p.source.url),
	described('source_date', 'date', 'The day it was published.', (p) => p.source.publishedOn),
	described('source_language', 'text', 'Its language, such as en.', (p) => p.source.language)
];

/** What the figures amount to: computed, and ignored by an import. */
const ASSESSMENT: Column<PledgeLine>[] = [
	column(
		'actual_value',
		'number',
		'The figure that decides, in actual_unit.',
		(p) => p.assessment.figure?.value ?? null
	),
	column('actual_unit', 'text', 'Unit of actual_value.', (p) =>
		p.assessment.figure ? (p.indicator?.unit ?? null) : null
	),
	column(
		'actual_start',
		'date',
		'First day of its period.',
		(p) => p.assessment.figure?.period.start ?? null
	),
	column('actual_end', 'date', 'Last day of its period.', (p) => p.assessment.figure?.period.end ?? null),
	column('actual_qualifier', 'code', 'How it was said.', (p) => p.assessment.figure?.qualifier ?? null),
	column('actual_state', 'code', 'provisional, final or revised.', (p) => p.assessment.figure?.state ?? null),
	column('actual_reporter', 'text', 'Who states it.', (p) => p.assessment.figure?.reporter ?? null),
	column('sentence', 'text', 'The assessment in a sentence.', (p) => p.assessment.sentence),
	column(
		'checked_on',
		'date',
		'Day of the last check; empty when it was never checked.',
		(p) => p.assessment.freshness.lastCheckedOn
	),
	column(
		'check_due_on',
		'date',
		'Day on which the check interval runs out; empty when no clock runs.',
		(p) => p.assessment.freshness.dueOn
	),
	column('headline', 'code', 'yes where it counts in headline totals.', (p) => yesNo(p.assessment.counted)),
	column('status', 'code', 'Delivery status.', (p) => p.assessment.status),
	column('status_text', 'text', 'The status in words, with its figure.', (p) => p.assessment.statusText),
	column('group', 'code', 'Group of the status on the board.', (p) => p.assessment.group),
	column('ratio', 'result', 'Pace made good on "path"; 1 is the pace needed. Unrounded.', (p) =>
		number(p.assessment.ratio)
	),
	column('path', 'code', 'The expected path of the ratio: geometric or linear.', (p) => p.assessment.path),
	column('progress', 'result', 'Share of the way from baseline to target; never clamped.', (p) =>
		number(p.assessment.progress)
	),
	column('attainment', 'result', 'Figure divided by target, where there is no baseline.', (p) =>
		number(p.assessment.attainment)
	),
	column(
		'expected_value',
		'result',
		'Where the expected path stands on as_of, in unit; empty where no line can be expected.',
		(p) => number(p.assessment.expectedToday)
	),
	column('steps_done', 'number', 'Of what is counted – stages, events, years – how many are done.', (p) =>
		p.assessment.tally ? String(p.assessment.tally.done) : null
	),
	column('steps_total', 'number', 'Of how many.', (p) =>
		p.assessment.tally ? String(p.assessment.tally.of) : null
	),
	column('flags', 'code', 'What stands beside the status, parted by semicolons.', (p) =>
		writeList(p.assessment.flags.map(({ flag }) => flag))
	),
	column(
		'freshness',
		'code',
		'current, due, unverified, or none where no clock runs; on the public basis by evidence that was public, not by checks.',
		(p) => p.assessment.freshness.state
	),
	column(
		'verdict',
		'code',
		'The group that a manager gave as a verdict; it never replaces the computed one. Empty without one.',
		(p) => p.verdict?.group ?? null
	),
	column('verdict_on', 'date', 'The day of that verdict.', (p) => p.verdict?.on ?? null)
];

/** The columns of what was written down, which an import reads. */
export const DESCRIPTION_COLUMNS: readonly Column<PledgeDescription>[] = [...DESCRIPTION, ...DETAIL_COLUMNS];

/** The columns of the pledges export, in their order. */
export const PLEDGE_COLUMNS: readonly Column<PledgeLine>[] = [
	...DESCRIPTION_COLUMNS,
	...ASSESSMENT,
	...stateColumns<PledgeLine>()
];
