/** Numbers documents in the order in which a text first names them. */
export function footnotes<Source extends { id: number }>() {
	const named = new Map<number, Source>();
	const places: number[] = [];
	return {
		/** The numbers of these documents; those named for the first time take the next ones. */
		cite(sources: readonly (Source | null)[]): number[] {
			const numbers = sources.flatMap((source) => {
				if (source === null) return [];
				if (!named.has(source.id)) {
					named.set(source.id, source);
					places.push(source.id);
				}
				return places.indexOf(source.id) + 1;
			});
			return [...new Set(numbers)].sort((one, other) => one - other);
		},
		/** Every document that was named, by its number. */
		list: (): Source[] => [...named.values()]
	};
}
