import { expect, it } from 'vitest';
import type { QuoteState } from '#lib/domain/quote-standing.ts';
import { quoteWarning } from './quote-words.ts';

it.each<[QuoteState, string | null]>([
	['no_text', null],
	['found', null],
	[
		'still_found',
		'The text of this source was changed on 3 May 2026, after this was quoted; the words are still in it.'
	],
	[
		'lost',
		'The text of this source was changed on 3 May 2026, after this was quoted; the words are not in it any more.'
	],
	['text_removed', 'The text of this source was taken away on 3 May 2026, after this was quoted.'],
	['not_found', 'These words are not in the text of this source, which was stored on 3 May 2026.']
])('words that are %s are warned of: %s', (state, words) => {
	expect(quoteWarning({ state, changedOn: '2026-05-03' })).toBe(words);
});
