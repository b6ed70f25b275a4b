import { error } from '@sveltejs/kit';
import { formatDate } from '#lib/domain/words.ts';
import { quoteWarning } from '#lib/format/quote-words.ts';
import { formatMoment } from '#lib/format/dates.ts';
import { readMoment } from '#lib/schema/moment.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { Reach } from '#lib/server/db/chains.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { findReach } from '#lib/server/pledges/moment.ts';
import { listCitations, listOccasionsFrom } from '#lib/server/sources/citations.ts';
import { loadDocument } from '#lib/server/sources/document.ts';
import { loadQuotedText } from '#lib/server/sources/quotes.ts';
import { listSourceActs } from '#lib/server/sources/source-history.ts';
import type { PageServerLoad } from './$types';
import { sectionsOf } from './sections.ts';

const NUMBER = /^[1-9]\d{0,8}$/;

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { id } = event.params;
	const asked = readMoment(event.url.searchParams);
	const { isPresent, ...reach } = await findReach(db, asked, clock.today());
	const { upto } = reach;
	const found = NUMBER.test(id) ? await loadDocument(db, Number(id), upto) : null;
	if (!found) error(404, await whyUnknown(db, id, reach));
	const [citations, occasions, { quotes, cut, pieces }, acts] = await Promise.all([
		listCitations(db, found.id, reach),
		listOccasionsFrom(db, found.id, reach),
		loadQuotedText(db, found, reach),
		listSourceActs(db, found.id, upto)
	]);
	const sections = sectionsOf(citations);
	// The text travels once, in its pieces.
	const { text, ...source } = found;
	return {
		source: { ...source, characters: text === null ? null : [...text].length },
		occasions,
		quotes: quotes.map(({ standing, ...quote }) => ({ ...quote, warning: quoteWarning(standing) })),
		cut,
		pieces,
		asked,
		// Facts alone are read of it, so it needs no picture of its own.
		moment: { ...reach, state: isPresent ? null : {} },
		acts: acts.map(({ at, ...act }) => ({ ...act, when: formatMoment(act.on, at) })),
		quotedCount: citations.counts.pledges ?? 0,
		factCount: sections.reduce((sum, { total }) => sum + total, 0),
		sections,
		saved: event.url.searchParams.get('saved')
	};
};

/** There is no such source, or there was none yet in the state that is asked for. */
async function whyUnknown(db: Db, id: string, { asOf, upto }: Reach): Promise<string> {
	const known = NUMBER.test(id) && (await loadDocument(db, Number(id), await lastSeq(db)));
	if (!known) return 'There is no source at this address. Look for it in the list of sources.';
	return `“${known.title}” was not recorded here yet on ${formatDate(asOf)}, after ledger number ${upto}.`;
}
