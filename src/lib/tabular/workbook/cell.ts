import { toDayNumber, isIsoDate } from '#lib/domain/calendar.ts';
import type { Cell, CellType } from '../column.ts';
import { looksLikeFormula } from '../csv.ts';
import { STYLE } from './styles.ts';

/** What a spreadsheet cannot hold, counted so that the workbook can say so. */
export interface Losses {
	/** numbers written as text, because they have more digits than a spreadsheet keeps */
	numbersAsText: number;
	/** texts that were cut */
	cutTexts: number;
}

/** The longest text that a cell of a spreadsheet may hold, in UTF-16 units. */
export const LONGEST_TEXT = 32_767;

/** Significant digits that a spreadsheet keeps and shows of a number. */
const DIGITS = 15;
/** Beyond some 300 digits a number is none to a spreadsheet. */
const LONGEST_NUMBER = 300;

/** Days from the spreadsheet's day 0, 1899-12-30, to ours, 1970-01-01. */
const EPOCH = 25_569;
/** Before this day spreadsheets disagree about the calendar, because 1900 had no 29 February. */
const FIRST_DAY = '1900-03-01';
const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;

/**
 * A cell as SpreadsheetML; nothing for an empty one. Numbers and days are real ones, so that they can be summed and
 * sorted; every other cell is text by its type, which no spreadsheet takes for a formula.
 * @param ref such as "C7"
 */
export function cellXml(ref: string, cell: Cell, type: CellType, losses: Losses): string {
	if (cell === null || cell === '') return '';
	if (type === 'number' || type === 'result') {
		if (type === 'result' || isKept(cell)) return numberXml(ref, cell, numberStyle(cell));
		losses.numbersAsText += 1;
		return textXml(ref, cell, STYLE.quoted, losses);
	}
	if (type === 'date') {
		const [serial, style] = serialOf(cell);
		if (serial !== null) return numberXml(ref, serial, style);
	}
	return textXml(ref, cell, looksLikeFormula(cell) ? STYLE.quoted : STYLE.plain, losses);
}

/** A cell of text in a style, such as the name of a column. */
export function textXml(ref: string, text: string, style: number, losses: Losses): string {
	return `<c r="${ref}"${styled(style)} t="inlineStr"><is><t xml:space="preserve">${escapeText(fitting(text, losses))}</t></is></c>`;
}

const numberXml = (ref: string, value: string, style: number) =>
	`<c r="${ref}"${styled(style)}><v>${value}</v></c>`;

const styled = (style: number) => (style === STYLE.plain ? '' : ` s="${style}"`);

/** Whether a spreadsheet keeps every digit of a plain decimal. */
function isKept(decimal: string): boolean {
	const digits = decimal.replace(/^-|\./g, '').replace(/^0+|0+$/g, '');
	return digits.length <= DIGITS && decimal.length <= LONGEST_NUMBER;
}

const numberStyle = (decimal: string) => (decimal.includes('.') ? STYLE.plain : STYLE.whole);

/** The number of a day, or of a moment, as spreadsheets count; null for a day that they cannot count. */
function serialOf(cell: string): [string | null, number] {
	if (isIsoDate(cell)) return [cell < FIRST_DAY ? null : String(toDayNumber(cell) + EPOCH), STYLE.day];
	const [, day = '', hours, minutes, seconds, rest = '0'] = TIME.exec(cell) ?? [];
	if (!isIsoDate(day) || day < FIRST_DAY) return [null, STYLE.plain];
	const milliseconds =
		((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'));
	return [String(toDayNumber(day) + EPOCH + milliseconds / 86_400_000), STYLE.moment];
}

/** The text as far as a cell can hold it; where it is cut, its end says so. */
function fitting(text: string, losses: Losses): string {
	if (text.length <= LONGEST_TEXT) return text;
	losses.cutTexts += 1;
	const end = ` … [cut: the whole text has ${text.length} characters]`;
	return (
		text
			.slice(0, LONGEST_TEXT - end.length)
			.toWellFormed()
			.replace(/\uFFFD$/, '') + end
	);
}

/** Characters that XML forbids, and what a spreadsheet would take for one that is escaped. */
const UNWRITABLE = /[^\P{Cc}\t\n\x7f-\x9f]|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;

/**
 * A text as the content of an element. Lines break as they do in a cell; what XML cannot hold is written in the way of
 * spreadsheets: `_x0001_`.
 */
export function escapeText(text: string): string {
	return text
		.toWellFormed()
		.replace(/\r\n?/g, '\n')
		.replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;');
}

/** A text as the value of an attribute. */
export const escapeAttribute = (text: string): string => escapeText(text).replace(/"/g, '&quot;');

/** "A" for 0, "AB" for 27. */
export function columnName(at: number): string {
	const rest = Math.floor(at / 26) - 1;
	return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (at % 26));
}
