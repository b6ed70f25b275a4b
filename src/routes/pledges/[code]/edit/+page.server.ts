import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { shownOvertaken, unchosen, type ShownOvertaken } from '#lib/format/overtaken.ts';
import { addedTo, withRows } from '#lib/schema/added-rows.ts';
import { readPledgeEdit } from '#lib/schema/pledge.ts';
import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import type { Errors } from '#lib/schema/read.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { askAgain, decide, mergeLate, type Overtaken } from '#lib/server/history/overtaken.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { loadDefinition, type Definition } from '#lib/server/pledges/definition.ts';
import { editedPledge } from '#lib/server/pledges/edited-pledge.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { pledgeOptions, sourcesUsed } from '#lib/server/pledges/form-options.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'log');
	const definition = await described(event);
	return {
		code: definition.code,
		title: definition.input.title,
		seq: definition.seq,
		options: await pledgeOptions(app().db, sourcesUsed(definition.input)),
		typed: typedOfPledge(definition.input),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const now = await described(event);
		const { code, occasion } = now;
		const sent = typedOf(await event.request.formData());
		const added = addedTo(sent);
		const typed = added ? null : await decide(editedPledge(db, now), sent);
		if (!typed) {
			const again = await askAgain(editedPledge(db, now), sent);
			const overtaken = again && (await inWords(now, again));
			if (added) return { typed: withRows(sent, added), errors: {} as Errors, added, overtaken };
			return refuse(sent, unchosen(overtaken), { added, overtaken });
		}
		const nothing = { added, overtaken: null as ShownOvertaken | null };
		const read = readPledgeEdit(typed, { code, occasion }, clock.today());
		if (!read.ok) return refuse(typed, read.errors, nothing);
		const expectedSeq = Number(typed.fields.seq);
		const refused = await attempt(typed, nothing, () =>
			editPledge(db, actOf(person, clock, typed, event.url.pathname), { code, expectedSeq, ...read.value })
		);
		if (refused?.status === 409) {
			const later = await described(event);
			const merged = await mergeLate(editedPledge(db, later), typed, typedOfPledge(read.value.input));
			const overtaken = await inWords(later, merged);
			return refuse(merged.typed, refused.data.errors, { added, overtaken }, 409);
		}
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=edit`);
	}
};

async function inWords(now: Definition, overtaken: Overtaken): Promise<ShownOvertaken> {
	return shownOvertaken(overtaken, await pledgeOptions(app().db, sourcesUsed(now.input)));
}

async function described(event: RequestEvent) {
	const code = event.params.code ?? '';
	const definition = await loadDefinition(app().db, code);
	if (!definition) error(404, `There is no pledge with the code ${code}.`);
	const { occasion } = definition.input;
	return { ...definition, occasion: 'id' in occasion ? occasion.id : 0 };
}
