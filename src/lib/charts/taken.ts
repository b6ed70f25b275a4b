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
	/** what it counts was public by each day, whatever the page is read by */
	basis?: 'public';
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
	{ reporters = [], sources, basis }: Pick<TakenChart, 'reporters' | 'sources' | 'basis'>,
	{ asOf, upto, ...state }: State,
	scope: string,
	address: string
): string[] {
	const by =
		(basis ?? state.basis) === 'public'
			? 'what was public by then, by the dates of the sources'
			: 'what was recorded here by then';
	const said = sourceNames(sources, 'picture');
	return [
		`As of ${formatDate(asOf)}: ${by}; ledger number ${upto}. ${scope}`,
		...(reporters.length > 0 ? [`Reporters: ${namesOf(reporters, 'picture')}.`] : []),
		...(said ? [`Sources: ${said}.`] : []),
		`Pledgeboard, ${address}`
	];
}
