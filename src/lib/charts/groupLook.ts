import { GROUPS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { grouped } from '#lib/domain/words.ts';
import type { KeyEntry, Pattern, PlainDataset } from './spec.ts';

/** How the bars of each group are filled: no two alike, so that colour is never needed. */
export const GROUP_PATTERNS: Record<Group, Pattern> = {
	met: 'solid',
	on_track: 'level',
	behind: 'grid',
	missed: 'upright',
	in_progress: 'tint',
	stalled: 'holes',
	not_assessable: 'dots',
	closed: 'dashes'
};

/** The bars of one group of a stack. */
export function groupBars(group: Group, data: PlainDataset['data']): PlainDataset {
	const ink = `var(--${GROUPS[group].ink})`;
	return {
		type: 'bar',
		label: GROUPS[group].word,
		data,
		backgroundColor: ink,
		borderColor: ink,
		// an outline, because little of some fillings is ink
		borderWidth: 1,
		borderSkipped: false,
		stack: 'groups',
		pattern: GROUP_PATTERNS[group],
		maxBarThickness: 40,
		categoryPercentage: 0.86,
		barPercentage: 0.94,
		order: 3
	};
}

/** The groups that are drawn, in the order in which they stand on one another. */
export function groupKey(groups: readonly Group[]): KeyEntry[] {
	return groups.map((group) => ({
		look: GROUP_PATTERNS[group],
		ink: GROUPS[group].ink,
		text: GROUPS[group].word.toLowerCase()
	}));
}

/** What is said of one figure of a stack: "5 of 18 behind, 2 of them unverified". */
export function countWords(group: Group, count: number, total: number, unverified: number): string {
	const silent = unverified > 0 ? `, ${grouped(unverified)} of them unverified` : '';
	return `${grouped(count)} of ${grouped(total)} ${GROUPS[group].word.toLowerCase()}${silent}`;
}

export const UNVERIFIED_INK = `var(--${UNVERIFIED.ink})`;
