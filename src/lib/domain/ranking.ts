/** One reporter in a form that orders them; null: it is not in the order and only fills gaps. */
export interface Placed {
	name: string;
	place: number | null;
}

/** How a reporter can be moved: one place up or down, to the end of the order, out of it. */
export const MOVES = ['up', 'down', 'in', 'out'] as const;
export type Move = (typeof MOVES)[number];

/**
 * The reporters with one of them moved: first those in the order, by their places from 1 on, then the others. What
 * cannot be moved that way stays where it is.
 */
export function moveReporter(reporters: readonly Placed[], name: string, move: Move): Placed[] {
	const ranked = reporters
		.filter(({ place }) => place !== null)
		.toSorted((one, other) => Number(one.place) - Number(other.place))
		.map((one) => one.name);
	const rest = reporters.filter(({ place }) => place === null).map((one) => one.name);
	const at = ranked.indexOf(name);
	const swap = (to: number) => {
		const other = ranked[to];
		if (at < 0 || other === undefined) return;
		ranked[to] = name;
		ranked[at] = other;
	};
	if (move === 'up') swap(at - 1);
	if (move === 'down') swap(at + 1);
	if (move === 'in' && rest.includes(name)) ranked.push(...rest.splice(rest.indexOf(name), 1));
	if (move === 'out' && at >= 0) rest.unshift(...ranked.splice(at, 1));
	return [
		...ranked.map((one, place) => ({ name: one, place: place + 1 })),
		...rest.map((one) => ({ name: one, place: null }))
	];
}
