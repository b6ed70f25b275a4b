import type { IsoDate } from '#lib/domain/calendar.ts';
import { formatDate } from '#lib/domain/words.ts';
import { namesOf, sourceNames, type CitedSource } from './cited.ts';
import type { PlateOf } from './plate.ts';
import type { ChartCsv } from './spec.ts';

/** A chart of a page as it can be taken away. */
export interface TakenChart {
	/** how the page and its addresses call it */
	name: string;
	/** the finding */
	title: string;
	unit: string;
	body: PlateOf;
	/** null where an export of its own holds the data */
	csv: ChartCsv | null;
	/** who states the figures */
	reporters?: readonly string[];
	sources: readonly (CitedSource | null)[];
}

/** The state that a picture was read from. */
interface State {
	asOf: IsoDate;
	basis: 'recorded' | 'public';
	upto: number;
}

/**
 * What stands under a picture, so that it can be quoted on its own.
 * @param scope which pledge, or what the pledges were chosen by
 * @param address opens the page in exactly this state
 */
export function footOf(
	{ reporters = [], sources }: Pick<TakenChart, 'reporters' | 'sources'>,
	{ asOf, basis, upto }: State,
	scope: string,
	address: string
): string[] {
	const by =
		basis === 'public'
			? 'what was public by then, by the dates of the sources'
			: 'what was recorded here by then';
	const said = sourceNames(sources);
	return [
		`As of ${formatDate(asOf)}: ${by}; ledger number ${upto}. ${scope}`,
		...(reporters.length > 0 ? [`Reporters: ${namesOf(reporters)}.`] : []),
		...(said ? [`Sources: ${said}.`] : []),
		`Pledgeboard, ${address}`
	];
}
