import type { Column, ReadAt } from '#lib/tabular/column.ts';
import { BOM, csvHeader, csvLines } from '#lib/tabular/csv.ts';
import { streamText } from './stream-text.ts';

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

/**
 * Answers with a table as a file. The first part is read before anything is answered, so that a database that is away
 * is an error page and not an empty file; an error after that breaks the transfer off, and never ends it as if the
 * file were whole.
 * @param file.name without its state and ending; the name says which state the file holds
 * @param file.onBreak told of such an error: whoever downloads can only see that the file broke off
 */
export async function answerCsv<Row>(
	columns: readonly Column<Row>[],
	parts: AsyncIterable<Row[]>,
	file: { name: string; moment: ReadAt; bom: boolean; onBreak: (error: unknown) => void }
): Promise<Response> {
	const body = await streamText(writeCsv(columns, parts, { bom: file.bom }), file.onBreak);
	return new Response(body, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName(file)}.csv"`,
			'cache-control': 'no-store'
		}
	});
}

/** Such as pledges-2026-11-23-at-120. */
function fileName({ name, moment: { asOf, basis, upto } }: { name: string; moment: ReadAt }): string {
	return [name, asOf, ...(basis === 'public' ? ['public'] : []), 'at', upto].join('-');
}
