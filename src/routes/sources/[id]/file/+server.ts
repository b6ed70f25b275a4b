import { error } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { attachment } from '#lib/server/http/attachment.ts';
import { loadFile } from '#lib/server/sources/document.ts';
import type { RequestHandler } from './$types';

const NUMBER = /^[1-9]\d{0,8}$/;

/** The file of a source as a download; `?at=N` is the one that stood at a ledger number. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db } = app();
	const { id } = event.params;
	const at = event.url.searchParams.get('at');
	const upto = at !== null && NUMBER.test(at) ? Number(at) : await lastSeq(db);
	const file = NUMBER.test(id) ? await loadFile(db, Number(id), upto) : null;
	if (!file) error(404, 'There is no file at this address. Open the page of the source to see what is kept.');
	return new Response(file.content, {
		headers: {
			'content-type': file.type,
			'content-length': String(file.size),
			'content-disposition': attachment(file.name),
			'x-content-type-options': 'nosniff',
			// It is somebody else's document: should a browser show it after all, it may do nothing there.
			'content-security-policy': "sandbox; default-src 'none'"
		}
	});
};
