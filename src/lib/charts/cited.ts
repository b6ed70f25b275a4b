import type { IsoDate } from '#lib/domain/calendar.ts';
import { formatDate } from '#lib/domain/words.ts';
import type { ChartCsv } from './spec.ts';

/** A document that something in a chart rests on. */
export interface CitedSource {
	title: string;
	publisher: string | null;
	publishedOn: IsoDate | null;
	url: string | null;
}

/** The columns that name the source of a row. */
export const SOURCE_COLUMNS: ChartCsv['columns'] = [
	['source_title', 'text'],
	['source_publisher', 'text'],
	['source_url', 'text'],
	['source_date', 'date']
];

/** The cells of these columns. */
export const sourceCells = (source: CitedSource | null | undefined): string[] => [
	source?.title ?? '',
	source?.publisher ?? '',
	source?.url ?? '',
	source?.publishedOn ?? ''
];

const shortly = ({ title, publisher, publishedOn }: CitedSource) =>
	`${publisher ?? title}${publishedOn ? `, ${formatDate(publishedOn)}` : ''}`;

/** How many sources and reporters a picture names, and how many sources a line of its data. */
const NAMED = { picture: 6, data: 100 };
type Room = keyof typeof NAMED;

/** Each once, the first ones by name and the rest by their number: "Akorda, 15 Oct 2022; and 3 more". */
export function namesOf(names: readonly string[], room: Room): string {
	const all = [...new Set(names)];
	const rest = all.length - NAMED[room];
	return [...all.slice(0, NAMED[room]), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

/** The sources of a chart in a line; empty without any. */
export function sourceNames(sources: readonly (CitedSource | null)[], room: Room): string {
	return namesOf(
		sources.flatMap((source) => (source ? [shortly(source)] : [])),
		room
	);
}
