/**
 * A portfolio in counts: how many pledges stand where, with the denominator. No mean across pledges, and nothing
 * silent counted as healthy (progress.md, "portfolio" and "Freshness").
 */
import { HEALTHY } from './freshness.ts';
import { GROUP_KEYS, type Group } from './status.ts';
import { grouped, listOf } from './words.ts';

/** How many pledges of one theme share a group, a side of the headline and a mark. */
export interface BoardCount {
	theme: string;
	group: Group;
	/** agreed or declared ready, with no assumed deadline */
	counted: boolean;
	unverified: boolean;
	count: number;
}

export interface GroupTally {
	group: Group;
	count: number;
	/** of these, how many nobody has checked for longer than their interval */
	unverified: number;
}

export interface Tally {
	total: number;
	unverified: number;
	/** met, on track or in progress, and verified */
	healthy: number;
	/** every group, in the order of the board, the empty ones too */
	groups: GroupTally[];
}

export function tally(counts: readonly BoardCount[]): Tally {
	const sum = (rows: readonly BoardCount[]) => rows.reduce((total, row) => total + row.count, 0);
	return {
		total: sum(counts),
		unverified: sum(counts.filter((row) => row.unverified)),
		healthy: sum(counts.filter((row) => !row.unverified && HEALTHY.includes(row.group))),
		groups: GROUP_KEYS.map((group) => {
			const own = counts.filter((row) => row.group === group);
			return { group, count: sum(own), unverified: sum(own.filter((row) => row.unverified)) };
		})
	};
}

/** The tally of each theme, in the order of the alphabet. */
export function tallyByTheme(counts: readonly BoardCount[]): (Tally & { theme: string })[] {
	const themes = [...new Set(counts.map((row) => row.theme))].sort((a, b) => a.localeCompare(b, 'en'));
	return themes.map((theme) => ({ theme, ...tally(counts.filter((row) => row.theme === theme)) }));
}

const WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const spelled = (count: number) => WORDS[count] ?? grouped(count);

/**
 * "three of 9 are met, on track or in progress, and verified": what no silence is counted into. Nothing where there is
 * one pledge or none: the finding says it all.
 */
export function healthWords({ healthy, total }: { healthy: number; total: number }): string | null {
	if (total < 2) return null;
	const verb = healthy === 1 ? 'is' : 'are';
	return `${spelled(healthy)} of ${grouped(total)} ${verb} met, on track or in progress, and verified`;
}

/** What is said of a group in a headline, worst news first, after how many are met. */
const NEWS: [Group, string, string][] = [
	['missed', 'has been missed', 'have been missed'],
	['behind', 'is behind', 'are behind'],
	['stalled', 'has stalled', 'have stalled'],
	['not_assessable', 'cannot be assessed', 'cannot be assessed'],
	['on_track', 'is on track', 'are on track']
];

/** The finding of a board in one sentence: what is met, and the three things a reader most needs to know. */
export function finding({
	total,
	unverified,
	groups
}: {
	total: number;
	unverified: number;
	groups: readonly Pick<GroupTally, 'group' | 'count'>[];
}): string {
	if (total === 0) return 'No pledge is logged yet';
	const count = (group: Group) => groups.find((row) => row.group === group)?.count ?? 0;
	const met = count('met');
	const subject = total === 1 ? 'The one pledge' : `${spelled(met)} of ${grouped(total)} pledges`;
	const first =
		total === 1 ? `${subject} is ${met ? '' : 'not '}met` : `${subject} ${met === 1 ? 'is' : 'are'} met`;
	const news = NEWS.filter(([group]) => count(group) > 0).map(
		([group, one, many]) => `${spelled(count(group))} ${count(group) === 1 ? one : many}`
	);
	if (unverified > 0)
		news.unshift(`${spelled(unverified)} ${unverified === 1 ? 'has' : 'have'} gone unverified`);
	const rest = total === 1 ? [] : news.slice(0, 3);
	const sentence = [first, ...(rest.length ? [listOf(rest)] : [])].join('; ');
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
