import type { Column } from '#lib/tabular/column.ts';
import { BOM, csvHeader, csvLines } from '#lib/tabular/csv.ts';
import { answerFile, type SentTable } from './answer-file.ts';

/** A table as CSV text, part by part: the names of the columns first. */
export async function* writeCsv<Row>(
	columns: readonly Column<Row>[],
	parts: AsyncIterable<Row[]>,
	options: { bom: boolean }
): AsyncGenerator<string, void, undefined> {
	let pending = `${options.bom ? BOM : ''}${csvHeader(columns)}`;
	for await (const rows of parts) {
		// The names travel with the first rows: whoever waits for the first part knows that rows can be read.
		yield pending + csvLines(columns, rows);
		pending = '';
	}
	if (pending) yield pending;
}

/** Answers with a table as CSV. @param file.bom adds the mark that Excel wants */
export function answerCsv<Row>(
	columns: readonly Column<Row>[],
	parts: AsyncIterable<Row[]>,
	file: SentTable & { bom: boolean }
): Promise<Response> {
	return answerFile(writeCsv(columns, parts, { bom: file.bom }), {
		...file,
		type: 'text/csv; charset=utf-8',
		ending: 'csv'
	});
}
