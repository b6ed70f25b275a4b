import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DemoRole, RunningApp } from './app.ts';

/** A page of a browser in which a demo account has signed in, as a person does it. */
export async function signedIn(
	browser: Browser,
	app: RunningApp,
	role: DemoRole,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext({ baseURL: app.url, ...options });
	const page = await context.newPage();
	const { email, password } = app.account(role);
	await page.goto('/sign-in');
	await page.locator('input[name=email]').fill(email);
	await page.locator('input[name=password]').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	return page;
}
