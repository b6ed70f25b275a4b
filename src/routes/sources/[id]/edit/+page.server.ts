import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { shownOvertaken, unchosen, type ShownOvertaken } from '#lib/format/overtaken.ts';
import type { Errors } from '#lib/schema/read.ts';
import { FILE_TOO_LARGE, readDocument, readSourceEdit, typedOfSource } from '#lib/schema/source-edit.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { askAgain, decide, mergeLate, type Overtaken } from '#lib/server/history/overtaken.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { sentFile } from '#lib/server/http/sent-file.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { loadDocument, type SourceDocument } from '#lib/server/sources/document.ts';
import { editSource, sha256 } from '#lib/server/sources/edit-source.ts';
import { editedSource } from '#lib/server/sources/edited-source.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'log');
	const { id, title, seq, sha256, file, ...rest } = await opened(event);
	const typed = typedOfSource({ title, ...rest });
	return { source: { id, title, seq, sha256, file }, typed, requestKey: crypto.randomUUID() };
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const now = await opened(event);
		const { id } = now;
		const form = await event.request.formData();
		const answers = typedOf(form);
		const sent = await sentFile(form, 'file');
		const typed = await decide(editedSource(db, now), answers);
		if (!typed || sent === 'too large') {
			const again = await askAgain(editedSource(db, now), answers);
			const overtaken = again && inWords(again);
			if (sent === 'too large') return refuse(answers, { file: FILE_TOO_LARGE }, { overtaken }, 413);
			return refuse(answers, withFile(unchosen(overtaken), sent), { overtaken });
		}
		const nothing = { overtaken: null as ShownOvertaken | null };
		const file = sent && readDocument(sent);
		const read = readSourceEdit(typed.fields, clock.today());
		if (!read.ok || file?.ok === false) {
			const errors = { ...(read.ok ? {} : read.errors), ...(file?.ok === false ? file.errors : {}) };
			return refuse(typed, withFile(errors, sent), nothing);
		}
		// The bytes are a part of what was sent: the same words with another file are another act.
		const fields = { ...typed.fields, file: file ? sha256(file.value.content) : '' };
		const act = actOf(person, clock, { ...typed, fields }, event.url.pathname);
		const edit = { expectedSeq: Number(typed.fields.seq), input: read.value };
		const refused = await attempt(typed, nothing, () =>
			editSource(db, act, { ...edit, id, file: file?.value ?? null })
		);
		const errors = withFile(refused?.data.errors ?? {}, sent);
		if (refused?.status === 409) {
			const merged = await mergeLate(editedSource(db, await opened(event)), typed, typedOfSource(read.value));
			return refuse(merged.typed, errors, { overtaken: inWords(merged) }, 409);
		}
		if (refused) return refuse(typed, errors, nothing);
		redirect(303, `${resolve('/sources/[id]', { id: String(id) })}?saved=edit`);
	}
};

const inWords = (overtaken: Overtaken) => shownOvertaken(overtaken, { sources: [], owners: [] });

/** The errors, and that a file which came along has to be chosen again: a form that comes back cannot hold one. */
function withFile(errors: Errors, sent: { name: string } | null): Errors {
	return sent ? { file: `Choose “${sent.name}” again: this form could not keep it.`, ...errors } : errors;
}

async function opened(event: RequestEvent): Promise<SourceDocument> {
	const { db } = app();
	const id = event.params.id ?? '';
	const source = /^[1-9]\d{0,8}$/.test(id) ? await loadDocument(db, Number(id), await lastSeq(db)) : null;
	return source ?? error(404, 'There is no source at this address. Look for it in the list of sources.');
}
