import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import type { QuoteStanding } from '#lib/domain/quote-standing.ts';
import { unquoted } from '#lib/domain/quotation-marks.ts';
import { REVIEW_WORDS, type ReviewState } from '#lib/domain/review.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { formatDate, formatPeriod } from '#lib/domain/words.ts';
import { quoteWarning } from './quote-words.ts';
import { QUALIFIER_SIGNS, stateWords } from './record-words.ts';

interface Source {
	id: number;
	title: string;
	publisher: string | null;
	publishedOn: string | null;
	language: string | null;
}

interface Actual {
	id: number;
	reporter: string;
	period: Period;
	value: string;
	enteredValue: string;
	enteredUnit: string;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	note: string | null;
	source: Source | null;
	recordedOn: IsoDate;
	recordedBy: string | null;
	review: ReviewState | null;
	reviewNote: string | null;
	corrected: boolean;
	former: {
		value: string;
		recordedOn: IsoDate;
		recordedBy: string | null;
		reason: string | null;
		review: ReviewState | null;
	}[];
}

/** Where a figure stands in its source, in which words, and how these stand to the stored text. */
interface Evidence {
	locator: string | null;
	quote: string | null;
	words: { standing: QuoteStanding; sourceId: number; place: string | null } | null;
}

/** An actual as a row of a table, in words. */
export interface ActualRow {
	id: number;
	period: string;
	/** the row before is of the same period */
	repeated: boolean;
	value: string;
	/** the assessment rests on it */
	decides: boolean;
	/** it does not count: it waits, or was returned */
	open: boolean;
	/** as it was typed, where that was in another unit */
	typed: string | null;
	/** what it replaced or is to replace: the value, and what is said of it */
	former: { value: string; said: string }[];
	reporter: string;
	source: Source | null;
	locator: string | null;
	quote: { text: string; place: { sourceId: number; name: string } | null; warning: string | null } | null;
	notes: string[];
	state: string;
	/** where it stands with the managers */
	review: string | null;
	/** what else is to be said of its state */
	remarks: string[];
	/** may be corrected: no correction of it waits */
	free: boolean;
}

/** The actuals of one indicator. */
export interface ActualRows {
	rows: ActualRow[];
	/** said once where all were recorded on one day by one person; null where they were not */
	recorded: string | null;
}

const isOpen = (review: ReviewState | null) => review === 'waiting' || review === 'returned';

const recordOf = ({ recordedOn, recordedBy }: Pick<Actual, 'recordedOn' | 'recordedBy'>) =>
	`${formatDate(recordedOn)}${recordedBy ? `, ${recordedBy}` : ''}`;

/**
 * The actuals of one indicator in words.
 * @param actuals latest period first
 * @param deciding ids of the figures that the assessment rests on
 * @param evidence of the figures that say more than their source, by the figure's id
 */
export function actualRows(
	actuals: readonly Actual[],
	unit: string,
	deciding: readonly string[],
	evidence: Record<number, Evidence>
): ActualRows {
	const records = new Set(actuals.map(recordOf));
	const recorded = records.size === 1 ? ([...records][0] ?? null) : null;
	const rows = actuals.map((actual, at): ActualRow => {
		const { period, review } = actual;
		const before = actuals[at - 1]?.period;
		const given = evidence[actual.id];
		return {
			id: actual.id,
			period: formatPeriod(period),
			repeated: before?.start === period.start && before.end === period.end,
			value: `${QUALIFIER_SIGNS[actual.qualifier]}${formatQuantity(actual.value, unit)}`,
			decides: deciding.includes(String(actual.id)),
			open: isOpen(review),
			typed: actual.enteredUnit === unit ? null : `typed ${actual.enteredValue} ${actual.enteredUnit}`,
			former: actual.former.map((one) => ({
				value: formatQuantity(one.value, unit),
				said: `(${recordOf(one)}${isOpen(one.review) ? `, ${one.review}` : ''})${one.reason ? `: ${one.reason}` : ''}`
			})),
			reporter: actual.reporter,
			source: actual.source,
			locator: given?.locator ?? null,
			quote: given?.quote ? quoteOf(given.quote, given.words) : null,
			notes: [actual.derived && `derived: ${actual.derived}`, actual.note].filter((note) => note !== null),
			state: stateWords(actual),
			review: reviewOf(actual),
			remarks: [
				...(actual.corrected ? ['counts until its correction is approved'] : []),
				...(recorded === null ? [`recorded ${recordOf(actual)}`] : [])
			],
			free: !actual.corrected
		};
	});
	return { rows, recorded };
}

function quoteOf(quote: string, words: Evidence['words']): ActualRow['quote'] {
	return {
		text: unquoted(quote),
		place: words?.place ? { sourceId: words.sourceId, name: words.place } : null,
		warning: words && quoteWarning(words.standing)
	};
}

function reviewOf({ review, reviewNote }: Actual): string | null {
	if (review === 'waiting') return REVIEW_WORDS.waiting;
	return review === 'returned' ? `${REVIEW_WORDS.returned}: ${reviewNote}` : null;
}
