import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { Errors } from '#lib/schema/read.ts';
import { FILE_TOO_LARGE, readDocument, readSourceEdit, typedOfSource } from '#lib/schema/source-edit.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { sentFile } from '#lib/server/http/sent-file.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { loadDocument, type SourceDocument } from '#lib/server/sources/document.ts';
import { mergeEdit } from '#lib/server/sources/edit-conflict.ts';
import { editSource, sha256 } from '#lib/server/sources/edit-source.ts';
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
		const { id } = await opened(event);
		const form = await event.request.formData();
		const typed = typedOf(form);
		const sent = await sentFile(form, 'file');
		if (sent === 'too large') return refuse(typed, { file: FILE_TOO_LARGE }, { merged: null }, 413);
		const file = sent && readDocument(sent);
		const read = readSourceEdit(typed.fields, clock.today());
		if (!read.ok || file?.ok === false) {
			const errors = { ...(read.ok ? {} : read.errors), ...(file?.ok === false ? file.errors : {}) };
			return refuse(typed, withFile(errors, sent), { merged: null });
		}
		// The bytes are a part of what was sent: the same words with another file are another act.
		const fields = { ...typed.fields, file: file ? sha256(file.value.content) : '' };
		const act = actOf(person, clock, { ...typed, fields }, event.url.pathname);
		const edit = { expectedSeq: Number(typed.fields.seq), input: read.value };
		const refused = await attempt(typed, { merged: null }, () =>
			editSource(db, act, { ...edit, id, file: file?.value ?? null })
		);
		const errors = withFile(refused?.data.errors ?? {}, sent);
		if (refused?.status === 409) {
			const late = { ...edit, typed, file: sent?.name ?? null };
			const { typed: both, ...merged } = await mergeEdit(db, await opened(event), late);
			return refuse(both, errors, { merged }, 409);
		}
		if (refused) return refuse(typed, errors, { merged: null });
		redirect(303, `${resolve('/sources/[id]', { id: String(id) })}?saved=edit`);
	}
};

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
