import { nearestName } from '#lib/domain/near-name.ts';
import { countOf } from '#lib/domain/words.ts';

/** Most names that are listed, and most new ones that are looked at. */
const MOST = 20;
const MOST_LOOKED_AT = 500;

/** Names of a file that nobody has used before, for a second look at those that are nearly known ones. */
export function nearNames(what: 'reporter' | 'party', known: readonly string[]) {
	const folded = new Set(known.map((name) => name.toLowerCase()));
	const fresh = new Map<string, number>();
	return {
		seen(name: string): void {
			if (folded.has(name.toLowerCase())) return;
			if (fresh.has(name) || fresh.size < MOST_LOOKED_AT) fresh.set(name, (fresh.get(name) ?? 0) + 1);
		},
		said(): string[] {
			const near = [...fresh].flatMap(([name, rows]) => {
				const meant = nearestName(name, known);
				return meant === null ? [] : [{ name, rows, meant }];
			});
			return near
				.slice(0, MOST)
				.map(
					({ name, rows, meant }) =>
						`No ${what} is called “${name}” yet (${countOf(rows, 'row')}); it will be a new one. Did you mean “${meant}”?`
				);
		}
	};
}
