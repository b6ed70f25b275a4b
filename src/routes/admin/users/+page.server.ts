import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { isDomainError } from '#lib/domain/errors.ts';
import { readNewAccount, readRole } from '#lib/schema/account.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { hashPassword, randomPassword } from '#lib/server/auth/passwords.ts';
import { findAccount, listAccounts } from '#lib/server/people/accounts.ts';
import * as accounts from '#lib/server/people/manage-accounts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'administer');
	return { accounts: await listAccounts(app().db), done: event.url.searchParams.get('done') };
};

export const actions: Actions = {
	add: async (event) => {
		requireMay(event, 'administer');
		const form = await event.request.formData();
		const values = { name: typed(form, 'name'), email: typed(form, 'email'), role: typed(form, 'role') };
		const { input, errors } = readNewAccount(form);
		if (!input) return fail(400, { added: { values, errors } });
		const password = randomPassword();
		const passwordHash = await hashPassword(password);
		try {
			await accounts.addAccount(app().db, { ...input, passwordHash }, app().clock.now());
		} catch (error) {
			if (!isDomainError(error)) throw error;
			return fail(400, { added: { values, errors: { [error.field ?? 'form']: error.message } } });
		}
		return showOnce(event, { name: input.name, email: input.email, password });
	},

	role: async (event) => {
		requireMay(event, 'administer');
		const form = await event.request.formData();
		const role = readRole(form.get('role'));
		const id = typed(form, 'id');
		if (!role.success) return fail(400, { changed: { id, message: role.issues[0].message } });
		return change(id, 'role', () => accounts.setRole(app().db, id, role.output));
	},

	disable: async (event) => {
		requireMay(event, 'administer');
		const id = typed(await event.request.formData(), 'id');
		return change(id, 'disabled', () => accounts.disableAccount(app().db, id, app().clock.now()));
	},

	enable: async (event) => {
		requireMay(event, 'administer');
		const id = typed(await event.request.formData(), 'id');
		return change(id, 'enabled', () => accounts.enableAccount(app().db, id));
	},

	reset: async (event) => {
		requireMay(event, 'administer');
		const id = typed(await event.request.formData(), 'id');
		const account = await findAccount(app().db, id);
		if (!account) return fail(404, { changed: { id, message: 'There is no such account any more.' } });
		const password = randomPassword();
		await accounts.setPasswordHash(app().db, id, await hashPassword(password));
		return showOnce(event, { name: account.name, email: account.email, password });
	}
};

/** Does it and says so, or says beside the account why not. */
async function change(id: string, done: string, act: () => Promise<void>) {
	try {
		await act();
	} catch (error) {
		if (!isDomainError(error)) throw error;
		return fail(error.code === 'unknown_account' ? 404 : 400, { changed: { id, message: error.message } });
	}
	redirect(303, `${resolve('/admin/users')}?done=${done}`);
}

/** The only time a password is ever shown; no cache keeps the page. */
function showOnce(event: RequestEvent, account: { name: string; email: string; password: string }) {
	event.setHeaders({ 'cache-control': 'no-store' });
	return { account };
}

/** A field as it was typed, kept short enough to be shown again, without what cannot be stored. */
function typed(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.slice(0, 300).replaceAll('\0', '') : '';
}
