/** How much evidence stands behind a pledge: enough to say what came since an earlier state. */
import { doneRecord, type Known } from './eligible.ts';
import { countOf, listOf } from './words.ts';

export interface Evidence {
	/** figures that count */
	figures: number;
	/** steps that are done */
	steps: number;
	/** checks that found something */
	activity: number;
	scores: number;
	/** the last ledger number by which any of it was recorded, approved or corrected; 0 where there is none */
	upto: number;
}

export const NO_EVIDENCE: Evidence = { figures: 0, steps: 0, activity: 0, scores: 0, upto: 0 };

/** The evidence among what was known. A check that found nothing is none. */
export function evidenceOf(known: Known): Evidence {
	const { observations, scores } = known;
	const activity = known.checkIns.filter(({ outcome }) => outcome === 'activity');
	// What counts was approved once, where it had to be: it came to count by that act.
	const counted = observations.map(({ seq, review }) =>
		review === 'not needed' ? seq : (review.find(({ state }) => state === 'approved')?.seq ?? seq)
	);
	const records = known.steps.flatMap(({ done }) => done.at(-1)?.seq ?? []);
	return {
		figures: observations.length,
		steps: known.steps.filter((step) => doneRecord(step) !== null).length,
		activity: activity.length,
		scores: scores.length,
		upto: [...counted, ...records, ...[...activity, ...scores].map(({ seq }) => seq)].reduce(
			(last, seq) => Math.max(last, seq),
			0
		)
	};
}

/** "two figures more and 1 step done", or that something was corrected where the numbers are the same. */
export function evidenceWords(before: Evidence, after: Evidence): string {
	const sorts = [
		['figures', 'figure'],
		['steps', 'step done'],
		['activity', 'sign of activity'],
		['scores', 'score']
	] as const;
	const said = sorts.flatMap(([key, one]) => {
		const more = after[key] - before[key];
		const many = one.replace(/^(figure|step|sign|score)/, '$1s');
		return more === 0 ? [] : `${countOf(Math.abs(more), one, many)} ${more > 0 ? 'more' : 'fewer'}`;
	});
	return said.length > 0 ? listOf(said) : 'a record was corrected';
}
