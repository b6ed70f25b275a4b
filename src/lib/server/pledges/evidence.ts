import type { QuoteStanding } from '#lib/domain/quote-standing.ts';
import { standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { quoteStandings } from '../sources/quote-standings.ts';
import { placeId } from '../sources/quotes.ts';
import { findPledge } from './definition.ts';
import { shownAt } from './reviewed.ts';

/** Words quoted from a source, and where their place in its stored text is shown. */
export interface QuoteView {
	standing: QuoteStanding;
	sourceId: number;
	/** name of the place on the page of the source; null where the words are not in its text */
	place: string | null;
}

/** Where a figure stands in its source, and in which words. */
export interface FigureEvidence {
	locator: string | null;
	quote: string | null;
	/** null without a quote or a source */
	words: QuoteView | null;
}

export interface Evidence {
	/** the pledge's own quote */
	quote: QuoteView | null;
	/** of the figures that say more than their source, by the figure's id */
	figures: Record<number, FigureEvidence>;
}

/** How much of a long list a pledge's page shows; the export holds all of it. */
const MOST = 500;

/** What the quotes of a pledge and of its figures rest on, within reach. */
export async function loadEvidence(db: Db, code: string, reach: Reach): Promise<Evidence> {
	const pledge = await findPledge(db, code);
	if (!pledge) return { quote: null, figures: {} };
	const version = await db
		.selectFrom('pledge_version')
		.where('pledge_id', '=', pledge.id)
		.where(standsAt('pledge_version', reach))
		.select(['quote', 'source_id', 'entry_seq'])
		.executeTakeFirst();
	const figures = await db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.where('indicator.pledge_id', '=', pledge.id)
		.where(shownAt(reach))
		.where((eb) => eb.or([eb('locator', 'is not', null), eb('quote', 'is not', null)]))
		.select(['observation.id', 'locator', 'quote', 'source_id', 'observation.entry_seq'])
		.orderBy('observation.period_end', 'desc')
		.orderBy('observation.id')
		.limit(MOST)
		.execute();
	const quoted = [
		...(version ? [{ ...version, id: null }] : []),
		...figures.map(({ locator: _, ...figure }) => figure)
	].flatMap(({ id, quote, source_id: sourceId, entry_seq: seq }) =>
		quote === null || sourceId === null ? [] : [{ id, quote, sourceId, seq }]
	);
	const standings = await quoteStandings(db, quoted, reach.upto);
	const views = new Map(
		quoted.map(({ id, sourceId }, at): [number | null, QuoteView] => {
			const standing = standings[at] ?? { state: 'no_text', changedOn: null };
			const isPlaced = standing.state === 'found' || standing.state === 'still_found';
			const place = placeId(id === null ? pledge : { observation: id });
			return [id, { standing, sourceId, place: isPlaced ? place : null }];
		})
	);
	return {
		quote: views.get(null) ?? null,
		figures: Object.fromEntries(
			figures.map(({ id, locator, quote }) => [id, { locator, quote, words: views.get(id) ?? null }])
		)
	};
}
