import { laterOf, type IsoDate, type Period } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import { enterQuantity, type Decimal } from '#lib/domain/quantity.ts';
import { needsConfirmation } from '#lib/domain/revision.ts';
import { refuseConflict } from '#lib/domain/standing-figures.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { countOf, formatPeriod } from '#lib/domain/words.ts';
import { readActualRow, type ActualRowRead } from '#lib/schema/actual-row.ts';
import { tidy, type Read } from '#lib/schema/read.ts';
import { ACTUAL_LAYOUT, actualFields, type ActualFields } from '#lib/tabular/actual-layout.ts';
import type { CellErrors, Cells, Row } from '#lib/tabular/layout.ts';
import type { Db } from '../db/connection.ts';
import { listReporters } from '../portfolio/reporters.ts';
import { sourceKey, type NewSource } from '../sources/add-sources.ts';
import { chooseIndicator } from './choose-indicator.ts';
import { good, wrong, type Check, type Format, type Verdict } from './format.ts';
import type { KnownFigure } from './known-figures.ts';
import { nearNames } from './near-names.ts';
import { loadMeasured, type MeasuredIndicator, type MeasuredPledge } from './measured-pledges.ts';
import { quotedSources, type RequireQuoted } from './quoted-sources.ts';
import { writeActuals, type NewFigure } from './write-actuals.ts';

/** How many reporters a new name is compared with. */
const MOST_REPORTERS = 5000;

/** Figures of pledges that are known, one a row. */
export const ACTUALS: Format = {
	layout: ACTUAL_LAYOUT,
	word: ['actual', 'actuals'],
	begin: (db, { today }) => beginCheck(db, today)
};

async function beginCheck(db: Db, today: IsoDate): Promise<Check> {
	const reporters = nearNames('reporter', await listReporters(db, MOST_REPORTERS));
	const pledges = new Map<string, MeasuredPledge>();
	const seen = new Set<string>();
	const figures: NewFigure[] = [];
	const requireQuoted = quotedSources(db);
	let unapproved = 0;
	return {
		rows: async (rows) => {
			const codes = [...new Set(rows.map(codeOf))].filter((code) => code !== '' && !seen.has(code));
			for (const code of codes) seen.add(code);
			for (const [code, pledge] of await loadMeasured(db, codes)) pledges.set(code, pledge);
			const verdicts: Verdict[] = [];
			for (const row of rows) {
				if (isUnapproved(row)) unapproved++;
				const { verdict, figure } = await judge(row, pledges.get(codeOf(row)), today, requireQuoted);
				if (figure) figures.push(figure);
				if (figure) reporters.seen(figure.actual.reporter);
				verdicts.push(verdict);
			}
			return verdicts;
		},
		notices: () => [...unapprovedNotice(unapproved), ...sourceNotice(figures), ...reporters.said()],
		write: (trx, next, writing) => writeActuals(trx, next, figures, writing)
	};
}

function unapprovedNotice(count: number): string[] {
	const [were, are] = count === 1 ? ['was', 'is'] : ['were', 'are'];
	return count === 0
		? []
		: [
				`${countOf(count, 'figure')} of the file waited for a manager or ${were} returned where it comes from, and ${are} passed over.`
			];
}

/** Tables may be older than the rule that a figure needs a source, but nobody should overlook it. */
function sourceNotice(figures: readonly NewFigure[]): string[] {
	const count = figures.filter(({ source }) => source === null).length;
	return count === 0
		? []
		: [
				`${countOf(count, 'figure')} ${count === 1 ? 'names' : 'name'} no source and will be recorded without one.`
			];
}

// The database refuses to look for a text with a NUL character.
const codeOf = ({ cells }: Row) =>
	tidy(cells.pledge_code ?? '')
		.replaceAll('\0', '')
		.toUpperCase();

interface Judged {
	verdict: Verdict;
	figure: NewFigure | null;
}

