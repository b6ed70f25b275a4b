import { error } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { listCitations, listOccasionsFrom } from '#lib/server/sources/citations.ts';
import { findSource } from '#lib/server/sources/queries.ts';
import type { PageServerLoad } from './$types';
import { sectionsOf } from './sections.ts';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db } = app();
	const { id } = event.params;
	const source = /^[1-9]\d{0,8}$/.test(id) ? await findSource(db, Number(id)) : null;
	if (!source) error(404, 'There is no source at this address. Look for it in the list of sources.');
	const [citations, occasions] = await Promise.all([
		listCitations(db, source.id),
		listOccasionsFrom(db, source.id)
	]);
	const sections = sectionsOf(citations);
	return {
		source,
		occasions,
		pledges: citations.pledges,
		quotedCount: citations.counts.pledges ?? 0,
		factCount: sections.reduce((sum, { total }) => sum + total, 0),
		sections
	};
};
