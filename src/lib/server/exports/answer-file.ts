import type { ReadState } from '#lib/tabular/column.ts';
import { streamParts } from './stream-parts.ts';

/** A table or workbook that is sent as a file. */
export interface SentTable {
	/** of the file, without its state and ending; the name says which state the file holds */
	name: string;
	moment: ReadState;
	/** told of an error after the first part: whoever downloads can only see that the file broke off */
	onBreak(error: unknown): void;
}

/**
 * Answers with a file. The first part is read before anything is answered, so that a database that is away is an error
 * page and not an empty file; an error after that breaks the transfer off, and never ends it as if the file were whole.
 */
export async function answerFile(
	parts: AsyncGenerator<string | Uint8Array, void, undefined>,
	{ name, moment, onBreak, type, ending }: SentTable & { type: string; ending: string }
): Promise<Response> {
	const body = await streamParts(parts, onBreak);
	return new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${fileName(name, moment)}.${ending}"`,
			'cache-control': 'no-store'
		}
	});
}

/** Such as pledges-2026-11-23-at-120. */
function fileName(name: string, { asOf, basis, upto }: ReadState): string {
	return [name, asOf, ...(basis === 'public' ? ['public'] : []), 'at', upto].join('-');
}
