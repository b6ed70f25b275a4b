import { capitalise, formatDate, formatDateAs, formatPeriod } from '#lib/domain/words.ts';
import { unquoted } from '#lib/domain/quotation-marks.ts';
import { verdictWord } from '#lib/domain/status.ts';
import { formatQualified } from '#lib/domain/wording.ts';
import { targetAmount } from '#lib/format/target.ts';
import { LIFECYCLE_WORDS, OUTCOME_WORDS, stateWords } from '#lib/format/record-words.ts';
import type { Citations } from '#lib/server/sources/citations.ts';

/** Facts of one sort that name a source, in words. */
export interface Section {
	heading: string;
	/** what the rows are, in the singular */
	word: string;
	/** how many there are; more than the rows when the list was cut */
	total: number;
	rows: {
		id: number;
		code: string;
		title: string;
		/** its day or period; null where it has none */
		when: string | null;
		words: string;
		note: string | null;
	}[];
}

/** The facts that name a source, a section for each sort that occurs. Made on the server: the page sends only words. */
export function sectionsOf(citations: Citations): Section[] {
	const { counts } = citations;
	const sections: Section[] = [
		{
			heading: 'Actuals',
			word: 'figure',
			total: counts.actuals ?? 0,
			rows: citations.actuals.map((row) => ({
				...pledgeOf(row),
				when: formatPeriod(row),
				words: capitalise(formatQualified(row.value, row.unit, row.qualifier)),
				note: `${row.indicator}; ${row.reporter}, ${stateWords(row)}`
			}))
		},
		{
			heading: 'Targets',
			word: 'target',
			total: counts.targets ?? 0,
			rows: citations.targets.map((row) => ({
				...pledgeOf(row),
				when: deadlineOf(row),
				words: capitalise(targetAmount(row, row.unit ?? '') ?? 'the dates'),
				note: row.assumedDue ? 'assumed deadline' : null
			}))
		},
		{
			heading: 'Baselines',
			word: 'baseline',
			total: counts.baselines ?? 0,
			rows: citations.baselines.map((row) => ({
				...pledgeOf(row),
				when: formatPeriod(row),
				words: capitalise(formatQualified(row.value, row.unit, row.qualifier)),
				note: null
			}))
		},
		{
			heading: 'Steps done',
			word: 'step',
			total: counts.doneSteps ?? 0,
			rows: citations.doneSteps.map((row) => ({
				...pledgeOf(row),
				when: formatPeriod({ start: row.from, end: row.to ?? row.from }),
				words: row.step,
				note: row.place
			}))
		},
		{
			heading: 'Dates set for steps',
			word: 'step',
			total: counts.dueSteps ?? 0,
			rows: citations.dueSteps.map((row) => ({
				...pledgeOf(row),
				when: row.due && `by ${formatDateAs(row.due, row.duePrecision)}`,
				words: row.step,
				note: null
			}))
		},
		{
			heading: 'Checks',
			word: 'check',
			total: counts.checks ?? 0,
			rows: citations.checks.map((row) => ({
				...pledgeOf(row),
				when: formatDate(row.on),
				words: row.text,
				note: OUTCOME_WORDS[row.outcome]
			}))
		},
		{
			heading: 'Scores',
			word: 'score',
			total: counts.scores ?? 0,
			rows: citations.scores.map((row) => ({
				...pledgeOf(row),
				when: formatDate(row.on),
				words: `${row.value > 0 ? '+1' : row.value < 0 ? '−1' : '0'}: ${row.rationale}`,
				note: row.reader
			}))
		},
		{
			heading: 'Verdicts',
			word: 'verdict',
			total: counts.verdicts ?? 0,
			rows: citations.verdicts.map((row) => ({
				...pledgeOf(row),
				when: formatDate(row.on),
				words: `${verdictWord(row.value)}: ${row.rationale}`,
				note: null
			}))
		},
		{
			heading: 'Closings',
			word: 'act',
			total: counts.closings ?? 0,
			rows: citations.closings.map((row) => ({
				...pledgeOf(row),
				when: formatDate(row.on),
				words: `${capitalise(LIFECYCLE_WORDS[row.state])}: ${row.reason}`,
				note: null
			}))
		},
		{
			heading: 'Said again',
			word: 'time',
			total: counts.restatements ?? 0,
			rows: citations.restatements.map((row) => ({
				...pledgeOf(row),
				when: row.on && formatDate(row.on),
				words: row.text === 'no horizon' ? 'Said again, with no horizon' : `“${unquoted(row.text)}”`,
				note: row.note
			}))
		}
	];
	return sections.filter(({ total }) => total > 0);
}

const pledgeOf = ({ id, code, title }: { id: number; code: string; title: string }) => ({ id, code, title });

function deadlineOf({ start, due, duePrecision }: Citations['targets'][number]): string {
	if (!due) return 'no deadline';
	return start ? `within ${formatPeriod({ start, end: due })}` : `by ${formatDateAs(due, duePrecision)}`;
}
