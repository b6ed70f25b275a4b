import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotation, foldText, placeOfQuotation } from './quotation-place.ts';

/** The words of the text that a quotation was found as. */
function found(text: string, quote: string): string | null {
	const place = placeOfQuotation(text, quote);
	return place && text.slice(place.start, place.end);
}

const STATEMENT =
	'The Parties noted: bilateral trade — “over US$250 million” in 2021 —\nmay reach up to\u00a0US$1.5 billion. They agreed to hold Days of Culture.';

describe('a quotation is found in a text', () => {
	it.each([
		['as it stands', 'may reach up to', 'may reach up to'],
		['over a line break', 'in 2021 — may reach', 'in 2021 —\nmay reach'],
		['with other spaces', '  up   to US$1.5\tbillion ', 'up to\u00a0US$1.5 billion'],
		['with plain quotation marks', '"over US$250 million"', '“over US$250 million”'],
		['with marks of another language', '«over US$250 million»', '“over US$250 million”'],
		['with another dash', '2021 - may', '2021 —\nmay'],
		['in another case', 'MAY REACH', 'may reach'],
		['at its beginning', 'the parties', 'The Parties'],
		['at its end', 'Days of Culture.', 'Days of Culture.']
	])('%s', (_, quote, words) => {
		expect(found(STATEMENT, quote)).toBe(words);
	});

	it.each([
		['an ellipsis', 'bilateral trade … may reach'],
		['three dots', 'bilateral trade ... may reach'],
		['dots in brackets', 'bilateral trade [...] may reach'],
		['an ellipsis in brackets', 'Bilateral trade (…) may reach'],
		['an ellipsis without spaces', 'bilateral trade…may reach'],
		['ellipses around it', '… bilateral trade … may reach…']
	])('with %s for words that were left out', (_, quote) => {
		expect(found(STATEMENT, quote)).toBe('bilateral trade — “over US$250 million” in 2021 —\nmay reach');
	});

	it('with several left-out parts, in their order only', () => {
		expect(found('one two three four five', 'one … three … five')).toBe('one two three four five');
		expect(found('one two three four five', 'three … one')).toBeNull();
	});

	it('as narrowly as it can be, where a left-out part could be long or short', () => {
		expect(found('We met. Later we all agree.', 'we … agree')).toBe('we all agree');
	});

	it('also where the text itself has the ellipsis', () => {
		expect(found('they agreed … to build', 'agreed … to build')).toBe('agreed … to build');
	});

	it.each([
		['composed and decomposed letters', 'Қазақстан мен Түрікменстан және caf\u0065\u0301', 'CAFÉ'],
		['a word that can be broken at its end of line', 'infra\u00adstructure', 'infrastructure'],
		['a joined pair of letters', 'the of\ufb01ce', 'the office'],
		['Greek with its last letter', 'ΛΌΓΟΣ', 'λόγος'],
		['German', 'STRASSE', 'Straße'],
		['a script without spaces', '両国は貿易を拡大する', '貿易を'],
		['a footnote behind a word', 'of trade¹ and', 'trade']
	])('in spite of %s', (_, text, quote) => {
		expect(found(text, quote)).not.toBeNull();
	});

	it('with the offsets of the original text, also behind characters outside the first plane', () => {
		expect(placeOfQuotation('🏛️ 🏛️ to build', 'to build')).toEqual({ start: 8, end: 16 });
	});
});

describe('a quotation is not found', () => {
	it.each([
		['a word that is not there', 'may reach up to US$2 billion'],
		['words in another order', 'reach may'],
		['a part of a word', 'bilateral trad'],
		['a part of a number', 'US$1'],
		['the end of a number', '5 billion'],
		['a number that stops at its point', 'US$1.'],
		['nothing', ''],
		['only spaces', ' \n '],
		['only an ellipsis', ' … '],
		['marks that are words to a pattern', '.*']
	])('%s', (_, quote) => {
		expect(placeOfQuotation(STATEMENT, quote)).toBeNull();
	});

	it('in an empty text', () => {
		expect(placeOfQuotation('', 'words')).toBeNull();
	});

	it('without a letter’s accent', () => {
		expect(placeOfQuotation('le café', 'le cafe')).toBeNull();
		expect(placeOfQuotation('le cafe\u0301', 'le cafe')).toBeNull();
	});
});

describe('whatever the text', () => {
	const word = fc.stringMatching(/^[a-zа-яёğışüçé]{1,8}$/u);
	const words = fc.array(word, { minLength: 1, maxLength: 12 });
	const gap = fc.constantFrom(' ', '  ', '\n', '\u00a0', ' \t ', ' — ', ' “', '” ', ", '");
	const text = fc
		.array(fc.tuple(word, gap), { minLength: 1, maxLength: 40 })
		.map((pairs) => pairs.flat().join(''));
	const mangle = (quote: string) =>
		quote.replace(/[“”']/g, '"').replace(/—/g, '-').replace(/\s+/g, '\n ').toUpperCase();

	it('any run of its words is found, however it is typed, and the place says the same', () => {
		fc.assert(
			fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
				const starts = [...whole.matchAll(/[\p{L}]+/gu)];
				const [first, last] = [a % starts.length, b % starts.length].sort((one, other) => one - other);
				const [from, to] = [starts[first ?? 0], starts[last ?? 0]];
				if (!from || !to) return;
				const quote = mangle(whole.slice(from.index, to.index + to[0].length));
				const place = placeOfQuotation(whole, quote);
				expect(place).not.toBeNull();
				const said = whole.slice(place?.start, place?.end);
				expect(foldText(said).folded.trim()).toBe(foldText(quote).folded.trim());
			})
		);
	});

	it('a place lies inside the text, and holds the whole quotation', () => {
		const any = fc.string({ unit: 'binary', maxLength: 60 });
		fc.assert(
			fc.property(
				any,
				any,
				fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
				(before, after, quote) => {
					const whole = `${before} ${quote} ${after}`;
					const place = placeOfQuotation(whole, quote);
					if (!place) return;
					expect(place.start).toBeGreaterThanOrEqual(0);
					expect(place.end).toBeGreaterThan(place.start);
					expect(place.end).toBeLessThanOrEqual(whole.length);
					expect(placeOfQuotation(whole.slice(place.start, place.end), quote)).not.toBeNull();
				}
			)
		);
	});

	it('a quotation with words left out is found where both its parts are', () => {
		fc.assert(
			fc.property(words, words, words, (one, between, other) => {
				const whole = [...one, ...between, ...other].join(' ');
				expect(placeOfQuotation(whole, `${one.join(' ')} […] ${other.join(' ')}`)).not.toBeNull();
			})
		);
	});

	it('a word that is not in it is not found', () => {
		fc.assert(
			fc.property(text, (whole) => {
				expect(findQuotation(foldText(whole), 'zyxwvutsr')).toBeNull();
			})
		);
	});
});
