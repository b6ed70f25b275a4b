import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Aggregation, Direction, ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import type { ReviewState } from '#lib/domain/review.ts';
import { stateColumns, yesNo, type Cell, type CellType, type Column, type ReadAt } from './column.ts';
import type { SourceCells } from './pledge-detail-columns.ts';

/** A standing figure with all that its line in an export says. */
export interface ActualLine {
	pledgeCode: string;
	pledgeTitle: string;
	indicator: string;
	indicatorRole: 'headline' | 'supporting';
	aggregation: Aggregation;
	direction: Direction;
	start: IsoDate;
	end: IsoDate;
	value: Decimal;
	unit: string;
	enteredValue: Decimal;
	enteredUnit: string;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	reporter: string;
	/** whether it is in the headline series: its reporter comes first among those with a figure for the period */
	headline: boolean;
	/** whether the assessment rests on it */
	decides: boolean;
	/** where it stands with the managers; null where nobody had to approve it */
	review: ReviewState | null;
	source: SourceCells | null;
	locator: string | null;
	quote: string | null;
	note: string | null;
	knownOn: IsoDate;
	recordedOn: IsoDate;
	recordedBy: string | null;
	seq: number;
	/** the state in which it stood */
	moment: ReadAt;
}

type Read = (line: ActualLine) => Cell;

const column = (name: string, type: CellType, description: string, read: Read): Column<ActualLine> => ({
	name,
	type,
	description,
	read
});

/** The columns of the actuals export, in their order. */
export const ACTUAL_COLUMNS: readonly Column<ActualLine>[] = [
	column('pledge_code', 'text', 'Code of the pledge.', (a) => a.pledgeCode),
	column('pledge_title', 'text', 'Title of the pledge.', (a) => a.pledgeTitle),
	column('indicator', 'text', 'What was measured.', (a) => a.indicator),
	column(
		'indicator_role',
		'code',
		'headline: what the pledge is measured by; supporting: a figure that says something about it.',
		(a) => a.indicatorRole
	),
	column('aggregation', 'code', 'How the periods of the indicator combine.', (a) => a.aggregation),
	column(
		'direction',
		'code',
		'Whether more or less of it is better: increase or decrease.',
		(a) => a.direction
	),
	column('period_start', 'date', 'First day of the period.', (a) => a.start),
	column('period_end', 'date', 'Last day of the period, which dates the figure.', (a) => a.end),
	column('value', 'number', 'The figure, in unit.', (a) => a.value),
	column('unit', 'text', 'The indicator’s own unit.', (a) => a.unit),
	column('entered_value', 'number', 'The figure as it was typed, in entered_unit.', (a) => a.enteredValue),
	column('entered_unit', 'text', 'The unit in which it was typed.', (a) => a.enteredUnit),
	column('qualifier', 'code', 'How it was said.', (a) => a.qualifier),
	column('state', 'code', 'provisional, final or revised.', (a) => a.state),
	column('partial', 'code', 'yes where it covers only part of the natural period.', (a) => yesNo(a.partial)),
	column(
		'derived',
		'text',
		'How it was derived from another figure; empty where it was published.',
		(a) => a.derived
	),
	column('reporter', 'text', 'Who states it.', (a) => a.reporter),
	column(
		'headline',
		'code',
		'yes where it is the figure that counts for its period: the highest-ranked reporter’s.',
		(a) => yesNo(a.headline)
	),
	column('decides', 'code', 'yes where the assessment rests on this figure.', (a) => yesNo(a.decides)),
	column(
		'review',
		'code',
		'approved, waiting or returned; empty where nobody had to approve it. Only approved ones count.',
		(a) => a.review
	),
	column('source_title', 'text', 'The document it comes from.', (a) => a.source?.title ?? null),
	column('source_publisher', 'text', 'Who published that.', (a) => a.source?.publisher ?? null),
	column('source_date', 'date', 'The day it was published.', (a) => a.source?.publishedOn ?? null),
	column('source_language', 'text', 'Its language, such as en.', (a) => a.source?.language ?? null),
	column('source_url', 'text', 'Its address.', (a) => a.source?.url ?? null),
	column('locator', 'text', 'Where in it the figure stands.', (a) => a.locator),
	column('quote', 'text', 'Its own words.', (a) => a.quote),
	column('note', 'text', 'What the analyst adds.', (a) => a.note),
	column('known_on', 'date', 'The day it became public.', (a) => a.knownOn),
	column('recorded_on', 'date', 'The day it was recorded here, in UTC.', (a) => a.recordedOn),
	column('recorded_by', 'text', 'Who recorded it; empty when the product did.', (a) => a.recordedBy),
	column('ledger', 'number', 'Ledger number of its record.', (a) => String(a.seq)),
	...stateColumns<ActualLine>()
];
