import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import { enterQuantity, type EnteredQuantity } from '#lib/domain/quantity.ts';
import { needsConfirmation } from '#lib/domain/revision.ts';
import { refuseConflict } from '#lib/domain/standing-figures.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { countOf, formatPeriod } from '#lib/domain/words.ts';
import { readActualRow, type ActualRowRead } from '#lib/schema/actual-row.ts';
import { tidy } from '#lib/schema/read.ts';
import { ACTUAL_LAYOUT, actualFields, type ActualFields } from '#lib/tabular/actual-layout.ts';
import type { CellErrors, Cells, Row } from '#lib/tabular/layout.ts';
import type { Db } from '../db/connection.ts';
import { sourceKey, type NewSource } from '../sources/add-sources.ts';
import { chooseIndicator } from './choose-indicator.ts';
import { good, wrong, type Check, type Format, type Verdict } from './format.ts';
import type { KnownFigure } from './known-figures.ts';
import { loadMeasured, type MeasuredIndicator, type MeasuredPledge } from './measured-pledges.ts';
import { quotedSources, type RequireQuoted } from './quoted-sources.ts';
import { writeActuals } from './write-actuals.ts';

/** A figure that was found good, with what writing it needs. */
export interface NewFigure {
	pledge: MeasuredPledge;
	indicator: MeasuredIndicator;
	actual: ActualInput;
	source: NewSource | null;
	value: EnteredQuantity;
	knownOn: IsoDate;
	/** the figure that it corrects */
	revises: KnownFigure | null;
}

/** Figures of pledges that are known, one a row. */
export const ACTUALS: Format = {
	layout: ACTUAL_LAYOUT,
	word: ['actual', 'actuals'],
	begin: async (db, { today }) => beginCheck(db, today)
};

function beginCheck(db: Db, today: IsoDate): Check {
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
				verdicts.push(verdict);
			}
			return verdicts;
		},
		notices: () => [...unapprovedNotice(unapproved), ...sourceNotice(figures)],
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
	const { read, standing } = readBeside(form, cells, indicator, today);
	if (!read.ok || Object.keys(written).length > 0) {
		return refused({ ...(read.ok ? {} : besideCells(read.errors, form)), ...written });
	}
	try {
		const { source, quote } = read.value.actual;
		if (source && !('id' in source) && quote !== null) await requireQuoted(source, quote);
		return settle(row, pledge, indicator, read.value, standing, today);
	} catch (error) {
		if (!isDomainError(error)) throw error;
		return refused({ [form.columnOf(error.field ?? 'value')]: error.message });
	}
}

function besideCells(errors: Record<string, string>, form: ActualFields): CellErrors {
	return Object.fromEntries(Object.entries(errors).map(([field, text]) => [form.columnOf(field), text]));
}

/**
 * Reads a row, and again with what it leaves open taken from the figure that it is about: a column that the file lacks
 * changes nothing, nor does a choice that is left empty.
 */
function readBeside(form: ActualFields, cells: Cells, indicator: MeasuredIndicator, today: IsoDate) {
	const read = readActualRow(form.fields, indicator, today);
	if (!read.ok) return { read, standing: undefined };
	const { reporter, period } = read.value.actual;
	const standing = indicator.figures.find(reporter, period).findLast(({ id, last }) => id === last);
	if (!standing) return { read, standing };
	const kept: Record<string, string> = {};
	const open = (name: string) => (cells[name] ?? '').trim() === '';
	if (open('qualifier')) kept.qualifier = standing.qualifier;
	if (open('partial')) kept.partial = standing.partial ? 'yes' : 'no';
	if (open('state')) {
		const value = enteredIn(read.value.actual, indicator);
		kept.state = value?.value === standing.value ? standing.state : 'revised';
	}
	if (cells.derived === undefined) kept.derived = standing.derived ?? '';
	if (cells.note === undefined) kept.note = standing.note ?? '';
	if (Object.keys(kept).length === 0) return { read, standing };
	return { read: readActualRow({ ...form.fields, ...kept }, indicator, today), standing };
}

function enteredIn({ value, unit }: ActualInput, indicator: MeasuredIndicator): EnteredQuantity | null {
	try {
		return enterQuantity(value, unit, indicator.unit, 'value');
	} catch (error) {
		if (isDomainError(error)) return null;
		throw error;
	}
}

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
	if (standing?.line != null) {
		const before = `Line ${standing.line} has a figure of ${standing.reporter} for ${formatPeriod(period)} already; keep one of the two.`;
		return refused({ reporter: before });
	}
	const source = actual.source && !('id' in actual.source) ? actual.source : null;
	const value = enterQuantity(actual.value, actual.unit, indicator.unit, 'value');
	const knownOn = read.knownOn ?? source?.publishedOn ?? today;
	const figure: NewFigure = { pledge, indicator, actual, source, value, knownOn, revises: standing ?? null };
	const changed = standing ? differences(figure, standing, row.cells, read) : [];
	if (standing && changed.length === 0) return { verdict: good('skipped'), figure: null };
	const near = { ...indicator, figures: indicator.figures.near(period, indicator.aggregation) };
	const candidate = { reporter, period, value: value.value, revises: standing?.id ?? null };
	const large = standing !== undefined && needsConfirmation(standing.value, value.value);
	// Whether large corrections are right is asked once, for the import as a whole.
	refuseConflict(near, { ...candidate, confirmed: true });
	const id = standing?.id ?? -row.line;
	indicator.figures.put({
		...{ id, last: id, reporter, reporterId: standing?.reporterId ?? null, period },
		...{ value: value.value, qualifier: actual.qualifier, state: actual.state, partial: actual.partial },
		...{ derived: actual.derived, locator: actual.locator, quote: actual.quote, note: actual.note },
		...{ source, knownOn, line: row.line }
	});
	if (!standing) return { verdict: good('added'), figure };
	const inWords = (amount: string) => formatQuantity(amount, indicator.unit);
	const sentence = `${pledge.code}, ${formatPeriod(period)}, ${reporter}: from ${inWords(standing.value)} to ${inWords(value.value)}`;
	return {
		verdict: good('revised', { changed, needsReason: true, large: large ? sentence : null }),
		figure
	};
}

/** The columns of the file in which a row says something else than the figure that stands. */
function differences(
	{ actual, source, value, knownOn }: NewFigure,
	standing: KnownFigure,
	cells: Cells,
	read: ActualRowRead
): string[] {
	const same: [column: string, same: boolean][] = [
		['value', value.value === standing.value],
		['qualifier', actual.qualifier === standing.qualifier],
		['state', actual.state === standing.state],
		['partial', actual.partial === standing.partial],
		['derived', actual.derived === standing.derived],
		['locator', cells.locator === undefined || actual.locator === standing.locator],
		['quote', cells.quote === undefined || actual.quote === standing.quote],
		['note', actual.note === standing.note],
		['source_title', cells.source_title === undefined || keyOf(source) === keyOf(standing.source)],
		['known_on', read.knownOn === null || knownOn === standing.knownOn]
	];
	return same.filter(([, equal]) => !equal).map(([column]) => column);
}

const keyOf = (source: NewSource | null) => source && sourceKey(source);
