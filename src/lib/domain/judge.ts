import type { IsoDate } from './calendar.ts';
import { countingFigures, decide, isPartly, undecided } from './decide.ts';
import type { Decision } from './decide.ts';
import { hasTarget, readPoint } from './measure.ts';
import type { Measure, Reading } from './measure.ts';
import { exact } from './quantity.ts';
import type { Point } from './series.ts';
import type { Status } from './status.ts';

/** Why nothing can be said: the key of a sentence in measured.ts. */
export type Obstacle =
	| 'no target'
	| 'no figure'
	| 'choose a reporter'
	| 'no baseline'
	| 'only the baseline'
	| 'baseline equals the target'
	| 'target of zero'
	| 'deadline before the baseline'
	| 'deadline before the pledge'
	| 'sub-periods missing';

export interface Judgement {
	status: Status;
	obstacle: Obstacle | null;
	decision: Decision | null;
	reading: Reading | null;
}

/** The order of evaluation of progress.md, steps 2 to 7, for one series against one measure. */
export function judge(measure: Measure, series: readonly Point[], clock: IsoDate): Judgement {
	const cannot = (obstacle: Obstacle, decision: Decision | null = null): Judgement => ({
		status: 'NOT_ASSESSABLE',
		obstacle,
		decision,
		reading: decision && readPoint(measure, decision.point)
	});
	if (!hasTarget(measure)) return cannot('no target');
	const { baseline, due } = measure;
	const counting = countingFigures(measure, series);
	const last = series.at(-1);
	if (counting.length === 0) {
		if (!baseline?.stated || !last) return cannot('no figure');
		return last.ambiguous ? cannot('choose a reporter') : cannot('only the baseline', undecided(last));
	}
	const decision = decide(measure, counting, clock);
	const { point } = decision;
	if (point.ambiguous) return cannot('choose a reporter');
	const reading = readPoint(measure, point);
	const as = (status: Status): Judgement => ({ status, obstacle: null, decision, reading });

	if (decision.outcome === 'met') return as('MET');
	// An older figure that satisfies the target needs no baseline to be waited on.
	if (decision.outcome === 'awaiting' && reading.satisfied) return as('AWAITING_FIGURE');

	if (!baseline) return cannot('no baseline', decision);
	if (measure.kind !== 'band' && exact(baseline.value).eq(measure.target?.value ?? '0')) {
		return cannot(baseline.stated ? 'baseline equals the target' : 'target of zero', decision);
	}
	if (due && due.end <= baseline.period.end) {
		return cannot(baseline.stated ? 'deadline before the baseline' : 'deadline before the pledge', decision);
	}

	if (!due) return as('NO_DEADLINE');
	if (decision.outcome === 'awaiting') return as('AWAITING_FIGURE');
	if (decision.outcome === 'over') return as(isPartly(measure, point) ? 'PARTLY_MET' : 'MISSED');

	const surest = point.missing.length === 0 || reading.class === 'ON_TRACK';
	if (!surest) return cannot('sub-periods missing', decision);
	return reading.class === null ? cannot('only the baseline', decision) : as(reading.class);
}
