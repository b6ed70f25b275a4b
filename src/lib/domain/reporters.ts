/** Whose figures count, and what others' would give. */
import type { Assessment, OtherView } from './assessment.ts';
import type { IsoDate } from './calendar.ts';
import type { PledgeFacts } from './commitment.ts';
import { knownBy } from './eligible.ts';
import type { AsOfOptions } from './basis.ts';
import { isRatioClass } from './flags.ts';
import { notAssessable } from './outcome.ts';
import { assess } from './progress.ts';
import { STATUSES } from './status.ts';
import { formatPercentDown, formatQualified } from './wording.ts';
import { inPeriod } from './words.ts';

const UNDECIDED = notAssessable('choose a reporter', '').statusText;

/** Whether nothing can be said of a pledge because several reporters state its figure and none is ranked first. */
export function needsReporter({ status, statusText }: Pick<Assessment, 'status' | 'statusText'>): boolean {
	return status === 'NOT_ASSESSABLE' && statusText === UNDECIDED;
}

/** The pledge as it would be assessed if one reporter were believed before all others, in the order that stands. */
export function assessBy(
	facts: PledgeFacts,
	reporter: string,
	asOf: IsoDate,
	options: AsOfOptions = {}
): Assessment {
	const always = { knownOn: '0001-01-01', recordedOn: '0001-01-01', seq: 0, supersedes: null };
	const rest = (knownBy(facts, asOf, options).reporterOrder?.ranked ?? []).filter((one) => one !== reporter);
	const order = { id: 'supposed', ...always, ranked: [reporter, ...rest], reason: 'supposed' };
	return assess({ ...facts, reporterOrders: [order] }, asOf, options);
}

/**
 * What another reporter's figure would give: "By the figure of Press, 80 kt in 2024, it would be far behind, 43 % of
 * the pace." The status is named also where it would be the same.
 */
export function otherWords(
	{ figure, status, ratio, progress }: OtherView,
	unit: string,
	own: Assessment
): string {
	const said = `${formatQualified(figure.value, unit, figure.qualifier)} ${inPeriod(figure.period)}`;
	const share =
		ratio !== null && ratio >= 0 && isRatioClass(status)
			? `, ${formatPercentDown(ratio)} of the pace`
			: progress !== null && status !== 'MET'
				? `, ${formatPercentDown(progress)} of the way`
				: '';
	const word = STATUSES[status].word.toLowerCase();
	const would = status === own.status ? `still be “${word}”` : `be “${word}”`;
	return `By the figure of ${figure.reporter}, ${said}, it would ${would}${share}.`;
}
