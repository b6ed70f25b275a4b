/** Where a quotation stands in a text: offsets in UTF-16 units, `end` behind its last character. */
export interface Place {
	start: number;
	end: number;
}

/** A text whose words can be searched: folded, with the place in the text that each folded unit comes from. */
export interface FoldedText {
	folded: string;
	starts: number[];
	ends: number[];
}

const QUOTES = new Set(`"'\`´“”„‟‘’‚‛«»‹›′″‵‶ʹʺʻʼʽ˝「」『』〝〞〟＂＇`);
const DASHES = new Set('-‐‑‒–—―⁃−﹘﹣－');
const SPACE = /\s/u;
/** soft hyphens, joiners and other characters that nobody sees */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
/** raised and circled digits stay what they are: a footnote's mark is no part of the word before it */
const NUMBER_SIGN = /\p{No}/u;
const LEFT_OUT = /\[ ?\.{3,} ?\]|\( ?\.{3,} ?\)|< ?\.{3,} ?>|\.{3,}|\.(?: \.){2,}/;

/**
 * Makes a text ready to be searched for quotations. What says nothing about the words is made equal: white space of
 * any sort and length, the kinds of quotation marks and apostrophes, the kinds of dashes, upper and lower case (a
 * quotation may begin in the middle of a sentence, and headlines are set in capitals), composed and typographic forms
 * of letters; characters that cannot be seen are left out.
 */
export function foldText(text: string): FoldedText {
	const starts: number[] = [];
	const ends: number[] = [];
	const known = new Map<string, string>();
	const signs: string[] = [];
	let at = 0;
	for (const sign of text) {
		const start = at;
		at += sign.length;
		let as = known.get(sign);
		if (as === undefined) known.set(sign, (as = foldSign(sign)));
		if (as === '' || (as === ' ' && signs.at(-1) === ' ')) continue;
		signs.push(as);
		for (let unit = 0; unit < as.length; unit++) {
			starts.push(start);
			ends.push(at);
		}
	}
	return { folded: signs.join(''), starts, ends };
}

function foldSign(sign: string): string {
	if (SPACE.test(sign)) return ' ';
	if (UNSEEN.test(sign)) return '';
	if (sign === '…') return '...';
	if (QUOTES.has(sign)) return "'";
	if (DASHES.has(sign)) return '-';
	const form = NUMBER_SIGN.test(sign) ? 'NFD' : 'NFKD';
	return sign.normalize(form).toUpperCase().toLowerCase();
}

/**
 * The first place of a quotation in a text: the same words in the same order, whole words and whole numbers ("5 billion"
 * does not stand in "2.5 billion"). An ellipsis (…, ... or [...]) in the quotation stands for words that were left out;
 * the place then reaches from its first to its last word. Null where it is not in the text, or has no words.
 */
export function findQuotation({ folded, starts, ends }: FoldedText, quote: string): Place | null {
	const parts = foldText(quote)
		.folded.split(LEFT_OUT)
		.map((part) => part.trim())
		.filter(Boolean);
	let behind = 0;
	for (const part of parts) {
		const at = indexOfWhole(folded, part, behind);
		if (at < 0) return null;
		behind = at + part.length;
	}
	if (behind === 0) return null;
	// From there backwards: of "we … agree" in "we met. Then we agree" only the last three words are meant.
	let first = behind;
	for (const part of parts.reverse()) first = lastIndexOfWhole(folded, part, first - part.length);
	return { start: starts[first] ?? 0, end: ends[behind - 1] ?? 0 };
}

/** The first place of a quotation in a text; see `findQuotation`, which is faster for several in one text. */
export function placeOfQuotation(text: string, quote: string): Place | null {
	return findQuotation(foldText(text), quote);
}

function indexOfWhole(text: string, part: string, from: number): number {
	let at = text.indexOf(part, from);
	while (at >= 0 && !isWhole(text, at, at + part.length)) at = text.indexOf(part, at + 1);
	return at;
}

/** Only for parts that are there: looks no further than the beginning of the text. */
function lastIndexOfWhole(text: string, part: string, from: number): number {
	let at = text.lastIndexOf(part, from);
	while (at > 0 && !isWhole(text, at, at + part.length)) at = text.lastIndexOf(part, at - 1);
	return at;
}

const isWhole = (text: string, start: number, end: number) => !isInside(text, start) && !isInside(text, end);

const WORD = /[\p{L}\p{M}\p{Nd}]/u;
const MARK = /\p{M}/u;
const DIGIT = /\p{Nd}/u;
/** scripts that put no space between words */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a place in a folded text lies inside a word or a number. */
function isInside(text: string, at: number): boolean {
	const [two = '', before = '', after = '', next = ''] = [at - 2, at - 1, at, at + 1].map((n) => text[n]);
	if (MARK.test(after)) return true;
	if (/[.,]/.test(before)) return DIGIT.test(two) && DIGIT.test(after);
	if (/[.,]/.test(after)) return DIGIT.test(before) && DIGIT.test(next);
	return WORD.test(before) && WORD.test(after) && !UNSPACED.test(before) && !UNSPACED.test(after);
}
