/** What stands beside a status, in words: the marks of lists and pages are drawn from these. */
import type { Assessment, Freshness } from '#lib/domain/assessment.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import {
	FLAGS,
	GROUPS,
	STATUSES,
	UNVERIFIED,
	verdictWord,
	type Flag,
	type Group,
	type Status,
	type Verdict
} from '#lib/domain/status.ts';
import { formatDate } from '#lib/domain/words.ts';
import { freshnessWords } from './dates.ts';

/** A status as it is drawn; `ink` names a custom property of tokens.css. */
export interface StatusLook {
	shape: string;
	ink: string;
	words: string;
	/** that nobody has checked; `since` is null where no day is known */
	silence: { word: string; since: string | null } | null;
}

/**
 * @param text the status in words with its figure, such as "No deadline, flat"; by default the status's word
 * @param freshness adds "unverified since …" where that is so
 */
export function statusLook(status: Status, text?: string, freshness?: Freshness | null): StatusLook {
	const { shape, ink } = GROUPS[STATUSES[status].group];
	const silent = freshness?.state === 'unverified';
	const since = freshness?.dueOn ? formatDate(freshness.dueOn) : null;
	return {
		...{ shape, ink, words: text ?? STATUSES[status].word },
		silence: silent ? { word: UNVERIFIED.word.toLowerCase(), since } : null
	};
}

/** A flag beside a status: its word, and the figures that raised it or what it means. */
export function flagLook(flag: Flag, note?: string): { word: string; meaning: string } {
	return { word: FLAGS[flag].word, meaning: note ?? FLAGS[flag].meaning };
}

/** When somebody last looked; null where no clock runs. */
export function freshnessLook(
	freshness: Freshness,
	today: IsoDate
): { state: Freshness['state']; words: string; last: string } | null {
	const words = freshnessWords(freshness, today);
	const { state, lastCheckedOn, byEvidence } = freshness;
	const seen = byEvidence ? 'Last public evidence' : 'Last checked';
	const never = byEvidence ? 'No public evidence' : 'Never checked';
	const last = lastCheckedOn ? `${seen} ${formatDate(lastCheckedOn)}` : never;
	return words === null ? null : { state, words, last };
}

/** A manager's verdict as it is drawn where it says something else than the computed status; else null. */
export function verdictLook(
	verdict: { group: Verdict; on: IsoDate } | null | undefined,
	computed: Group
): { word: string; shape: string; ink: string; on: string } | null {
	if (!verdict || verdict.group === computed) return null;
	const { shape, ink } = GROUPS[verdict.group];
	return { word: verdictWord(verdict.group), shape, ink, on: formatDate(verdict.on) };
}

/** All that stands beside the status of one pledge. What is unverified says so in its status already. */
export function statusLine(
	assessment: Assessment,
	today: IsoDate,
	verdict: { group: Verdict; on: IsoDate } | null
) {
	const { status, statusText, freshness, group, flags } = assessment;
	return {
		status: statusLook(status, statusText, freshness),
		verdict: verdictLook(verdict, group),
		flags: flags.map(({ flag, note }) => flagLook(flag, note)),
		freshness: freshness.state === 'unverified' ? null : freshnessLook(freshness, today)
	};
}
