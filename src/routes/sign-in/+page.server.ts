import { fail, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readSignIn } from '#lib/schema/account.ts';
import { app } from '#lib/server/app.ts';
import { refuseOutage } from '#lib/server/auth/guards.ts';
import { redirectTarget } from '#lib/server/auth/redirect-target.ts';
import { openSession } from '#lib/server/auth/sessions.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { addressOf } from '#lib/server/http/address.ts';
import { inMinutes } from '#lib/server/http/wait.ts';
import type { Actions, PageServerLoad } from './$types';

export const _public = 'a session begins here';

/** Nothing is wrong with a field, but with the two of them together. */
const NO_ERRORS: Record<string, string> = {};

export const load: PageServerLoad = (event) => {
	refuseOutage(event);
	const next = redirectTarget(event.url.searchParams.get('next'), resolve('/'));
	if (event.locals.person) redirect(303, next);
	return { next };
};

export const actions: Actions = {
	default: async (event) => {
		refuseOutage(event);
		const form = await event.request.formData();
		const values = { email: String(form.get('email') ?? '').slice(0, 300) };
		const { input, errors } = readSignIn(form);
		if (!input) return fail(400, { values, errors, refusal: null });

		const outcome = await signIn(app().db, { ...input, address: addressOf(event) });
		if ('accountId' in outcome) {
			await openSession(app(), event.cookies, outcome.accountId);
			redirect(303, redirectTarget(form.get('next'), resolve('/')));
		}
		if (outcome.refused === 'wait') {
			event.setHeaders({ 'retry-after': String(outcome.seconds) });
			const refusal = `There were too many attempts. Wait ${inMinutes(outcome.seconds)}, then try again.`;
			return fail(429, { values, errors: NO_ERRORS, refusal });
		}
		const refusal =
			'This e-mail and password do not belong to an account that can sign in. Check both, or ask an admin.';
		return fail(400, { values, errors: NO_ERRORS, refusal });
	}
};
