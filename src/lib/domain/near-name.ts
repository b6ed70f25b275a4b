/** Shorter names are too often near another one by chance. */
const SHORTEST = 4;

/**
 * The name that was probably meant, where one that nobody knows looks like a slip of the keys: one letter that is wrong,
 * missing, too many or swapped with the next, two in a name of eight letters or more. Case, accents and spaces do not
 * count. Null where none is near, or where it is known.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
	const wanted = fold(name);
	const most = wanted.length < SHORTEST ? 0 : wanted.length < 8 ? 1 : 2;
	let nearest: string | null = null;
	let best = most + 1;
	for (const one of known) {
		const other = fold(one);
		if (one.toLowerCase() === name.toLowerCase()) return null;
		if (Math.abs(other.length - wanted.length) >= best) continue;
		const slips = slipsBetween(wanted, other);
		if (slips < best) [nearest, best] = [one, slips];
	}
	return nearest;
}

const fold = (name: string) => [
	...name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
];

/** Letters to replace, add, leave out or swap with the next, to make one text of the other. */
function slipsBetween(one: readonly string[], other: readonly string[]): number {
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (const [row, letter] of one.entries()) {
		const next = [row + 1];
		for (const [column, theirs] of other.entries()) {
			const replaced = (last[column] ?? 0) + (letter === theirs ? 0 : 1);
			const swapped =
				letter === other[column - 1] && one[row - 1] === theirs
					? (before[column - 1] ?? Infinity) + 1
					: Infinity;
			next.push(Math.min(replaced, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1, swapped));
		}
		[before, last] = [last, next];
	}
	return last[other.length] ?? 0;
}
