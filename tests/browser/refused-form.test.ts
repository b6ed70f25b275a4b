import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { turnReview } from '../helpers/review.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([startApp(), launchBrowser()]);
	await turnReview(app, 'off');
});
afterAll(async () => {
	await browser?.close();
	await app?.stop();
});

async function openAccounts(javaScriptEnabled: boolean): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	const page = await context.newPage();
	const { email, password } = app.account('admin');
	await page.goto(`${app.url}/sign-in?next=/admin/users`);
	await page.locator('input[name=email]').fill(email);
	await page.locator('input[name=password]').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
	return page;
}

describe.each([
	['with scripts', true],
	['without scripts', false]
])('a form above the limit %s', (_name, scripts) => {
	test.each([600_000, 2_000_000])(
		'of %d characters gets a page, and Back brings what was typed',
		async () => {
			const page = await openAccounts(scripts);
			const form = page.locator('form[action="?/add"]');
			await form.locator('input[name=email]').fill('kept@example.org');
			const long = 'long '.repeat(120_000);
			await form.locator('input[name=name]').fill(long);
			await form.getByRole('button', { name: 'Add account' }).click();
			await page.getByText('so nothing was saved').waitFor();
			await page.goBack();
			await form.waitFor();
			expect(await form.locator('input[name=email]').inputValue()).toBe('kept@example.org');
			expect(await form.locator('input[name=name]').inputValue()).toHaveLength(long.length);
			await page.context().close();
		}
	);
});

/** Opens the form for a figure as an analyst. */
async function openRecord(javaScriptEnabled: boolean): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	const page = await context.newPage();
	const { email, password } = app.account('analyst');
	await page.goto(`${app.url}/sign-in?next=/pledges/KZ-TM-2022-01/record`);
	await page.locator('input[name=email]').fill(email);
	await page.locator('input[name=password]').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('heading', { name: 'Record progress', level: 1 }).waitFor();
	return page;
}

test.each([
	['with scripts', true],
	['without scripts', false]
])('a figure sent after the session ended is brought back, %s', async (name, scripts) => {
	const page = await openRecord(scripts);
	const form = page.locator('form#actual');
	const typed = { period: '2018-Q3', value: '1250.5', reporter: `Press ${name}` };
	for (const [field, text] of Object.entries(typed)) await form.locator(`input[name=${field}]`).fill(text);
	await form.locator('[name=source]').selectOption('1');
	await page.context().clearCookies();
	await form.getByRole('button', { name: 'Record the figure' }).click();
	await page.getByText('Nothing was saved').waitFor();
	const [other] = await Promise.all([
		page.context().waitForEvent('page'),
		page.getByRole('link', { name: 'Sign in in another tab' }).click()
	]);
	const { email, password } = app.account('analyst');
	await other.locator('input[name=email]').fill(email);
	await other.locator('input[name=password]').fill(password);
	await other.getByRole('button', { name: 'Sign in' }).click();
	await other.getByRole('link', { name: 'Pledges' }).first().waitFor();
	await page.goBack();
	await form.waitFor();
	for (const [field, text] of Object.entries(typed)) {
		expect(await form.locator(`input[name=${field}]`).inputValue(), field).toBe(text);
	}
	expect(await form.locator('[name=source]').inputValue()).toBe('1');
	await form.getByRole('button', { name: 'Record the figure' }).click();
	await page.waitForURL('**/pledges/KZ-TM-2022-01?saved=actual');
	await page.context().close();
});
