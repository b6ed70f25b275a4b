import { laterOf } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import { countOf, listOf } from './words.ts';

/**
 * Since when something that happened is public: since its source was published, and not before it happened. What was
 * done in the open (a step, the end of a pledge, evidence that a check saw) was public when it happened, so that is the
 * day where no source has a date. Nothing of the kind is true of a figure: without a date of its source it is only known
 * to be public from the day it was recorded here [ours].
 */
export function publicSince(published: IsoDate | null, happenedOn: IsoDate): IsoDate {
	return published === null ? happenedOn : laterOf(published, happenedOn);
}

/** Sorts of facts of which a source has to say when they became public, in words. */
const UNDATED = {
	description: ['description of a pledge', 'descriptions of pledges'],
	target: ['target', 'targets'],
	baseline: ['baseline', 'baselines'],
	figure: ['figure', 'figures'],
	due: ['due date of a step', 'due dates of steps'],
	score: ['score', 'scores']
} as const;
export type UndatedSort = keyof typeof UNDATED;

/**
 * "Left out: 8 figures and 1 baseline, which name no source with a date; they count from the day they were recorded
 * here."; null where nothing is left out.
 */
export function undatedWords(counts: Partial<Record<UndatedSort, number>>): string | null {
	const parts = Object.entries(counts).filter(([, count]) => count > 0);
	if (parts.length === 0) return null;
	const named = parts.map(([sort, count]) => {
		const [one, many] = UNDATED[sort as UndatedSort];
		return countOf(count, one, many);
	});
	const all = parts.reduce((sum, [, count]) => sum + count, 0);
	return all === 1
		? `Left out: ${listOf(named)}, which names no source with a date; it counts from the day it was recorded here.`
		: `Left out: ${listOf(named)}, which name no source with a date; they count from the day they were recorded here.`;
}
