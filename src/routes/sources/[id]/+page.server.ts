import { error } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { listCitations, listOccasionsFrom } from '#lib/server/sources/citations.ts';
import { loadDocument } from '#lib/server/sources/document.ts';
import { loadQuotedText } from '#lib/server/sources/quotes.ts';
import { listSourceActs } from '#lib/server/sources/source-history.ts';
import type { PageServerLoad } from './$types';
import { sectionsOf } from './sections.ts';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db } = app();
	const { id } = event.params;
	const upto = await lastSeq(db);
	const found = /^[1-9]\d{0,8}$/.test(id) ? await loadDocument(db, Number(id), upto) : null;
	if (!found) error(404, 'There is no source at this address. Look for it in the list of sources.');
	const [citations, occasions, { quotes, cut, pieces }, acts] = await Promise.all([
		listCitations(db, found.id),
		listOccasionsFrom(db, found.id),
		loadQuotedText(db, found, upto),
		listSourceActs(db, found.id, upto)
	]);
	const sections = sectionsOf(citations);
	// The text travels once, in its pieces.
	const { text, ...source } = found;
	return {
		source: { ...source, characters: text === null ? null : [...text].length },
		occasions,
		quotes,
		cut,
		pieces,
		acts,
		quotedCount: citations.counts.pledges ?? 0,
		factCount: sections.reduce((sum, { total }) => sum + total, 0),
		sections,
		saved: event.url.searchParams.get('saved')
	};
};
