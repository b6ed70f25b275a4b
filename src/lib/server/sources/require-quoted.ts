import { DomainError } from '#lib/domain/errors.ts';
import { placeOfQuotation } from '#lib/domain/quotation-place.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/**
 * Refuses words that are not in the stored text of the source they are quoted from. A source without a stored text can
 * be quoted freely: there is nothing to compare with.
 * @throws DomainError `not_in_source`, beside the quote
 */
export async function requireQuoted(trx: Db, sourceId: number, quote: string): Promise<void> {
	const source = await trx
		.selectFrom('source_version')
		.where('source_id', '=', sourceId)
		.where(isLast('source_version'))
		.select(['title', 'stored_text'])
		.executeTakeFirst();
	if (source) refuseMisquoted(source, quote);
}

/** The same where the source is at hand. */
export function refuseMisquoted(source: { title: string; stored_text: string | null }, quote: string): void {
	if (source.stored_text === null || placeOfQuotation(source.stored_text, quote)) return;
	throw new DomainError(
		'not_in_source',
		`These words are not in the stored text of “${source.title}”; copy them exactly, or correct the stored text.`,
		'quote'
	);
}
