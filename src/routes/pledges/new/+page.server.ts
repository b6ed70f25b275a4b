import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { addedTo, withRows } from '#lib/schema/added-rows.ts';
import { readPledge } from '#lib/schema/pledge.ts';
import type { Errors } from '#lib/schema/read.ts';
import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import { typedOf, type Typed } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { loadDefinition } from '#lib/server/pledges/definition.ts';
import { pledgeOptions } from '#lib/server/pledges/form-options.ts';
import { logPledge } from '#lib/server/pledges/log-pledge.ts';
import { readSettings } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'log');
	const { db } = app();
	const from = event.url.searchParams.get('from');
	const typed = await begun(from);
	typed.fields.owner = person.id;
	await fillIntervals(typed);
	return { options: await pledgeOptions(db), typed, requestKey: crypto.randomUUID() };
};

export const actions: Actions = {
	default: async (event) => {
		const person = requireMay(event, 'log');
		const { db, clock } = app();
		const typed = typedOf(await event.request.formData());
		await fillIntervals(typed);
		const added = addedTo(typed);
		if (added) return { typed: withRows(typed, added), errors: {} as Errors, added };
		const read = readPledge(typed, clock.today());
		if (!read.ok) return refuse(typed, read.errors, { added });
		let code = '';
		const refused = await attempt(typed, { added }, async () => {
			({ code } = await logPledge(db, actOf(person, clock, typed, event.url.pathname), read.value));
		});
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=pledge`);
	}
};

/** An interval that nobody typed is the one that an admin has set. */
async function fillIntervals({ fields }: Typed): Promise<void> {
	const { checkDays, activityDays } = await readSettings(app().db);
	fields.check_interval_days ||= String(checkDays);
	fields.activity_interval_days ||= String(activityDays);
}

/** An empty form, or what the pledges of one occasion share with the one that is named. */
async function begun(code: string | null): Promise<Typed> {
	const like = code === null ? null : await loadDefinition(app().db, code);
	if (!like) return { fields: {}, rows: {} };
	const { fields, rows } = typedOfPledge(like.input);
	const shared = ['occasion', 'source', 'theme', 'check_interval_days'];
	return {
		fields: Object.fromEntries(shared.map((name) => [name, fields[name] ?? ''])),
		rows: { parties: rows.parties ?? [] }
	};
}
