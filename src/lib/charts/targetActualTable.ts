import { toDayNumber } from '#lib/domain/calendar.ts';
import { addDecimals, type Decimal } from '#lib/domain/quantity.ts';
import { formatQualified, formatQuantity } from '#lib/domain/wording.ts';
import { REVIEW_WORDS } from '#lib/domain/review.ts';
import { formatDate } from '#lib/domain/words.ts';
import type { CitedSource } from './cited.ts';
import { revisionsOf } from './revisions.ts';
import type { ChartTable } from './spec.ts';
import { targetFigure } from './targetActualMarks.ts';
import type { ActualPoint, TargetActualView, TargetMark } from './targetActualView.ts';

interface Row {
	point: ActualPoint;
	reporter: string;
	headline: boolean;
	waiting: boolean;
	/** of the series, up to and including this period; null where it is not added */
	total: Decimal | null;
}

/** Every figure of every reporter, latest first; the headline reporter's before the others'. */
export function rowsOf(view: TargetActualView): Row[] {
	return view.series
		.flatMap((series) => {
			const points = [...series.points].sort((one, other) => toDayNumber(one.to) - toDayNumber(other.to));
			let total: Decimal = '0';
			return points.map((point) => ({
				point,
				reporter: point.reporter ?? series.reporter,
				headline: series.headline,
				waiting: series.waiting ?? false,
				total: series.waiting || point.added === false ? null : (total = addDecimals(total, point.value))
			}));
		})
		.sort(
			(one, other) =>
				toDayNumber(other.point.to) - toDayNumber(one.point.to) ||
				Number(other.headline) - Number(one.headline)
		);
}

const stateOf = ({ point, waiting }: Row) =>
	[
		point.derived ? 'derived, provisional' : point.state,
		...(point.partial ? ['part of the period'] : []),
		...(waiting ? [REVIEW_WORDS.waiting] : [])
	].join(', ');

/** The chart's table twin: the figures with their words. */
export function targetActualTable(view: TargetActualView, running: boolean): ChartTable {
	return {
		columns: [
			{ label: 'Period', numeric: false },
			{ label: 'Figure', numeric: true },
			...(running ? [{ label: 'Running total', numeric: true }] : []),
			{ label: 'Reporter', numeric: false },
			{ label: 'State', numeric: false },
			{ label: 'Source', numeric: false }
		],
		rows: [
			...rowsOf(view).map((row) => [
				row.point.period,
				formatQualified(row.point.value, view.unit, row.point.qualifier),
				...(running ? [row.total === null ? 'not added' : formatQuantity(row.total, view.unit)] : []),
				row.reporter,
				stateOf(row),
				sourceLine(row.point.source)
			]),
			...formerRows(view, running),
			...targetRows(view, running)
		]
	};
}

const sourceLine = (source: CitedSource | null) => source?.publisher ?? source?.title ?? '';

/** What was replaced, each figure with the day until which it stood. */
function formerRows(view: TargetActualView, running: boolean): string[][] {
	return revisionsOf(view.series).map(({ point, reporter, former }) => [
		point.period,
		formatQualified(former.value, view.unit, point.qualifier),
		...(running ? ['not added'] : []),
		reporter,
		`former figure, until ${formatDate(former.until)}`,
		''
	]);
}

/** Where a target was replaced, the one in force and the former ones, so that the table tells apart what is drawn. */
function targetRows(view: TargetActualView, running: boolean): string[][] {
	if (view.ghostTargets.length === 0) return [];
	return [...(view.target ? [view.target] : []), ...view.ghostTargets].map((target) => [
		target.due ? `by ${formatDate(target.due)}` : 'no deadline',
		targetFigure(target, view),
		...(running ? [''] : []),
		'',
		target === view.target ? 'target' : formerWords(target),
		''
	]);
}

const formerWords = ({ until }: TargetMark) =>
	until ? `former target, until ${formatDate(until)}` : 'former target';
