import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Aggregation, ObservationState, Qualifier, TargetStanding } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import type { CitedSource } from './cited.ts';
import type { PointShape } from './spec.ts';

export interface ActualPoint {
	/** the period in words, such as "2025, Jan–Sep" */
	period: string;
	from: IsoDate;
	to: IsoDate;
	value: Decimal;
	state: ObservationState;
	/** covers only a part of its natural period */
	partial: boolean;
	/** derived from another published figure: provisional */
	derived?: boolean;
	qualifier: Qualifier;
	source: CitedSource | null;
	/** the figure that the assessment rests on */
	decides?: boolean;
	/** false: not part of the running total, such as a part of a period that is there as a whole */
	added?: boolean;
	/** the figures that stood here before, the latest first, each with the day on which it was replaced */
	former?: { value: Decimal; until: IsoDate }[];
	/** who states this figure, where the headline series takes figures of several */
	reporter?: string;
}

export interface ActualSeries {
	reporter: string;
	/** the series that decides; the others are drawn beside it */
	headline: boolean;
	/** figures that wait for review: each stands alone, hollow, and is part of no line and no total */
	waiting?: boolean;
	points: ActualPoint[];
}

export interface TargetMark {
	value?: Decimal | null;
	low?: Decimal | null;
	high?: Decimal | null;
	qualifier: Qualifier;
	due: IsoDate | null;
	/** who says that this is the target; without it, a source does */
	standing?: TargetStanding;
	/** of a former target: the day on which another one took its place */
	until?: IsoDate | null;
	/** by default made from the value and the deadline */
	label?: string;
	source?: CitedSource | null;
}

export interface TargetActualView {
	/** the finding */
	title: string;
	unit: string;
	aggregation: Aggregation;
	series: ActualSeries[];
	target: TargetMark | null;
	/** targets that later ones have replaced */
	ghostTargets: TargetMark[];
	baseline: {
		value: Decimal;
		period: string;
		from: IsoDate;
		to: IsoDate;
		qualifier: Qualifier;
		source?: CitedSource | null;
	} | null;
	expectedPath: { on: IsoDate; value: number | Decimal }[] | null;
	today: IsoDate;
}

/**
 * Provisional, derived and part-period figures are drawn hollow; the outline of a part of a period is dashed. Figures
 * that wait for review are hollow as a series, and pointed.
 */
export function isHollow(point: Pick<ActualPoint, 'state' | 'partial' | 'derived'>): boolean {
	return point.state === 'provisional' || point.partial || point.derived === true;
}

/** "Jan–Sep": which part of its period a figure covers; empty for a whole one. */
export function partWords(point: Pick<ActualPoint, 'partial' | 'period' | 'from' | 'to'>): string {
	if (!point.partial) return '';
	const sameYear = point.from.slice(0, 4) === point.to.slice(0, 4);
	return sameYear ? point.period.replace(/^\d{4}(,\s*|$)|\s*\d{4}$/g, '') : point.period;
}

/** How the reporters beside the headline series look, in their order: told apart by shape and dash as well as by ink. */
const OTHERS = [
	{ ink: 'series-2', shape: 'rectRot', dash: [] },
	{ ink: 'series-3', shape: 'rect', dash: [6, 3] },
	{ ink: 'ink-3', shape: 'crossRot', dash: [2, 3] }
] as const satisfies { ink: string; shape: PointShape; dash: number[] }[];

/** The look of the nth reporter beside the headline series, from 0. */
export function otherLook(at: number): (typeof OTHERS)[number] {
	return OTHERS[Math.min(Math.max(at, 0), OTHERS.length - 1)] ?? OTHERS[0];
}
