import { escapeAttribute } from './cell.ts';
import {
	aboutLinksXml,
	aboutXml,
	MAIN,
	RELATIONS,
	rowSource,
	sheetXml,
	type AboutLine,
	type BookTable,
	type Written
} from './sheet.ts';
import { STYLES_XML } from './styles.ts';
import { zipped, type Entry } from './zip.ts';

/** How many rows a sheet of a spreadsheet may have, the names of the columns left out. */
export const MOST_ROWS = 1_048_575;

/** What was written of each table, by its name. */
export type WrittenTables = Record<string, Written>;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook (Office Open XML) as bytes, part by part: however many rows there are, only some of them are in memory.
 * A table with more rows than a sheet may have goes on in another sheet. The same tables give the same bytes.
 * @param about the first sheet, which is written last and so knows what was written
 */
export function writeBook(
	tables: readonly BookTable<unknown>[],
	about: (written: WrittenTables) => readonly AboutLine[],
	mostRows = MOST_ROWS
): AsyncGenerator<Uint8Array, void, undefined> {
	return zipped(entriesOf(tables, about, mostRows));
}

async function* entriesOf(
	tables: readonly BookTable<unknown>[],
	about: (written: WrittenTables) => readonly AboutLine[],
	mostRows: number
): AsyncGenerator<Entry, void, undefined> {
	const written: WrittenTables = {};
	const names = ['About'];
	for (const { name, columns, parts } of tables) {
		const source = rowSource(parts);
		const own: Written = { rows: 0, numbersAsText: 0, cutTexts: 0 };
		written[name] = own;
		let sheets = 0;
		do {
			sheets += 1;
			names.push(sheets === 1 ? name : `${name} ${sheets}`);
			yield { name: sheetFile(names.length), parts: sheetXml(columns, source, mostRows, own) };
		} while (await source.hasMore());
	}
	const lines = about(written);
	yield { name: sheetFile(1), parts: [aboutXml(lines)] };
	yield { name: 'xl/worksheets/_rels/sheet1.xml.rels', parts: [HEAD + aboutLinksXml(lines)] };
	yield { name: 'xl/styles.xml', parts: [HEAD + STYLES_XML] };
	yield { name: 'xl/workbook.xml', parts: [HEAD + workbookXml(names)] };
	yield { name: 'xl/_rels/workbook.xml.rels', parts: [HEAD + workbookLinksXml(names)] };
	yield {
		name: '_rels/.rels',
		parts: [
			`${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		]
	};
	yield { name: '[Content_Types].xml', parts: [HEAD + contentTypesXml(names)] };
}

const sheetFile = (number: number) => `xl/worksheets/sheet${number}.xml`;

function workbookXml(names: readonly string[]): string {
	const sheets = names.map(
		(name, at) => `<sheet name="${escapeAttribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`
	);
	return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookLinksXml(names: readonly string[]): string {
	const links = names.map(
		(_, at) =>
			`<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`
	);
	return `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}<Relationship Id="rId${names.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;
}

function contentTypesXml(names: readonly string[]): string {
	const sheets = names.map(
		(_, at) => `<Override PartName="/${sheetFile(at + 1)}" ContentType="${SHEET}.worksheet+xml"/>`
	);
	return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/>${sheets.join('')}<Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/></Types>`;
}
