import { RULE_VERSION } from '#lib/domain/progress.ts';
import { countOf } from '#lib/domain/words.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { CHANGE_COLUMNS } from '#lib/tabular/change-columns.ts';
import type { CellType, Column, ReadAt } from '#lib/tabular/column.ts';
import type { SourceCells } from '#lib/tabular/pledge-detail-columns.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { SOURCE_COLUMNS } from '#lib/tabular/source-columns.ts';
import { writeBook, type WrittenTables } from '#lib/tabular/workbook/book.ts';
import { LONGEST_TEXT } from '#lib/tabular/workbook/cell.ts';
import type { AboutLine, BookTable } from '#lib/tabular/workbook/sheet.ts';
import { STYLE } from '#lib/tabular/workbook/styles.ts';
import type { Db } from '../db/connection.ts';
import type { Moment } from '../pledges/moment.ts';
import { readActuals } from './actuals.ts';
import { readChangeLines } from './changes.ts';
import { readPledges } from './pledges.ts';
import { readAtOf } from './read-at.ts';

/** Where what a workbook holds can be looked up. */
export interface Addresses {
	/** opens the same list in the same state */
	list: string;
	/** explains the rules */
	method: string;
}

/**
 * The pledges of a list, their figures, the changes of them and the sources of both as one workbook, with a first sheet
 * that says what it is. Bytes part by part; the same state and filters give the same bytes.
 */
export async function* writeWorkbook(
	db: Db,
	filter: PledgeFilter,
	moment: Moment,
	addresses: Addresses
): AsyncGenerator<Uint8Array, void, undefined> {
	const readAt = await readAtOf(db, filter, moment);
	const sources = new Map<string, SourceCells>();
	const tables: BookTable<unknown>[] = [
		{
			name: 'Pledges',
			columns: PLEDGE_COLUMNS,
			parts: noting(sources, readPledges(db, filter, moment), ({ source, details }) => [
				source,
				details.baselineSource,
				details.targetSource
			])
		},
		{
			name: 'Actuals',
			columns: ACTUAL_COLUMNS,
			parts: noting(sources, readActuals(db, filter, moment), ({ source }) => [source])
		},
		{
			name: 'Changes',
			columns: CHANGE_COLUMNS,
			parts: noting(sources, readChangeLines(db, filter, moment), ({ source }) => [source])
		},
		{ name: 'Sources', columns: SOURCE_COLUMNS, parts: all(sources) }
	];
	yield* writeBook(tables, (written) => aboutLines(readAt, written, tables, addresses));
}

/** Passes rows on and keeps every source that they name, once. */
async function* noting<Row>(
	sources: Map<string, SourceCells>,
	parts: AsyncIterable<Row[]>,
	namedBy: (row: Row) => (SourceCells | null)[]
): AsyncGenerator<Row[], void, undefined> {
	for await (const rows of parts) {
		for (const source of rows.flatMap(namedBy)) {
			if (source === null) continue;
			const { title, publisher, publishedOn, language, url } = source;
			const cells = { title, publisher, publishedOn, language, url };
			sources.set(JSON.stringify(cells), cells);
		}
		yield rows;
	}
}

/** What is in the map once everything before it was read. */
async function* all<T>(map: Map<string, T>): AsyncGenerator<T[], void, undefined> {
	yield [...map.values()];
}

const BASIS_WORDS: Record<ReadAt['basis'], string> = {
	recorded: 'what was recorded here by then',
	public: 'what was public by then'
};

const TYPE_WORDS: Record<CellType, string> = {
	text: 'text',
	number: 'number',
	result: 'number',
	date: 'date',
	code: 'word'
};

/** The first sheet: what the workbook was read from, what it could not hold, and what each column means. */
function aboutLines(
	{ asOf, basis, upto, filters }: ReadAt,
	written: WrittenTables,
	tables: readonly BookTable<unknown>[],
	{ list, method }: Addresses
): AboutLine[] {
	const line = (name: string, text: string, type: CellType = 'text'): AboutLine => ({
		cells: [
			{ text: name, style: STYLE.header },
			type === 'text' ? { text, style: STYLE.wrapped } : { text, type }
		]
	});
	const link = (name: string, href: string): AboutLine => ({
		cells: [
			{ text: name, style: STYLE.header },
			{ text: href, style: STYLE.link }
		],
		href
	});
	const rows = (name: string) => String(written[name]?.rows ?? 0);
	return [
		{ cells: [{ text: 'Pledges: what was promised, and what is known of it', style: STYLE.title }] },
		{ cells: [] },
		line('As of', asOf, 'date'),
		line('Basis', BASIS_WORDS[basis]),
		line('Ledger number', String(upto), 'number'),
		line('Filters', filters),
		...tables.map(({ name }) => line(name, rows(name), 'number')),
		line('Made by', 'Pledgeboard'),
		line('Rules', `version ${RULE_VERSION}`),
		link('The rules explained', method),
		link('This list in this state', list),
		...lossLines(written).map((text) => line('Note', text)),
		line(
			'Note',
			'Changes are those of these pledges up to the ledger number; without a filter, of everything. Sources are those that the three tables name.'
		),
		{ cells: [] },
		{ cells: ['Sheet', 'Column', 'Holds', 'Meaning'].map((text) => ({ text, style: STYLE.header })) },
		...tables.flatMap(({ name, columns }) => columns.map((column) => meaningOf(name, column)))
	];
}

/** What cells of a spreadsheet cannot hold, where that happened. */
function lossLines(written: WrittenTables): string[] {
	const all = Object.values(written);
	const asText = all.reduce((sum, { numbersAsText }) => sum + numbersAsText, 0);
	const cut = all.reduce((sum, { cutTexts }) => sum + cutTexts, 0);
	return [
		...(asText > 0
			? [
					`${countOf(asText, 'number')} with more than 15 digits ${asText === 1 ? 'stands' : 'stand'} as text, because a spreadsheet would round ${asText === 1 ? 'it' : 'them'}.`
				]
			: []),
		...(cut > 0
			? [
					`${countOf(cut, 'text')} longer than ${LONGEST_TEXT} characters, the most that a cell can hold, ${cut === 1 ? 'is' : 'are'} cut where the cell says so. The CSV has ${cut === 1 ? 'it' : 'them'} whole.`
				]
			: [])
	];
}

function meaningOf(sheet: string, { name, type, description }: Column<unknown>): AboutLine {
	return { cells: [{ text: sheet }, { text: name }, { text: TYPE_WORDS[type] }, { text: description }] };
}
