/** Which parts a pledge's description has, by its kind: forms show exactly these, and schemas read exactly these. */
import { KINDS, QUALIFIERS } from './commitment.ts';
import type { Aggregation, Kind } from './commitment.ts';

export const PARTS = [
	'measure',
	'aggregation',
	'value',
	'band',
	'number of events',
	'path',
	'start',
	'deadline',
	'window',
	'plan',
	'stages',
	'events',
	'guideline',
	'activity'
] as const;
export type Part = (typeof PARTS)[number];

const PARTS_OF: Record<Kind, readonly Part[]> = {
	level: ['measure', 'aggregation', 'value', 'path', 'start', 'deadline', 'plan'],
	band: ['measure', 'aggregation', 'band', 'start', 'deadline'],
	annual_rate: ['measure', 'value', 'start', 'deadline'],
	cumulative: ['measure', 'value', 'start', 'deadline', 'plan'],
	count: ['measure', 'value', 'start', 'deadline', 'plan'],
	milestones: ['stages', 'deadline'],
	events_in_window: ['events', 'window', 'number of events'],
	qualitative: ['guideline', 'deadline'],
	continuing: ['activity']
};

/** How periods combine, where the kind decides it. */
export const AGGREGATION_OF: Partial<Record<Kind, Aggregation>> = {
	annual_rate: 'annual_flow',
	cumulative: 'cumulative',
	count: 'count'
};

/** How the figures of a level or a band are taken: the one choice that a kind leaves. */
export const LEVEL_AGGREGATIONS = ['level', 'annual_flow'] as const satisfies readonly Aggregation[];

/** The stages that most projects pass, in their order; an analyst changes them as the pledge has it. */
export const USUAL_LADDER = ['Planned', 'Designed', 'Funded', 'Started', 'Built', 'In service'] as const;

/** How a baseline or an actual can have been said. */
export const FIGURE_QUALIFIERS = QUALIFIERS.filter((qualifier) => qualifier !== 'less_than');

/** Whether a kind has any of these parts. */
export function needs(kind: Kind, ...parts: readonly Part[]): boolean {
	return parts.some((part) => PARTS_OF[kind].includes(part));
}

/** The kinds that have any of these parts. */
export function kindsWith(...parts: readonly Part[]): Kind[] {
	return KINDS.filter((kind) => needs(kind, ...parts));
}
