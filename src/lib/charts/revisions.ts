import { formatQualified } from '#lib/domain/wording.ts';
import { countOf, formatDate } from '#lib/domain/words.ts';
import type { ChartSpec, PlainDataset, Stop } from './spec.ts';
import { valueRange } from './targetActualMarks.ts';
import type { ActualPoint, ActualSeries, TargetActualView } from './targetActualView.ts';
import { placeOf, type Slot } from './timeAxis.ts';

/** A figure that a later one has replaced, with the one that stands in its place. */
export interface Revision {
	point: ActualPoint;
	reporter: string;
	former: NonNullable<ActualPoint['former']>[number];
}

/** Every replaced figure of some series, in the order of time, the latest of a period first. */
export function revisionsOf(series: readonly ActualSeries[]): Revision[] {
	return series
		.flatMap(({ points, reporter }) =>
			points.flatMap((point) =>
				(point.former ?? []).map((former) => ({ point, reporter: point.reporter ?? reporter, former }))
			)
		)
		.sort((one, other) => (one.point.to < other.point.to ? -1 : one.point.to > other.point.to ? 1 : 0));
}

/**
 * What a chart shows when its revisions are asked for: a cross where each replaced figure stood. Null where there is
 * none, and where periods are added up, because a total has no place for what is no longer in it.
 */
export function withRevisions(
	view: TargetActualView,
	drawn: readonly ActualSeries[],
	slot: Slot,
	chart: Pick<ChartSpec, 'configuration' | 'stops'>,
	adds: boolean
): ChartSpec['revisions'] {
	const revisions = revisionsOf(drawn);
	if (revisions.length === 0 || adds) return null;
	const { datasets } = chart.configuration.data;
	const dataset: PlainDataset = {
		type: 'line',
		label: 'Former figures',
		data: revisions.map(({ point, former }) => ({ x: placeOf(point.to, slot), y: Number(former.value) })),
		backgroundColor: 'var(--ink-2)',
		borderColor: 'var(--ink-2)',
		borderWidth: 1.5,
		showLine: false,
		pointRadius: 5,
		pointStyle: 'crossRot',
		pointBorderColor: 'var(--ink-2)',
		pointBorderWidth: 2,
		order: 0
	};
	const placeOfStop = ({ dataset: at, index, at: place }: Stop) =>
		place?.x ?? datasets[at]?.data[index]?.x ?? 0;
	const own = revisions.map((revision, index) => ({
		stop: { dataset: datasets.length, index, text: revisionText(revision, view.unit) },
		x: dataset.data[index]?.x ?? 0
	}));
	return {
		label: `Show ${countOf(revisions.length, 'former figure')}`,
		dataset,
		stops: [...chart.stops.map((stop) => ({ stop, x: placeOfStop(stop) })), ...own]
			.sort((one, other) => one.x - other.x)
			.map(({ stop }) => stop),
		y: valueRange([...datasets, dataset], chart.configuration.options.plugins.marks, view.aggregation),
		key: { look: 'former', ink: 'ink-2', text: 'former figure' }
	};
}

/** "2024: US$550 million until 12 Mar 2025, Statistics Office; then US$555 million". */
function revisionText({ point, reporter, former }: Revision, unit: string): string {
	const was = formatQualified(former.value, unit, point.qualifier);
	const now = formatQualified(point.value, unit, point.qualifier);
	return `${point.period}: ${was} until ${formatDate(former.until)}, ${reporter}; now ${now}`;
}
