import { findQuotation, foldText } from '#lib/domain/quotation-place.ts';
import {
	quoteStanding,
	textsBetween,
	type QuoteStanding,
	type TextVersion
} from '#lib/domain/quote-standing.ts';
import { stoodAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** Words that a record quotes from a source. */
export interface Quotation {
	sourceId: number;
	quote: string;
	/** ledger number of the record */
	seq: number;
}

/**
 * How quotations stand to the stored texts of their sources at a ledger number, in the order given. A text is read only
 * where it is another one than at the time of quoting: what is quoted from a text was found in it.
 */
export async function quoteStandings(
	db: Db,
	quotations: readonly Quotation[],
	upto: number
): Promise<QuoteStanding[]> {
	const versions = await listTextVersions(
		db,
		quotations.map(({ sourceId }) => sourceId),
		upto
	);
	const compared = quotations.map((one) => ({
		...one,
		texts: textsBetween(versions.get(one.sourceId) ?? [], one.seq)
	}));
	const changed = compared.filter(({ texts }) => texts.now !== null && texts.now !== texts.then);
	const texts = await loadTexts(
		db,
		changed.map(({ sourceId }) => sourceId),
		upto
	);
	return compared.map((one) => {
		const text = texts.get(one.sourceId);
		const isChanged = text !== undefined && one.texts.now !== one.texts.then;
		return quoteStanding(one.texts, isChanged ? findQuotation(text, one.quote) !== null : true);
	});
}

/** The versions of the stored texts of these sources up to a ledger number, the earliest first; without the texts. */
export async function listTextVersions(
	db: Db,
	sourceIds: readonly number[],
	upto: number
): Promise<Map<number, TextVersion[]>> {
	if (sourceIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('source_version')
		.innerJoin('entry', 'entry.seq', 'source_version.entry_seq')
		.where('source_version.source_id', 'in', [...new Set(sourceIds)])
		.where('source_version.entry_seq', '<=', upto)
		.select(['source_version.source_id', 'source_version.entry_seq as seq', 'source_version.sha256'])
		.select('entry.recorded_on as on')
		.orderBy('source_version.entry_seq')
		.execute();
	const bySource = Map.groupBy(rows, (row) => row.source_id);
	return new Map(
		[...bySource].map(([id, own]) => [id, own.map(({ seq, on, sha256 }) => ({ seq, on, sha256 }))])
	);
}

async function loadTexts(db: Db, sourceIds: readonly number[], upto: number) {
	if (sourceIds.length === 0) return new Map<number, ReturnType<typeof foldText>>();
	const rows = await db
		.selectFrom('source_version')
		.where('source_id', 'in', [...new Set(sourceIds)])
		.where(stoodAt('source_version', upto))
		.select(['source_id', 'stored_text'])
		.execute();
	return new Map(rows.map((row) => [row.source_id, foldText(row.stored_text ?? '')]));
}
