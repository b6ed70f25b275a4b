import type { CheckedRow } from './check-table.ts';
import type { Job, JobState } from './jobs.ts';

/** How much of a cell is shown. */
const LONGEST_CELL = 160;
/** Sentences on top of the page, and corrections that are listed for confirmation; the rest is counted. */
const MOST_ERRORS = 12;
const MOST_LARGE = 50;

/** An import as its page shows it. */
export interface JobView {
	id: string;
	state: JobState;
	share: number;
	format: string;
	word: readonly [string, string];
	file: string | null;
	text: string | null;
	decimalComma: boolean;
	message: string | null;
	preview: {
		columns: readonly string[];
		rows: CheckedRow[];
		total: number;
		counts: { added: number; revised: number; skipped: number; wrong: number };
		errors: { line: number; column: string; sentence: string }[];
		errorCount: number;
		notices: string[];
		large: { line: number; sentence: string }[];
		largeCount: number;
		needsReason: boolean;
	} | null;
}

/** What leaves the server of an import. */
export function showJob(job: Job): JobView {
	const { given, checked } = job;
	return {
		id: job.id,
		state: job.state,
		share: job.share,
		format: given.name,
		word: given.format.word,
		file: given.file,
		text: given.text,
		decimalComma: given.decimalComma,
		message: job.message,
		preview: checked && {
			columns: checked.columns,
			rows: checked.shown.map((row) => ({ ...row, cells: row.cells.map(shortened) })),
			total: checked.rows,
			counts: checked.counts,
			errors: checked.errors.slice(0, MOST_ERRORS),
			errorCount: checked.errorCount,
			notices: checked.notices,
			large: checked.large.slice(0, MOST_LARGE),
			largeCount: checked.largeCount,
			needsReason: checked.needsReason
		}
	};
}

const shortened = (cell: string) => (cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell);
