import { error } from '@sveltejs/kit';
import { formatMoment } from '#lib/format/dates.ts';
import { diffTexts } from '#lib/format/text-diff.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { loadTextChange } from '#lib/server/sources/text-change.ts';
import type { PageServerLoad } from './$types';

const NUMBER = /^[1-9]\d{0,8}$/;

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { id, seq } = event.params;
	const known = NUMBER.test(id) && NUMBER.test(seq);
	const change = known ? await loadTextChange(app().db, Number(id), Number(seq)) : null;
	if (!change) {
		error(404, 'No stored text was changed at this address. The history of the source names every change.');
	}
	const { before, after, at, ...rest } = change;
	// Worked out here, so that the page sends the text once, in its pieces.
	const pieces = diffTexts(before, after);
	const count = (is: 'added' | 'removed') =>
		pieces.filter((piece) => piece.is === is).reduce((sum, { text }) => sum + [...text].length, 0);
	return {
		change: { ...rest, when: formatMoment(change.on, at), had: before !== '', has: after !== '' },
		...{ id, pieces, added: count('added'), removed: count('removed') }
	};
};
