import type { Cell, CellType, Column } from '../column.ts';
import { cellXml, columnName, escapeAttribute, textXml, type Losses } from './cell.ts';
import { STYLE } from './styles.ts';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A table of a workbook: its columns, and its rows some at a time. */
export interface BookTable<Row> {
	/** on its tab */
	name: string;
	columns: readonly Column<Row>[];
	parts: AsyncIterable<Row[]>;
}

/** What became of a table: how much of it there is, and what its cells could not hold. */
export interface Written extends Losses {
	rows: number;
}

/** Rows that are taken as they come, and where one sheet ends and another begins. */
export interface RowSource<Row> {
	hasMore(): Promise<boolean>;
	/** the next rows, at most so many; none after the last one */
	take(most: number): Promise<Row[]>;
}

/** Takes rows from parts of any size. */
export function rowSource<Row>(parts: AsyncIterable<Row[]>): RowSource<Row> {
	const iterator = parts[Symbol.asyncIterator]();
	let rest: Row[] = [];
	const hasMore = async () => {
		while (rest.length === 0) {
			const next = await iterator.next();
			if (next.done) return false;
			rest = next.value;
		}
		return true;
	};
	return {
		hasMore,
		async take(most) {
			await hasMore();
			const taken = rest.slice(0, most);
			rest = rest.slice(most);
			return taken;
		}
	};
}

/** Narrowest and widest column, in characters. */
const WIDTHS = { least: 9, most: 46 };

/**
 * A sheet as XML, part by part: the names of the columns, which stay in sight and can be filtered by, then the rows.
 * Widths follow the first rows.
 * @param most rows that the sheet may hold; the rest is left in the source
 * @param written is counted on
 */
export async function* sheetXml<Row>(
	columns: readonly Column<Row>[],
	source: RowSource<Row>,
	most: number,
	written: Written
): AsyncGenerator<string, void, undefined> {
	const names = columns.map((_, at) => columnName(at));
	const last = names.at(-1) ?? 'A';
	const header = columns
		.map(({ name }, at) => textXml(`${names[at]}1`, name, STYLE.header, written))
		.join('');
	let count = 0;
	let rows = await source.take(most);
	let pending = `${opening(widthsOf(columns, rows), true)}<row r="1">${header}</row>`;
	while (rows.length > 0) {
		const xml = rows.map((row, at) => {
			const line = count + at + 2;
			return `<row r="${line}">${columns
				.map((column, place) => cellXml(`${names[place]}${line}`, ...cellOf(column, row), written))
				.join('')}</row>`;
		});
		yield pending + xml.join('');
		pending = '';
		count += rows.length;
		rows = count < most ? await source.take(most - count) : [];
	}
	written.rows += count;
	yield `${pending}</sheetData><autoFilter ref="A1:${last}${count + 1}"/>${closing()}`;
}

function cellOf<Row>(column: Column<Row>, row: Row): [Cell, CellType] {
	return [column.read(row), column.typeOf?.(row) ?? column.type];
}

function widthsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): number[] {
	return columns.map((column) => {
		const longest = rows.reduce(
			(most, row) => Math.max(most, (column.read(row) ?? '').length),
			column.name.length + 3
		);
		return Math.min(Math.max(longest + 1, WIDTHS.least), WIDTHS.most);
	});
}

/** A line of the first sheet: what is said, and of what; a link opens what it names. */
export interface AboutLine {
	cells: { text: Cell; type?: CellType; style?: number }[];
	/** address that the second cell opens */
	href?: string;
}

/** The sheet that says what the others hold. */
export function aboutXml(lines: readonly AboutLine[]): string {
	const losses: Losses = { numbersAsText: 0, cutTexts: 0 };
	const rows = lines.map(({ cells }, at) => {
		const xml = cells.map(({ text, type = 'text', style }, place) => {
			const ref = `${columnName(place)}${at + 1}`;
			return style === undefined || text === null
				? cellXml(ref, text, type, losses)
				: textXml(ref, text, style, losses);
		});
		return `<row r="${at + 1}">${xml.join('')}</row>`;
	});
	const links = lines.flatMap(({ href }, at) =>
		href === undefined ? [] : [`<hyperlink ref="B${at + 1}" r:id="${linkId(at)}"/>`]
	);
	return `${opening([24, 70, 12, 90], false)}${rows.join('')}</sheetData>${
		links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`
	}${closing()}`;
}

/** Where the links of that sheet lead. */
export function aboutLinksXml(lines: readonly AboutLine[]): string {
	const links = lines.flatMap(({ href }, at) =>
		href === undefined
			? []
			: [
					`<Relationship Id="${linkId(at)}" Type="${RELATIONS}/hyperlink" Target="${escapeAttribute(href)}" TargetMode="External"/>`
				]
	);
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`;
}

const linkId = (at: number) => `rId${at + 1}`;

function opening(widths: readonly number[], frozen: boolean): string {
	const view = frozen
		? '<sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView>'
		: '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/>';
	const columns = widths.map(
		(width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
	);
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetViews>${view}</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`;
}

const closing = () =>
	'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>';
