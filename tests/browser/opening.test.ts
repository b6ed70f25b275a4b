import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';

describe('the sign-in page in a browser', () => {
	let app: RunningApp;
	let browser: Browser;
	beforeAll(async () => {
		[app, browser] = await Promise.all([startApp(), launchBrowser()]);
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	it('is what an anonymous visitor of any page sees', async () => {
		const page = await browser.newPage();
		await page.goto(app.url);
		expect(new URL(page.url()).pathname).toBe('/sign-in');
		expect(await page.locator('input[name=email]').isVisible()).toBe(true);
		await page.close();
	});

	it('loads without an error of a script or of the content security policy', async () => {
		const page = await browser.newPage();
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') errors.push(message.text());
		});
		await page.goto(`${app.url}/sign-in`, { waitUntil: 'networkidle' });
		expect(errors).toEqual([]);
		await page.close();
	});

	it('keeps the e-mail when the password is wrong', async () => {
		const page = await browser.newPage();
		await page.goto(`${app.url}/sign-in`);
		await page.locator('input[name=email]').fill(app.account('analyst').email);
		await page.locator('input[name=password]').fill('not the password');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByText('do not belong to an account').waitFor();
		expect(await page.locator('input[name=email]').inputValue()).toBe(app.account('analyst').email);
		await page.close();
	});
});
