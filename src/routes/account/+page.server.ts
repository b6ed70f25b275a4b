import { fail, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readPasswordChange } from '#lib/schema/account.ts';
import { app } from '#lib/server/app.ts';
import { requirePerson } from '#lib/server/auth/guards.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { closeOtherSessions, listSessions, openSession } from '#lib/server/auth/sessions.ts';
import { confirmPassword } from '#lib/server/auth/sign-in.ts';
import { inMinutes } from '#lib/server/http/wait.ts';
import { setPasswordHash } from '#lib/server/people/manage-accounts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requirePerson(event);
	const sessions = await listSessions(app(), event.cookies, person.id);
	return { sessions, done: event.url.searchParams.get('done') };
};

export const actions: Actions = {
	password: async (event) => {
		const person = requirePerson(event);
		const { input, errors } = readPasswordChange(await event.request.formData());
		if (!input) return fail(400, { errors });

		const answer = await confirmPassword(app().db, person, input.current);
		if ('refused' in answer && answer.refused === 'wait') {
			event.setHeaders({ 'retry-after': String(answer.seconds) });
			const wait = `There were too many attempts. Wait ${inMinutes(answer.seconds)}, then try again.`;
			return fail(429, { errors: { current: wait } as Record<string, string> });
		}
		if ('refused' in answer) {
			return fail(400, {
				errors: { current: 'This is not your current password.' } as Record<string, string>
			});
		}
		await setPasswordHash(app().db, person.id, await hashPassword(input.password));
		await openSession(app(), event.cookies, person.id);
		redirect(303, `${resolve('/account')}?done=password`);
	},

	others: async (event) => {
		const person = requirePerson(event);
		await closeOtherSessions(app(), event.cookies, person.id);
		redirect(303, `${resolve('/account')}?done=others`);
	}
};
