import type { Period } from '#lib/domain/calendar.ts';
import { markPassages, type Piece } from '#lib/domain/marked-text.ts';
import { findQuotation, foldText } from '#lib/domain/quotation-place.ts';
import { quoteStanding, textsBetween, type QuoteStanding } from '#lib/domain/quote-standing.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { shownAt } from '../pledges/reviewed.ts';
import { MOST_CITATIONS } from './citations.ts';
import type { SourceDocument } from './document.ts';
import { listTextVersions } from './quote-standings.ts';

/** Words that are quoted from a source, by what, and how they stand to its stored text. */
export interface SourceQuote {
	/** of its place in the marked text, where it has one */
	id: string;
	/** code of the pledge */
	code: string;
	title: string;
	/** the figure that it belongs to; null: it is the pledge's own quote */
	figure: { reporter: string; period: Period } | null;
	quote: string;
	locator: string | null;
	standing: QuoteStanding;
	/** whether its place is marked in the text */
	marked: boolean;
}

export interface QuotedText {
	/** the pledges' own quotes first, each in the order of the codes; at most `MOST_CITATIONS` of each sort */
	quotes: SourceQuote[];
	/** whether there are more figures with quotes than these */
	cut: boolean;
	/** the stored text with the places of the quotes; empty where none is stored */
	pieces: Piece[];
}

/** The name of the place of a quote in the marked text of its source: of a pledge's, or of a figure's. */
export const placeId = (of: { code: string } | { observation: number }): string =>
	'code' in of ? `quote-${of.code}` : `quote-actual-${of.observation}`;

/** The stored text of a source with all that is quoted from it within reach. */
export async function loadQuotedText(
	db: Db,
	source: Pick<SourceDocument, 'id' | 'text'>,
	reach: Reach
): Promise<QuotedText> {
	const [versions, pledges, figures] = await Promise.all([
		listTextVersions(db, [source.id], reach.upto),
		listPledgeQuotes(db, source.id, reach),
		listFigureQuotes(db, source.id, reach)
	]);
	const own = versions.get(source.id) ?? [];
	const text = foldText(source.text ?? '');
	const placed = [...pledges, ...figures.slice(0, MOST_CITATIONS)].map(({ seq, ...quote }) => {
		const place = findQuotation(text, quote.quote);
		const standing = quoteStanding(textsBetween(own, seq), place !== null);
		return { place, quote: { ...quote, standing, marked: place !== null } };
	});
	const passages = placed.flatMap(({ place, quote }) => (place ? [{ ...place, id: quote.id }] : []));
	return {
		quotes: placed.map(({ quote }) => quote),
		cut: figures.length > MOST_CITATIONS,
		pieces: markPassages(source.text ?? '', passages)
	};
}

async function listPledgeQuotes(db: Db, id: number, reach: Reach) {
	const rows = await db
		.selectFrom('pledge_version')
		.innerJoin('pledge', 'pledge.id', 'pledge_version.pledge_id')
		.where('pledge_version.source_id', '=', id)
		.where(standsAt('pledge_version', reach))
		.select(['pledge.code', 'pledge_version.title', 'pledge_version.quote', 'pledge_version.locator'])
		.select('pledge_version.entry_seq as seq')
		.orderBy('pledge.code')
		.limit(MOST_CITATIONS)
		.execute();
	return rows.map((row) => ({ ...row, id: placeId(row), figure: null }));
}

async function listFigureQuotes(db: Db, id: number, reach: Reach) {
	const rows = await db
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.where('observation.source_id', '=', id)
		.where('observation.quote', 'is not', null)
		.where(shownAt(reach))
		.where(standsAt('pledge_version', reach))
		.select((eb) => [
			...(['pledge.code', 'pledge_version.title', 'observation.id', 'observation.locator'] as const),
			eb.ref('observation.quote').$notNull().as('quote'),
			...(['observation.period_start as start', 'observation.period_end as end'] as const),
			'reporter.name as reporter',
			'observation.entry_seq as seq'
		])
		.orderBy('pledge.code')
		.orderBy('observation.period_end', 'desc')
		.orderBy('observation.id')
		.limit(MOST_CITATIONS + 1)
		.execute();
	return rows.map(({ id: observation, reporter, start, end, ...row }) => ({
		...row,
		id: placeId({ observation }),
		figure: { reporter, period: { start, end } }
	}));
}
