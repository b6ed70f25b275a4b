import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { addedTo, withRows } from '#lib/schema/added-rows.ts';
import { mergeTyped, openedWith } from '#lib/schema/merge.ts';
import { readPledgeEdit } from '#lib/schema/pledge.ts';
import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import type { Errors } from '#lib/schema/read.ts';
import { typedOf, type Typed } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse, type Refused } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { loadDefinition, type Definition } from '#lib/server/pledges/definition.ts';
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
		const { code, occasion } = await described(event);
		const typed = typedOf(await event.request.formData());
		const added = addedTo(typed);
		if (added) return { typed: withRows(typed, added), errors: {} as Errors, added, merged: null };
		const read = readPledgeEdit(typed, { code, occasion }, clock.today());
		if (!read.ok) return refuse(typed, read.errors, { added, merged: null });
		const expectedSeq = Number(typed.fields.seq);
		const refused = await attempt(typed, { added, merged: null }, () =>
			editPledge(db, actOf(person, clock, typed, event.url.pathname), { code, expectedSeq, ...read.value })
		);
		if (refused?.status === 409)
			return mergedWith(await described(event), typed, read.value.input, refused.data);
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=edit`);
	}
};

/** The form again, brought together with what somebody else saved after it was opened. */
function mergedWith(now: Definition, typed: Typed, input: PledgeInput, { errors }: Refused) {
	const theirs = typedOfPledge(now.input);
	const { typed: both, ...merged } = mergeTyped(typed, openedWith(typed), typedOfPledge(input), theirs);
	const fields = { ...both.fields, seq: String(now.seq), opened: JSON.stringify(theirs) };
	return refuse({ ...both, fields }, errors, { added: null, merged }, 409);
}

async function described(event: RequestEvent) {
	const code = event.params.code ?? '';
	const definition = await loadDefinition(app().db, code);
	if (!definition) error(404, `There is no pledge with the code ${code}.`);
	const { occasion } = definition.input;
	return { ...definition, occasion: 'id' in occasion ? occasion.id : 0 };
}
