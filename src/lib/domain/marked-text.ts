import type { Place } from './quotation-place.ts';

/** A passage of a text that is to be marked, under a name that links can lead to. */
export interface Passage extends Place {
	id: string;
}

/** A part of a text that is marked as a whole or not at all. */
export interface Piece {
	text: string;
	/** ids of the passages that this piece belongs to; none: it is not marked */
	of: string[];
	/** ids of the passages that begin here */
	begins: string[];
}

/**
 * A text in pieces, so that each passage is a run of whole pieces; the pieces together are the text. Passages may
 * overlap and may be the same.
 */
export function markPassages(text: string, passages: readonly Passage[]): Piece[] {
	const inside = passages.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
	const edges = inside.flatMap(({ start, end }) => [start, end]);
	const cuts = [...new Set([0, ...edges, text.length])].sort((one, other) => one - other);
	return cuts.slice(0, -1).map((from, at) => ({
		text: text.slice(from, cuts[at + 1]),
		of: inside.filter(({ start, end }) => start <= from && from < end).map(({ id }) => id),
		begins: inside.filter(({ start }) => start === from).map(({ id }) => id)
	}));
}