/** A figure of an export that no manager has approved there. */
const isUnapproved = ({ cells }: Row) => ['waiting', 'returned'].includes(tidy(cells.review ?? ''));

const refused = (errors: CellErrors): Judged => ({ verdict: wrong(errors), figure: null });

async function judge(
	row: Row,
	pledge: MeasuredPledge | undefined,
	today: IsoDate,
	requireQuoted: RequireQuoted
): Promise<Judged> {
	const { cells } = row;
	const form = actualFields(cells);
	const written = { ...form.errors, ...row.errors };
	// Beside a figure that waits or was returned, the export has the one that counts.
	if (isUnapproved(row)) return { verdict: good('skipped'), figure: null };
	if (!pledge) {
		const code = tidy(cells.pledge_code ?? '');
		const unknown = code === '' ? 'Write the code of a pledge.' : `There is no pledge with the code ${code}.`;
		return refused({ pledge_code: unknown, ...written });
	}
	const { indicator, errors } = chooseIndicator(pledge, cells);
	if (!indicator) return refused({ ...errors, ...written });
	const read = readActualRow(form.fields, indicator, today);
	if (!read.ok || Object.keys(written).length > 0) {
		return refused({ ...(read.ok ? {} : besideCells(read.errors, form)), ...written });
	}
	const { reporter, period } = read.value.actual;
	const shown = indicator.figures.find(reporter, period);
	const standing = shown.findLast(({ id, last }) => id === last);
	try {
		if (standing?.line != null) refuseTwice(standing, period);
		const known = shown.some((figure) => {
			const beside = readBeside(form, read.value, cells, indicator, today, figure);
			return beside.ok && differences(beside.value, figure, indicator).length === 0;
		});
		if (known) return { verdict: good('skipped'), figure: null };
		const whole = standing ? readBeside(form, read.value, cells, indicator, today, standing) : read;
		if (!whole.ok) return refused(besideCells(whole.errors, form));
		const { source, quote } = whole.value.actual;
		// A quote that is kept was there before, and its source may be stored since.
		if (cells.quote !== undefined && source && !('id' in source) && quote !== null) {
			await requireQuoted(source, quote);
		}
		return settle(row, pledge, indicator, whole.value, standing, today);
	} catch (error) {
		if (!isDomainError(error)) throw error;
		return refused({ [form.columnOf(error.field ?? 'value')]: error.message });
	}
}

function refuseTwice({ line, reporter }: KnownFigure, period: Period): never {
	const before = `Line ${line} has a figure of ${reporter} for ${formatPeriod(period)} already; keep one of the two.`;
	throw new DomainError('period_taken', before, 'reporter');
}

function besideCells(errors: Record<string, string>, form: ActualFields): CellErrors {
	return Object.fromEntries(Object.entries(errors).map(([field, text]) => [form.columnOf(field), text]));
}

/**
 * Reads a row again with what it leaves open taken from a figure that it may be about: a column that the file lacks
 * changes nothing, nor does a choice that is left empty.
 */
function readBeside(
	form: ActualFields,
	{ actual }: ActualRowRead,
	cells: Cells,
	indicator: MeasuredIndicator,
	today: IsoDate,
	figure: KnownFigure
): Read<ActualRowRead> {
	const { value } = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
	const kept = keptEvidence(cells, figure, value);
	const open = (name: string) => (cells[name] ?? '').trim() === '';
	if (open('qualifier')) kept.qualifier = figure.qualifier;
	if (open('partial')) kept.partial = figure.partial ? 'yes' : 'no';
	if (open('state')) kept.state = value === figure.value ? figure.state : 'revised';
	if (open('known_on') && value === figure.value) kept.known_on = figure.knownOn;
	if (cells.derived === undefined) kept.derived = figure.derived ?? '';
	if (cells.note === undefined) kept.note = figure.note ?? '';
	return readActualRow({ ...form.fields, ...kept }, indicator, today);
}

