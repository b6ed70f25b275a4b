import { diffLines, diffWordsWithSpace } from 'diff';

/** A run of a text that both versions have, or that only one of them has. */
export interface DiffPiece {
	text: string;
	is: 'same' | 'added' | 'removed';
}

/** More single changes than this are not told apart: then the one text is shown in place of the other. */
const MOST_CHANGES = 1_000;
/** So many characters of an unchanged run stay in sight before and behind a change. */
const NEAR = 120;

/**
 * How one text became another, word by word: the `same` and `removed` pieces together are the former text, the `same`
 * and `added` ones the later. Lines are compared first, so that a long text costs little where it did not change.
 */
export function diffTexts(before: string, after: string): DiffPiece[] {
	const lines = diffLines(before, after, { maxEditLength: MOST_CHANGES });
	if (!lines) return replaced(before, after);
	const pieces: DiffPiece[] = [];
	for (const [at, { value, added, removed }] of lines.entries()) {
		const next = lines[at + 1];
		if (removed && next?.added) pieces.push(...diffInLines(value, next.value));
		else if (!(added && lines[at - 1]?.removed)) pieces.push(...pieceOf(value, { added, removed }));
	}
	return joined(pieces);
}

function diffInLines(before: string, after: string): DiffPiece[] {
	const words = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES });
	return words ? words.flatMap(({ value, ...is }) => pieceOf(value, is)) : replaced(before, after);
}

const replaced = (before: string, after: string): DiffPiece[] => [
	...pieceOf(before, { added: false, removed: true }),
	...pieceOf(after, { added: true, removed: false })
];

function pieceOf(text: string, { added, removed }: { added: boolean; removed: boolean }): DiffPiece[] {
	return text === '' ? [] : [{ text, is: added ? 'added' : removed ? 'removed' : 'same' }];
}

function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
	const all: DiffPiece[] = [];
	for (const piece of pieces) {
		const last = all.at(-1);
		if (last?.is === piece.is) last.text += piece.text;
		else all.push({ ...piece });
	}
	return all;
}

/** The pieces with long unchanged runs cut down to what stands near a change; an ellipsis stands for the rest. */
export function nearChanges(pieces: readonly DiffPiece[]): DiffPiece[] {
	return pieces.map((piece, at) => {
		if (piece.is !== 'same') return piece;
		// Cut between words.
		const head = at === 0 ? '' : piece.text.slice(0, NEAR).replace(/\s\S*$/, ' ');
		const tail = at === pieces.length - 1 ? '' : piece.text.slice(-NEAR).replace(/^\S*\s/, ' ');
		const cut = `${head}…${tail}`;
		return cut.length < piece.text.length ? { ...piece, text: cut } : piece;
	});
}
