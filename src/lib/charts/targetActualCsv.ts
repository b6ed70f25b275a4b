import type { Qualifier } from '#lib/domain/commitment.ts';
import { exact, type Decimal } from '#lib/domain/quantity.ts';
import { REVIEW_WORDS } from '#lib/domain/review.ts';
import { sourceCells, SOURCE_COLUMNS, type CitedSource } from './cited.ts';
import { revisionsOf } from './revisions.ts';
import type { ChartCsv } from './spec.ts';
import { rowsOf } from './targetActualTable.ts';
import type { TargetActualView, TargetMark } from './targetActualView.ts';

interface Line {
	row: string;
	from?: string;
	to?: string | null;
	value: Decimal;
	qualifier?: Qualifier;
	reporter?: string;
	state?: string;
	partial?: boolean;
	until?: string | null | undefined;
	source?: CitedSource | null | undefined;
}

/**
 * All that a chart of a target against its actuals draws, for machines: target, baseline, expected path, figures, and
 * what was replaced with the day until which it stood.
 */
export function targetActualCsv(view: TargetActualView): ChartCsv {
	const { baseline, target, unit } = view;
	const lines: Line[] = [
		...(target ? limits('target', target) : []),
		...view.ghostTargets.flatMap((ghost) => limits('former target', ghost)),
		...(baseline ? [{ ...baseline, row: 'baseline' }] : []),
		...(view.expectedPath ?? []).map(({ on, value }) => ({
			...{ row: 'expected path', to: on, value: exact(value).toFixed() }
		})),
		...rowsOf(view).map(({ point, reporter, headline, waiting }) => ({
			...point,
			row: waiting ? `actual, ${REVIEW_WORDS.waiting}` : headline ? 'actual' : 'actual of another reporter',
			reporter,
			state: point.derived ? 'provisional' : point.state
		})),
		...revisionsOf(view.series).map(({ point, reporter, former }) => ({
			...{ row: 'former actual', from: point.from, to: point.to, qualifier: point.qualifier },
			...{ reporter, partial: point.partial, ...former }
		}))
	];
	return {
		columns: [
			['row', 'code'],
			['from', 'date'],
			['to', 'date'],
			['value', 'number'],
			['unit', 'text'],
			['qualifier', 'code'],
			['reporter', 'text'],
			['state', 'code'],
			['partial', 'code'],
			['until', 'date'],
			...SOURCE_COLUMNS
		],
		rows: lines.map(({ row, from, to, value, qualifier, reporter, state, partial, until, source }) => [
			...[row, from ?? '', to ?? '', value, unit, qualifier ?? '', reporter ?? '', state ?? ''],
			partial === undefined ? '' : partial ? 'yes' : 'no',
			until ?? '',
			...sourceCells(source)
		])
	};
}

/** A target as the values that are drawn of it, and whether a source states it. */
function limits(
	row: string,
	{ value, low, high, due, qualifier, standing, until, source }: TargetMark
): Line[] {
	const line = (name: string, limit: Decimal | null | undefined): Line[] =>
		limit
			? [{ row: name, to: due, value: limit, qualifier, ...(standing && { state: standing }), until, source }]
			: [];
	return [...line(row, value), ...line(`${row}, lower limit`, low), ...line(`${row}, upper limit`, high)];
}