/**
 * What a row leaves open of where a figure stands. A row that names no source is of the same one, also where it
 * corrects the value; one that names its document is, where the value and the title stay, and is of another otherwise,
 * in which the former place and words would be wrong.
 */
function keptEvidence(
	cells: Cells,
	{ source, ...figure }: KnownFigure,
	value: Decimal
): Record<string, string> {
	const sources = sourceFields(source);
	const named = Object.keys(sources).some((name) => cells[name] !== undefined);
	const title = tidy(cells.source_title ?? sources.source_title);
	if (named && (value !== figure.value || title !== sources.source_title)) return {};
	const evidence = { ...sources, locator: figure.locator ?? '', quote: figure.quote ?? '' };
	return Object.fromEntries(Object.entries(evidence).filter(([name]) => cells[name] === undefined));
}

const sourceFields = (source: KnownFigure['source']) => ({
	source_title: source?.title ?? '',
	source_publisher: source?.publisher ?? '',
	source_url: source?.url ?? '',
	source_date: source?.publishedOn ?? '',
	source_language: source?.language ?? ''
});

function settle(
	row: Row,
	pledge: MeasuredPledge,
	indicator: MeasuredIndicator,
	read: ActualRowRead,
	standing: KnownFigure | undefined,
	today: IsoDate
): Judged {
	const { actual } = read;
	const { reporter, period } = actual;
	const source = describedSource(actual);
	const value = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
	const knownOn = read.knownOn ?? laterOf(source?.publishedOn ?? today, period.end);
	const figure: NewFigure = { pledge, indicator, actual, source, value, knownOn, revises: standing ?? null };
	const near = { ...indicator, figures: indicator.figures.near(period, indicator.aggregation) };
	const candidate = { reporter, period, value: value.value, revises: standing?.id ?? null };
	const large = standing !== undefined && needsConfirmation(standing.value, value.value);
	// Whether large corrections are right is asked once, for the import as a whole.
	refuseConflict(near, { ...candidate, confirmed: true });
	const id = standing?.id ?? -row.line;
	indicator.figures.put({
		...{ id, last: id, end: id, reporter, reporterId: standing?.reporterId ?? null, period },
		...{ value: value.value, qualifier: actual.qualifier, state: actual.state, partial: actual.partial },
		...{ derived: actual.derived, locator: actual.locator, quote: actual.quote, note: actual.note },
		...{ source, knownOn, line: row.line }
	});
	if (!standing) return { verdict: good('added'), figure };
	const inWords = (amount: string) => formatQuantity(amount, indicator.unit);
	const sentence = `${pledge.code}, ${formatPeriod(period)}, ${reporter}: from ${inWords(standing.value)} to ${inWords(value.value)}`;
	const changed = differences(read, standing, indicator);
	return {
		verdict: good('revised', { changed, needsReason: true, large: large ? sentence : null }),
		figure
	};
}

const describedSource = ({ source }: ActualInput) => (source && !('id' in source) ? source : null);

/** The columns in which a row says something else than a figure that is shown. */
function differences(
	{ actual, knownOn }: ActualRowRead,
	figure: KnownFigure,
	indicator: MeasuredIndicator
): string[] {
	const { value } = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
	const same: [column: string, same: boolean][] = [
		['value', value === figure.value],
		['qualifier', actual.qualifier === figure.qualifier],
		['state', actual.state === figure.state],
		['partial', actual.partial === figure.partial],
		['derived', actual.derived === figure.derived],
		['locator', actual.locator === figure.locator],
		['quote', actual.quote === figure.quote],
		['note', actual.note === figure.note],
		['source_title', keyOf(describedSource(actual)) === keyOf(figure.source)],
		['known_on', knownOn === null || knownOn === figure.knownOn]
	];
	return same.filter(([, equal]) => !equal).map(([column]) => column);
}

const keyOf = (source: NewSource | null) => source && sourceKey(source);
