import { DATE_PRECISIONS } from '#lib/domain/calendar.ts';
import {
	AGGREGATIONS,
	DIRECTIONS,
	KINDS,
	MODES,
	OBSERVATION_STATES,
	PARTY_ROLES,
	PATHS,
	QUALIFIERS,
	STRENGTHS,
	TARGET_STANDINGS
} from '#lib/domain/commitment.ts';
import { FIGURE_QUALIFIERS } from '#lib/domain/parts.ts';

/** The words that a cell of these columns may hold. */
const WORDS: Record<string, readonly string[]> = {
	kind: KINDS,
	strength: STRENGTHS,
	mode: MODES,
	parties: PARTY_ROLES,
	direction: DIRECTIONS,
	aggregation: AGGREGATIONS,
	baseline_qualifier: FIGURE_QUALIFIERS,
	baseline_precision: DATE_PRECISIONS,
	target_qualifier: QUALIFIERS,
	target_standing: TARGET_STANDINGS,
	path_fixed: PATHS,
	path: PATHS,
	qualifier: FIGURE_QUALIFIERS,
	state: OBSERVATION_STATES,
	partial: ['yes', 'no']
};

/** A sentence of a form beside a cell: a form shows what can be chosen, a cell has to be told. */
export function sayChoices(column: string, sentence: string): string {
	const words = /^(“.*”: )?Choose/.test(sentence) ? WORDS[column] : undefined;
	if (!words || words.every((word) => sentence.includes(word))) return sentence;
	return `${sentence} It is one of: ${words.join(', ')}.`;
}
