import { finding, type Tally } from '#lib/domain/portfolio.ts';
import { groupInSentence } from '#lib/domain/status.ts';
import { countOf, formatDate, listOf } from '#lib/domain/words.ts';

/** The state that a briefing was read from. */
interface State {
	asOf: string;
	basis: 'recorded' | 'public';
}

/** The finding of a briefing with its day: "As of 23 Nov 2026, one of 14 pledges is met; two have gone unverified". */
export function briefingTitle({ asOf, basis }: State, counted: Tally, rest: Tally): string {
	const when = `${basis === 'public' ? 'By what was public on' : 'As of'} ${formatDate(asOf)}`;
	if (counted.total > 0) {
		const found = finding(counted);
		return `${when}, ${found.charAt(0).toLowerCase()}${found.slice(1)}`;
	}
	if (rest.total === 0) return `${when}, no pledge here was known`;
	const none =
		rest.total === 1 ? 'the one pledge does not count' : `none of ${countOf(rest.total, 'pledge')} counts`;
	return `${when}, ${none} in headline totals`;
}

/** What the finding counts, what stands beside it, and how much of it somebody has checked. */
export function briefingLede(counted: Tally, rest: Tally): string {
	const of = countOf(counted.total, 'pledge');
	const sentences = [
		...(counted.total === 1 ? ['It is agreed or declared ready.'] : []),
		...(counted.total > 1
			? [
					`${counted.healthy} of ${of} agreed or declared ready ${counted.healthy === 1 ? 'is' : 'are'} met, on track or in progress, and verified.`
				]
			: []),
		...(rest.total > 0
			? [
					`${countOf(rest.total, 'more pledge', 'more pledges')} ${rest.total === 1 ? 'is' : 'are'} listed and not counted, being proposed, discussed, noted as potential, or resting on an assumed deadline: ${groupWords(rest)}.`
				]
			: [])
	];
	return sentences.join(' ');
}

/** "two met, one behind": the groups that hold something. */
function groupWords({ groups }: Tally): string {
	return listOf(
		groups.filter(({ count }) => count > 0).map(({ group, count }) => `${count} ${groupInSentence(group)}`)
	);
}
