import type { RunningApp } from './app.ts';
import { readForm } from './html-form.ts';

/** Turns review on or off through the admin's form, for tests of what counts as soon as it is recorded. */
export async function turnReview(app: RunningApp, to: 'on' | 'off'): Promise<void> {
	const admin = await app.signIn('admin');
	const { fields } = readForm(await (await admin.open('/admin/settings')).text());
	const answer = await admin.submit('/admin/settings', { ...fields, review: to });
	if (answer.status !== 303) throw new Error(`Turning review ${to} answered ${answer.status}.`);
}
