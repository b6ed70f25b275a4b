import { formatQualified, formatQuantity } from '#lib/domain/wording.ts';
import { REVIEW_WORDS } from '#lib/domain/review.ts';
import { unitLabel } from './figures.ts';
import type { KeyEntry, PlainDataset, Stop } from './spec.ts';
import { baselineText } from './targetActualMarks.ts';
import {
	isHollow,
	otherLook,
	type ActualPoint,
	type ActualSeries,
	type TargetActualView
} from './targetActualView.ts';

/** What the axis is in: "US$ a year". */
export function unitOf(view: TargetActualView, adds: boolean): string {
	const per = { annual_flow: ' a year', cumulative: adds ? ', running total' : '', level: '', count: '' };
	return `${unitLabel(view.unit)}${per[view.aggregation]}`;
}

/** Every drawn figure in the order of time, with the sentence that is said of it. */
export function stopsOf(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	datasets: readonly PlainDataset[],
	adds: boolean
): Stop[] {
	return drawn
		.flatMap((series, dataset) =>
			series.points.map((point, index) => ({
				dataset,
				index,
				text: pointText(point, series, view, adds ? (datasets[dataset]?.data[index]?.y ?? 0) : null),
				x: datasets[dataset]?.data[index]?.x ?? 0
			}))
		)
		.sort((one, other) => one.x - other.x || one.dataset - other.dataset)
		.map(({ dataset, index, text }) => ({ dataset, index, text }));
}

/** "2024: more than US$555 million, Press, final". */
function pointText(
	point: ActualPoint,
	series: ActualSeries,
	view: TargetActualView,
	total: number | null
): string {
	const parts = [
		`${point.period}: ${formatQualified(point.value, view.unit, point.qualifier)}`,
		total === null || series.waiting ? '' : `in all ${formatQuantity(total, view.unit)}`,
		point.reporter ?? series.reporter,
		point.derived ? 'derived' : point.state,
		point.partial ? 'part of the period' : '',
		series.waiting ? REVIEW_WORDS.waiting : ''
	];
	return parts.filter(Boolean).join(', ');
}

/** The sorts of marks that are drawn, and only those. */
export function keyOf(view: TargetActualView, drawn: readonly ActualSeries[], hasPath: boolean): KeyEntry[] {
	const points = drawn.filter((series) => series.headline).flatMap((series) => series.points);
	const key: KeyEntry[] = [];
	if (points.some((point) => !isHollow(point))) key.push({ look: 'solid', ink: 'series', text: 'final' });
	if (points.some((point) => isHollow(point) && !point.partial)) {
		key.push({ look: 'hollow', ink: 'series', text: 'provisional' });
	}
	if (points.some((point) => point.partial)) {
		key.push({ look: 'part', ink: 'series', text: 'part of a period' });
	}
	for (const [at, series] of drawn.filter((one) => !one.headline && !one.waiting).entries()) {
		key.push({
			look: otherLook(at).shape,
			ink: otherLook(at).ink,
			text: series.reporter
		});
	}
	if (drawn.some((series) => series.waiting))
		key.push({ look: 'waiting', ink: 'series', text: REVIEW_WORDS.waiting });
	if (view.baseline) key.push({ look: 'baseline', ink: 'ink', text: baselineText(view.baseline, view.unit) });
	if (hasPath) key.push({ look: 'path', ink: 'ink-3', text: 'expected path' });
	if (view.ghostTargets.length > 0) key.push({ look: 'ghost', ink: 'ink-3', text: 'former target' });
	return key;
}
