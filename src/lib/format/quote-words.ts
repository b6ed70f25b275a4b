import type { QuoteStanding } from '#lib/domain/quote-standing.ts';
import { formatDate } from '#lib/domain/words.ts';

/** What has to be said beside quoted words; null where they stand in the text that they were quoted from. */
export function quoteWarning({ state, changedOn }: QuoteStanding): string | null {
	const on = changedOn ? ` on ${formatDate(changedOn)}` : '';
	const changed = `The text of this source was changed${on}, after this was quoted`;
	switch (state) {
		case 'no_text':
		case 'found':
			return null;
		case 'still_found':
			return `${changed}; the words are still in it.`;
		case 'lost':
			return `${changed}; the words are not in it any more.`;
		case 'text_removed':
			return `The text of this source was taken away${on}, after this was quoted.`;
		case 'not_found':
			return `These words are not in the text of this source, which was stored${on}.`;
	}
}
