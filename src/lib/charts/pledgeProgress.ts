import type { Assessment } from '#lib/domain/assessment.ts';
import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import type { Direction, Qualifier, TargetStanding } from '#lib/domain/commitment.ts';
import { GROUPS } from '#lib/domain/status.ts';
import { formatDateAs, formatPeriod } from '#lib/domain/words.ts';
import type { BulletFigures } from './bulletWords.ts';

/** A row of a list, as far as its progress goes. */
export interface ProgressRow {
	kind: string;
	assessment: Assessment;
	unit: string | null;
	direction: Direction | null;
	target: {
		value: string | null;
		low: string | null;
		high: string | null;
		qualifier: Qualifier;
		per: 'year' | null;
		start: IsoDate | null;
		due: IsoDate | null;
		duePrecision: DatePrecision;
		standing: TargetStanding;
	} | null;
	baseline: { value: string; qualifier: Qualifier } | null;
}

/** What is drawn of a bar: its figures, where the expected path stands, and the ink of its group. */
export type Bullet = BulletFigures & { expected: number | null; ink: string };

/** Steps, events or years that are counted. */
export interface Counted {
	done: number;
	of: number;
	/** what is counted, to be read out */
	word: string;
	/** said beside the cells */
	text: string;
	ink: string;
	unverified: boolean;
}

/** Where a pledge stands in one line: a bar against its target, its steps, or nothing that is measured. */
export function progressOf(row: ProgressRow): { bullet: Bullet } | { tally: Counted } | null {
	const { assessment, target, baseline, unit } = row;
	const { figure, tally } = assessment;
	const unverified = assessment.freshness.state === 'unverified';
	const { ink } = GROUPS[assessment.group];
	if (unit !== null) {
		return {
			bullet: {
				...{ unit, unverified, ink },
				actual: figure?.value ?? null,
				actualQualifier: figure?.qualifier ?? 'exactly',
				missing: 'No deciding figure',
				period: figure ? formatPeriod(figure.period) : undefined,
				provisional: figure?.state === 'provisional',
				target: target?.value ?? null,
				low: target?.low ?? null,
				high: target?.high ?? null,
				qualifier: target?.qualifier ?? 'at_least',
				targetNote: noteOf(target),
				targetStanding: target?.standing ?? 'stated',
				direction: row.direction ?? 'increase',
				baseline: baseline?.value ?? null,
				baselineQualifier: baseline?.qualifier ?? 'exactly',
				expected: assessment.expectedToday
			}
		};
	}
	if (!tally) return null;
	const { done, of } = tally;
	const events = row.kind === 'events_in_window';
	const due = target?.due ? ` ${noteOf(target)}` : '';
	return {
		tally: {
			...{ done, of, ink, unverified },
			word: events ? 'events held' : 'stages done',
			text: `${done} of ${of} ${events ? 'held' : 'done'}${due}`
		}
	};
}

/** Behind a target: "a year", "by 2030". */
function noteOf(target: ProgressRow['target']): string {
	if (target?.per) return 'a year';
	if (target?.start && target.due) return `within ${formatPeriod({ start: target.start, end: target.due })}`;
	return target?.due ? `by ${formatDateAs(target.due, target.duePrecision)}` : '';
}
