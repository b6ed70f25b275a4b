import type { ChartPoint, ChartSpec, PlainDataset } from './spec.ts';

/** A line of more points than this is thinned out to what a screen can show. */
export const MANY = 2_000;

/** Stretches of equal length into which a long line is cut; there is about one for every two pixels. */
const STRETCHES = 500;

/**
 * Places of the points that a drawing needs so that it looks as if all were drawn: of every stretch the first, the
 * last, the largest and the smallest. Null where all of them are drawn.
 * Source: Jugel et al., "M4: a visualization-oriented time series data aggregation", 2014.
 * @param points in the order of time
 */
export function drawnPlaces(points: readonly ChartPoint[]): number[] | null {
	const [first, last] = [points[0], points.at(-1)];
	if (!first || !last || points.length <= MANY) return null;
	const length = (last.x - first.x || 1) / STRETCHES;
	const kept = new Set<number>();
	for (let from = 0; from < points.length;) {
		const end = (Math.floor(((points[from]?.x ?? 0) - first.x) / length) + 1) * length + first.x;
		let [low, high, to] = [from, from, from];
		while (to + 1 < points.length && (points[to + 1]?.x ?? 0) < end) {
			to++;
			const { y } = points[to] ?? first;
			if (y < (points[low]?.y ?? 0)) low = to;
			if (y > (points[high]?.y ?? 0)) high = to;
		}
		for (const place of [from, low, high, to]) kept.add(place);
		from = to + 1;
	}
	return [...kept].sort((one, other) => one - other);
}

/**
 * A chart whose long lines are thinned out for the drawing alone: every figure can still be reached, and the table and
 * the CSV hold all of them.
 */
export function thinned(spec: ChartSpec): ChartSpec {
	const { data, options } = spec.configuration;
	const { marks } = options.plugins;
	const drawn = data.datasets.map((dataset, at) => {
		const places = dataset.type === 'line' ? drawnPlaces(dataset.data) : null;
		if (!places) return null;
		const parts = marks.parts.filter((part) => part.dataset === at).map(({ index }) => index);
		return [...new Set([...places, ...parts])].sort((one, other) => one - other);
	});
	if (drawn.every((places) => places === null)) return spec;
	const now = drawn.map((places) => places && new Map(places.map((place, index) => [place, index])));
	return {
		...spec,
		configuration: {
			...spec.configuration,
			data: { datasets: data.datasets.map((dataset, at) => only(dataset, drawn[at] ?? null)) },
			options: {
				...options,
				plugins: {
					marks: {
						...marks,
						parts: marks.parts.map(({ dataset, index }) => ({
							dataset,
							index: now[dataset]?.get(index) ?? index
						}))
					}
				}
			}
		},
		stops: spec.stops.map((stop) => {
			const places = now[stop.dataset];
			if (!places) return stop;
			const index = places.get(stop.index);
			const at = data.datasets[stop.dataset]?.data[stop.index];
			return index === undefined ? { ...stop, index: -1, ...(at ? { at } : {}) } : { ...stop, index };
		})
	};
}

/** A dataset with some of its points, each with its own look. */
function only(dataset: PlainDataset, places: readonly number[] | null): PlainDataset {
	if (!places) return dataset;
	const { length } = dataset.data;
	const some = (value: unknown) =>
		Array.isArray(value) && value.length === length ? places.map((place) => value[place] as unknown) : value;
	return Object.fromEntries(
		Object.entries(dataset).map(([key, value]) => [key, some(value)])
	) as unknown as PlainDataset;
}
