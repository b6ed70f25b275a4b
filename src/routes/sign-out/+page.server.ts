import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { app } from '#lib/server/app.ts';
import { refuseOutage } from '#lib/server/auth/guards.ts';
import { closeSession } from '#lib/server/auth/sessions.ts';
import type { Actions, PageServerLoad } from './$types';

export const _public = 'a session ends here, and a session that has ended already may end again';

export const load: PageServerLoad = ({ locals }) => {
	// Signing out takes a form: a link could be prefetched, or sit in somebody else's page.
	redirect(303, locals.person ? resolve('/account') : resolve('/sign-in'));
};

export const actions: Actions = {
	default: async (event) => {
		refuseOutage(event);
		await closeSession(app(), event.cookies);
		redirect(303, resolve('/sign-in'));
	}
};
