import type { ChartCsv } from './spec.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** One cell: text that a spreadsheet would run as a formula is led by an apostrophe, numbers are left alone. */
function cell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A chart's data as CSV (RFC 4180). */
export function csvText({ header, rows }: ChartCsv): string {
	return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
