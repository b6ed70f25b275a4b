import { overlaps } from '#lib/domain/calendar.ts';
import type { Qualifier } from '#lib/domain/commitment.ts';
import { addDecimals, type Decimal } from '#lib/domain/quantity.ts';
import type { ActualPoint, ActualSeries, TargetActualView } from './targetActualView.ts';

const spanOf = ({ from, to }: ActualPoint) => ({ start: from, end: to });

/** The points that make a running total. */
export const added = (points: readonly ActualPoint[]) => points.filter((point) => point.added !== false);

function overlapping({ points }: ActualSeries): boolean {
	const summed = [...added(points)].sort((one, other) => (one.from < other.from ? -1 : 1));
	return summed.some((point, at) => {
		const next = summed[at + 1];
		return next !== undefined && overlaps(spanOf(point), spanOf(next));
	});
}

/**
 * A cumulative view is added up unless the headline series' own periods overlap: then every figure stands alone.
 * Another reporter's overlapping periods only keep that reporter out of the drawing.
 */
export function addedUp(view: TargetActualView): { view: TargetActualView; adds: boolean } {
	if (view.aggregation !== 'cumulative') return { view, adds: false };
	const counted = view.series.filter((series) => !series.waiting);
	const headline = counted.filter((series) => series.headline && series.points.length > 0);
	const deciding = headline.length > 0 ? headline : counted;
	if (deciding.some(overlapping)) return { view: { ...view, expectedPath: null }, adds: false };
	const series = view.series.map((one) =>
		!one.waiting && overlapping(one)
			? { ...one, points: one.points.map((point) => ({ ...point, added: false })) }
			: one
	);
	return { view: { ...view, series }, adds: true };
}

/** The running total up to and including each point, summed exactly; it is as exact as its figures agree to be. */
export function runningTotal(points: readonly ActualPoint[]): { value: Decimal; qualifier: Qualifier }[] {
	const totals: { value: Decimal; qualifier: Qualifier }[] = [];
	for (const { value, qualifier } of points) {
		const before = totals.at(-1);
		totals.push({
			value: before ? addDecimals(before.value, value) : value,
			qualifier: !before || before.qualifier === qualifier ? qualifier : 'about'
		});
	}
	return totals;
}

/** What the total would come to with a figure that is not in it yet; the figure of the same period gives way to it. */
export function totalWith(points: readonly ActualPoint[], figure: ActualPoint): Decimal {
	return added(points)
		.filter(({ from, to }) => to <= figure.to && (from !== figure.from || to !== figure.to))
		.reduce((total, { value }) => addDecimals(total, value), figure.value);
}
