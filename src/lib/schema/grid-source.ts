import * as v from 'valibot';
import { LIMITS } from '#lib/domain/limits.ts';
import { isSameName } from '#lib/domain/standing-figures.ts';
import { optionalLine } from './read.ts';

/** How the cell of a source names it: by its number, or by its address, its title or both. */
export type NamedSource = { id: string } | { title: string; address: string | null };

/**
 * Reads the cell of a source: "#12" and whatever follows, "12", an address, a title, or a title with an address after
 * it; null when it is empty. A text that is too long is taken as a title, which is refused as one.
 */
export function readSourceCell(text: string): NamedSource | null {
	const read = v.safeParse(optionalLine(LIMITS.title + LIMITS.url), text);
	const cell = read.success ? read.output : text;
	if (cell === null) return null;
	const number = /^(?:#([1-9]\d{0,8})(?!\S)|([1-9]\d{0,8})$)/.exec(cell);
	if (number) return { id: number[1] ?? number[2] ?? '' };
	const [, title = cell, address = null] = /^(.*?)[\s,;<(]*(https?:\/\/[^\s>]+)>?$/i.exec(cell) ?? [];
	return { title: title.trim(), address };
}

/** A known source, as far as a cell can name it. */
export interface KnownSource {
	id: number;
	title: string;
	url: string | null;
}

/**
 * What a cell says, as the fields of a form for a source: the known one of this address or title, or a new one where
 * both are given.
 * @param known sources that may be meant, the latest first
 * @returns a sentence when it names no source
 */
export function sourceFields(
	named: NamedSource,
	known: readonly KnownSource[]
): { fields: Record<string, string> } | { error: string } {
	if ('id' in named) return { fields: { source: named.id } };
	const { title, address } = named;
	const same = known.filter((source) =>
		address === null ? isSameName(source.title, title) : source.url === address
	);
	const [found, another] = same;
	if (found && (address !== null || !another)) return { fields: { source: String(found.id) } };
	if (found) {
		const numbers = same.map(({ id }) => `#${id}`).join(', ');
		return { error: `Several sources have this title: ${numbers}. Write the number of the right one.` };
	}
	if (address === null || title === '') {
		return {
			error: `No known source has this ${address === null ? 'title' : 'address'}. Write a title and the address after it, such as: Trade in 2024 https://example.org/trade`
		};
	}
	return { fields: { source_title: title, source_url: address } };
}
