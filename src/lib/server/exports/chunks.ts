/** How many pledges are read at once: keeps a query's list of ids, and the memory of a download, bounded. */
export const PLEDGES_AT_ONCE = 200;

/** How many figures are read at once. */
export const FIGURES_AT_ONCE = 1000;

/** The items in lists of at most `size`. */
export function* inChunks<T>(items: readonly T[], size: number): Generator<T[], void, undefined> {
	for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** The items in lists whose weights add up to at most `size`; an item that is heavier stands alone. */
export function* byWeight<T>(
	items: readonly T[],
	weightOf: (item: T) => number,
	size: number
): Generator<T[], void, undefined> {
	let pack: T[] = [];
	let weight = 0;
	for (const item of items) {
		const own = weightOf(item);
		if (own === 0) continue;
		if (pack.length > 0 && weight + own > size) {
			yield pack;
			pack = [];
			weight = 0;
		}
		pack.push(item);
		weight += own;
	}
	if (pack.length > 0) yield pack;
}
