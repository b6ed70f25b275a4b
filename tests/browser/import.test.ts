import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { csv } from '../helpers/imports.ts';
import { signedIn } from '../helpers/sign-in.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([startApp(), launchBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await app?.stop();
});

const figure = (over: Record<string, string> = {}) => ({
	...{ pledge_code: 'KZ-TM-2022-01', period: '2019', value: '210', unit: 'million USD', reporter: 'Customs' },
	...{ state: 'final', source_title: 'A yearbook with a rather long title', note: '' },
	...over
});

async function paste(page: Page, rows: Record<string, string>[]): Promise<void> {
	await page.goto('/import');
	await page.getByLabel('Cells, pasted').fill(csv(rows, '\t'));
	await page.getByRole('button', { name: 'Check' }).click();
	await page.waitForURL(/\/import\/./);
}

describe('the preview of an import', () => {
	it.each(['light', 'dark'] as const)(
		'leads by keyboard from the first cell that cannot be used to the next, and pleases axe in the %s theme',
		async (colorScheme) => {
			const page = await signedIn(browser, app, 'analyst', {
				colorScheme,
				viewport: { width: 360, height: 800 }
			});
			await paste(page, [figure(), figure({ value: '1,5' }), figure({ period: '2018', reporter: '' })]);
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
			expect(
				await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
			).toBeLessThanOrEqual(0);
			await page.getByRole('link', { name: /^Line 3, value:/ }).press('Enter');
			await expect
				.poll(() => page.locator('#cell-3-value').evaluate((cell) => cell.matches(':target')))
				.toBe(true);
			await page.keyboard.press('Tab');
			await page.keyboard.press('Enter');
			await expect.poll(() => page.url()).toMatch(/#cell-4-reporter$/);
			expect(await page.getByLabel('Cells, pasted').inputValue()).toContain('1,5');
			await page.context().close();
		}
	);

	it('is reached, confirmed and written without any script', async () => {
		const page = await signedIn(browser, app, 'analyst', { javaScriptEnabled: false });
		await paste(page, [figure()]);
		await page.getByRole('button', { name: 'Import 1 actual' }).click();
		await page.getByRole('heading', { name: 'Imported 1 actual' }).waitFor();
		await page.context().close();
	});

	it('follows a long check by itself, to what it came to', async () => {
		const page = await signedIn(browser, app, 'analyst');
		const rows = Array.from({ length: 30_000 }, (_, at) =>
			figure({ period: new Date(Date.UTC(1900, 0, 1 + at)).toISOString().slice(0, 10) })
		);
		await page.goto('/import');
		const file = { name: 'figures.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(rows)) };
		await page.getByLabel('Or a CSV file').setInputFiles(file);
		await page.getByRole('button', { name: 'Check' }).click();
		// A quick machine is done before anybody sees how far it is.
		const ready = page.getByRole('heading', { name: /^Ready to import/ });
		await page.getByRole('progressbar').or(ready).first().waitFor();
		await page.getByRole('heading', { name: 'Ready to import 30,000 actuals' }).waitFor({ timeout: 60_000 });
		await page.getByRole('button', { name: 'Cancel, write nothing' }).click();
		await page.getByRole('heading', { name: 'Cancelled: nothing was written' }).waitFor();
		await page.context().close();
	}, 120_000);
});
