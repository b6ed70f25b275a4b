import type { IsoDate } from './calendar.ts';
import { attainmentLine } from './arithmetic.ts';
import type { Target } from './commitment.ts';
import type { Known } from './eligible.ts';
import { figureFlags, targetFlags } from './flags.ts';
import type { Measure } from './measure.ts';
import { notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { exact, shareOf } from './quantity.ts';
import type { Decimal } from './quantity.ts';
import { deadlineWords, figureWords, namedTarget } from './sentence.ts';
import type { Point } from './series.ts';
import { STATUSES } from './status.ts';
import type { Status } from './status.ts';
import { TOLERANCES } from './target.ts';
import { formatDecimal, formatUseDown } from './wording.ts';

export type CeilingStatus = Extract<Status, 'NOT_STARTED' | 'IN_USE' | 'FULLY_USED' | 'EXCEEDED'>;

/** Share of a ceiling within which it counts as fully used: that of the rougher of both numbers, unless one is set. */
export function ceilingTolerance(target: Pick<Target, 'qualifier' | 'tolerance'>, figure: string): number {
	const rough = figure === 'about' || target.qualifier === 'about';
	return target.tolerance ?? TOLERANCES[rough ? 'about' : 'exactly'];
}

/** Use of a ceiling: nothing, in use, fully used within the tolerance, or exceeded, which is neither good nor bad. */
export function ceilingStatus(actual: Decimal, ceiling: Decimal, tolerance: number): CeilingStatus {
	const slack = exact(ceiling).abs().times(tolerance);
	if (exact(actual).lte(0)) return 'NOT_STARTED';
	if (exact(actual).gt(exact(ceiling).plus(slack))) return 'EXCEEDED';
	return exact(actual).gte(exact(ceiling).minus(slack)) ? 'FULLY_USED' : 'IN_USE';
}

/** The total that a ceiling with a deadline is held against: nothing after the deadline counts. */
export function ceilingPoint(totals: readonly Point[], due: IsoDate | null): Point | undefined {
	return totals.findLast((point) => due === null || point.covers.end <= due);
}

/** "In use, 80 %". The word alone where there is nothing to add. */
export function ceilingText(status: CeilingStatus, used: number | null): string {
	const { word } = STATUSES[status];
	return used === null || status === 'NOT_STARTED' ? word : `${word}, ${formatUseDown(used)}`;
}

/** What the use of a ceiling says in a sentence, after the figure. A ceiling of nothing has no share. */
export function ceilingWords(status: CeilingStatus, used: number | null, ceiling: string): string {
	const most = `a ceiling of ${ceiling}`;
	if (status === 'NOT_STARTED') {
		return used === null ? `which keeps to ${most}` : `which leaves ${most} unused`;
	}
	const share = used === null ? `above ${most}` : `${formatUseDown(used)} of ${most}`;
	if (status === 'EXCEEDED') return `${share}: more than was named, which is a fact and no verdict`;
	if (status === 'IN_USE') return `${share}; less than a ceiling is no failure`;
	return `${share}, which ${used === 1 ? 'is fully used' : 'counts as fully used within the tolerance'}`;
}

/** A cumulative total that was promised as a most. */
export function assessCeiling(known: Known, measure: Measure, point: Point, target: Target): Outcome {
	if (point.ambiguous) {
		return notAssessable(
			'choose a reporter',
			'Several reporters have figures and none comes first; choose a reporter.'
		);
	}
	const ceiling = target.value ?? '0';
	const { value, qualifier } = point.figure;
	const used = shareOf(value, ceiling);
	const status = ceilingStatus(value, ceiling, ceilingTolerance(target, qualifier));
	const words = ceilingWords(status, used, `${namedTarget(target, measure.unit)}${deadlineWords(target)}`);
	return {
		...outcome(
			status,
			ceilingText(status, used),
			`${measure.title} ${figureWords(point, measure.unit)}, ${words}.`
		),
		attainment: used,
		figure: point.figure,
		flags: [...figureFlags(point, [], status, measure.unit), ...targetFlags(known.target)],
		reasons: ['The target is a ceiling: its use is reported and never judged.'],
		observationIds: point.ids,
		arithmetic:
			used === null
				? []
				: [attainmentLine(formatDecimal(value), formatDecimal(ceiling), used, 'Share of the ceiling')]
	};
}
