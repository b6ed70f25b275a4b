import type { Direction, Qualifier, TargetStanding } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { formatQualified, formatQuantity, standingWords } from '#lib/domain/wording.ts';

export interface BulletFigures {
	actual: Decimal | null;
	actualQualifier: Qualifier;
	/** said instead of a figure */
	missing: string;
	period: string | undefined;
	target: Decimal | null;
	low: Decimal | null;
	high: Decimal | null;
	/** of the target */
	qualifier: Qualifier;
	targetNote: string;
	targetStanding: TargetStanding;
	direction: Direction;
	baseline: Decimal | null;
	baselineQualifier: Qualifier;
	provisional: boolean;
	unverified: boolean;
	unit: string;
}

/** The figures of a bar in words: two parts of a short line under it, and a sentence to be read out. */
export function bulletWords(figures: BulletFigures): { now: string; of: string; spoken: string } {
	const { actual, baseline, period, unit } = figures;
	const now = actual === null ? figures.missing : formatQualified(actual, unit, figures.actualQualifier);
	const figure = targetFigure(figures);
	const note = figures.targetNote;
	const read = standingWords(figures.targetStanding);
	const named = figure === null ? '' : `${figure}${note ? ` ${note}` : ''}${read}`;
	const target = named ? `target ${named}` : ['no number as target', note].filter(Boolean).join(', ');
	return {
		now,
		of: named && actual !== null && isFloor(figures) ? ` of ${named}` : `; ${target}`,
		spoken: [
			actual !== null && period ? `${now} in ${period}` : now,
			target,
			baseline === null ? '' : `baseline ${formatQualified(baseline, unit, figures.baselineQualifier)}`,
			figures.provisional ? 'provisional' : '',
			figures.unverified ? 'unverified' : ''
		]
			.filter(Boolean)
			.join('; ')
	};
}

const isPlain = (qualifier: Qualifier) => qualifier === 'exactly' || qualifier === 'at_least';

/** "32 of 80 items" reads well only where more is better and the target is a plain number. */
function isFloor({ target, direction, qualifier }: BulletFigures): boolean {
	return target !== null && direction === 'increase' && isPlain(qualifier);
}

function targetFigure({ target, low, high, qualifier, unit }: BulletFigures): string | null {
	if (target !== null) return formatQualified(target, unit, isPlain(qualifier) ? 'exactly' : qualifier);
	if (low !== null && high !== null) return `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}`;
	if (low !== null) return `at least ${formatQuantity(low, unit)}`;
	return high === null ? null : `up to ${formatQuantity(high, unit)}`;
}
