import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Basis } from '#lib/domain/basis.ts';
import type { Strength } from '#lib/domain/commitment.ts';
import { formatDate } from '#lib/domain/words.ts';

interface Source {
	title: string;
	publisher: string | null;
	publishedOn: IsoDate | null;
	url: string | null;
}

/** What a citation of a pledge names. */
export interface Cited {
	code: string;
	title: string;
	/** how firmly it was said */
	strength: Strength;
	/** the status in words */
	status: string;
	/** the assessment in a sentence */
	sentence: string;
	/** where the pledge's words stand, and the figures that decide; without repetition */
	sources: readonly Source[];
	moment: { asOf: IsoDate; basis: Basis; upto: number };
	/** address of the pledge's page, without parameters */
	address: string;
}

/** A pledge as it can be quoted: the day, the finding, the sources, and a link that opens exactly this state again. */
export function citationOf({
	code,
	title,
	strength,
	status,
	sentence,
	sources,
	moment,
	address
}: Cited): string {
	const known = moment.basis === 'public' ? ', by what was public then' : '';
	const named = sources.map(sourceWords).join('; ');
	const link = `${address}?${stateParams(moment)}`;
	return [
		`${title} (${code}, ${strength}). As of ${formatDate(moment.asOf)}${known}: ${sentence}`,
		`Status: ${status}.`,
		...(named ? [`${sources.length === 1 ? 'Source' : 'Sources'}: ${named}.`] : []),
		`Pledgeboard, state ${moment.upto}, ${link}`
	].join(' ');
}

/** The parameters that ask for exactly this state, whatever is recorded later. */
function stateParams({ asOf, basis, upto }: Cited['moment']): string {
	return new URLSearchParams({
		asOf,
		...(basis === 'public' ? { basis } : {}),
		at: String(upto)
	}).toString();
}

/** A source as it is quoted, with its address. */
export function sourceWords({ title, publisher, publishedOn, url }: Source): string {
	return [`“${title}”`, publisher, publishedOn && formatDate(publishedOn), url].filter(Boolean).join(', ');
}
