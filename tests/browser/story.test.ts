import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { turnReview } from '../helpers/review.ts';
import { signedIn } from '../helpers/sign-in.ts';

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

const TITLE = 'Carry five million tonnes through the new corridor';

/** The values that the chart of a pledge's page draws for its headline series. */
async function drawnValues(page: Page): Promise<number[]> {
	const chart = await page.locator('figure[data-chart]').getAttribute('data-chart');
	const { datasets } = JSON.parse(chart ?? '{"datasets":[]}') as {
		datasets: { data: { y: number }[] }[];
	};
	return datasets[0]?.data.map((point) => point.y) ?? [];
}

async function recordFigure(page: Page, period: string, figure: string): Promise<void> {
	await page.getByRole('link', { name: 'Record progress' }).click();
	const form = page.locator('#actual');
	await form.getByLabel('Period').fill(period);
	await form.getByLabel('Figure').fill(figure);
	await form.getByLabel('Reporter').fill('Kazakhstan Temir Zholy');
	await form.getByLabel('Source', { exact: true }).selectOption({ index: 1 });
	await form.getByRole('button', { name: 'Record the figure' }).click();
	await page.getByText('The figure is recorded.').waitFor();
}

describe('the whole story', () => {
	it('goes from a pledge logged to a CSV that says what the page says', async () => {
		const analyst = await signedIn(browser, app, 'analyst', { viewport: { width: 1280, height: 900 } });

		await analyst.getByRole('link', { name: 'Log a pledge' }).click();
		await analyst.locator('[name=occasion]').selectOption({ index: 1 });
		await analyst.locator('[name=source]').selectOption({ index: 1 });
		await analyst.getByRole('radio', { name: 'Level' }).check();
		for (const [field, typed] of Object.entries({
			quote: 'carry five million tonnes a year by 2030',
			title: TITLE,
			'parties.0.name': 'Kazakhstan',
			'parties.1.name': 'Turkmenistan',
			theme: 'transport',
			reading: 'Tonnes carried in a calendar year, both directions.',
			unit: 'Mt',
			target_value: '5',
			deadline: '2030',
			baseline_value: '1',
			baseline_date: '2021'
		})) {
			await analyst.locator(`[name="${field}"]`).fill(typed);
		}
		await analyst.getByRole('button', { name: 'Log the pledge' }).click();

		await analyst.getByRole('heading', { level: 1, name: TITLE }).waitFor();
		const code = new URL(analyst.url()).pathname.split('/').at(-1);
		expect(code).toBe('KZ-TM-2022-19');
		expect(await analyst.locator('figure[data-chart]').count()).toBe(0);

		await recordFigure(analyst, '2023', '2');
		const first = await drawnValues(analyst);
		expect(first).toEqual([2]);
		await recordFigure(analyst, '2025', '3.5');
		expect(await drawnValues(analyst)).toEqual([2, 3.5]);
		await analyst.locator('figure canvas').waitFor();

		await analyst.getByText('Demo Analyst').first().click();
		await analyst.getByRole('button', { name: 'Sign out' }).click();
		await analyst.getByRole('heading', { name: 'Sign in' }).waitFor();
		await analyst.goto(`/pledges/${code}`);
		expect(new URL(analyst.url()).pathname).toBe('/sign-in');
		await analyst.context().close();

		const manager = await signedIn(browser, app, 'manager');
		await manager.getByRole('link', { name: 'Pledges', exact: true }).click();
		await manager.getByLabel('Words').fill('five MILLION');
		await manager.getByRole('button', { name: 'Filter' }).click();
		await manager.waitForURL(/[?&]q=five/);
		await manager.getByRole('link', { name: TITLE }).waitFor();
		const rows = manager.locator('table tbody tr');
		expect(await rows.count()).toBe(1);
		const shown = await rows.first().innerText();

		const [download] = await Promise.all([
			manager.waitForEvent('download'),
			manager.getByRole('link', { name: 'Export CSV' }).click()
		]);
		const records = parse(await readFile(await download.path()), { columns: true }) as Record<
			string,
			string
		>[];
		expect(records).toHaveLength(1);
		const [record] = records;
		expect(record).toMatchObject({
			code,
			title: TITLE,
			kind: 'level',
			target_value: '5',
			unit: 'Mt',
			deadline: '2030-12-31',
			deadline_precision: 'year',
			status: 'ON_TRACK',
			as_of: '2026-11-23'
		});
		for (const said of [record?.code, record?.title, record?.status_text]) expect(shown).toContain(said);
		expect(shown).toContain('3.5 Mt');
		expect(record?.actual_value).toBe('3.5');
		await manager.context().close();
	});

	it('reaches every figure of a chart by keyboard, and opens from it exactly the pledges it stands for', async () => {
		const page = await signedIn(browser, app, 'manager');
		await page.getByRole('link', { name: 'Trends' }).click();
		const section = page.getByRole('region', { name: 'Status over time' });
		await section.getByText(/^Why \d+ are unverified here and (none|\d+) on the board/).waitFor();
		const plot = section.getByRole('application');
		await section.locator('canvas').waitFor();
		await plot.focus();
		const said = section.locator('[aria-live=polite]');
		await plot.press('End');
		await said.getByText('23 Nov 2026: ').waitFor();
		await plot.press('ArrowLeft');
		await said.getByText('31 Oct 2026: ').waitFor();
		await plot.press('Home');
		const count = Number(/: (\d+) of/.exec(await said.innerText())?.[1]);
		expect(count).toBeGreaterThan(0);
		await plot.press('Enter');
		await page.waitForURL(/\/pledges\?.*basis=public/);
		await page.getByRole('heading', { level: 1, name: `${count} pledge` }).waitFor();
		expect(await page.locator('table tbody tr').count()).toBe(count);

		await page.goto('/pledges');
		await page.getByRole('checkbox', { name: 'Compare KZ-TM-2022-01' }).check();
		await page.getByRole('checkbox', { name: 'Compare KZ-TM-2022-09' }).check();
		await page.getByRole('button', { name: 'Compare' }).click();
		await page.waitForURL('**/compare?**');
		await page.getByRole('link', { name: 'Index' }).click();
		await page.getByText('baseline = 100').first().waitFor();
		expect(await page.locator('figure[data-chart]').count()).toBe(2);
		await page.context().close();
	});
});
