import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { signedIn } from '../helpers/sign-in.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	// A day on which the checks of the sample fall due.
	[app, browser] = await Promise.all([startApp({ TODAY: '2027-05-01' }), launchBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await app?.stop();
});

const TRADE = '/pledges/KZ-TM-2022-01';
const TEXT = 'The presidents met. They agreed to carry five million tonnes a year by 2030, and parted.';

/** How many pledges wait for this person, as the navigation says on every page. */
async function waiting(page: Page): Promise<number> {
	const text = await page
		.getByRole('link', { name: /^Queue/ })
		.first()
		.innerText();
	return Number(/\d+/.exec(text)?.[0] ?? 0);
}

/** Tabs on until a field has the focus, and types into it. */
async function tabTo(page: Page, name: string, text: string): Promise<void> {
	for (let tried = 0; tried < 80; tried++) {
		if ((await page.evaluate(() => document.activeElement?.getAttribute('name'))) === name) break;
		await page.keyboard.press('Tab');
	}
	await page.keyboard.type(text);
}

async function checkFirstInQueue(page: Page): Promise<void> {
	const before = await waiting(page);
	await page
		.getByRole('link', { name: /^Queue/ })
		.first()
		.click();
	await page
		.getByRole('button', { name: /^Checked, no change/ })
		.first()
		.focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/checked=/);
	expect(await waiting(page)).toBe(before - 1);
}

/** By keyboard alone: what the last figure said is offered, so that only the period and the figure are typed. */
async function recordByKeyboard(page: Page): Promise<void> {
	await page.goto(`${TRADE}/record`);
	await tabTo(page, 'period', '2026');
	await tabTo(page, 'value', '700000000');
	await page.keyboard.press('Enter');
	await page.waitForURL(/saved=submitted/);
	expect(await page.locator('main').innerText()).toContain('waiting for review');
}

/** A text is stored, a pledge quoted wrongly from it is refused with all that was typed, and the right words are marked. */
async function quoteFromText(page: Page): Promise<string> {
	await page.goto('/sources/1/edit');
	await page.locator('textarea[name=text]').fill(TEXT);
	await page.getByRole('button', { name: 'Save changes' }).click();
	await page.waitForURL(/\/sources\/1(\?|$)/);
	await page.goto('/pledges/new');
	await page.locator('[name=occasion]').selectOption({ index: 1 });
	await page.locator('[name=source]').selectOption('1');
	await page.getByRole('radio', { name: 'Level' }).check();
	const typed = {
		quote: 'carry six million tonnes',
		title: 'Carry five million tonnes',
		'parties.0.name': 'Kazakhstan',
		theme: 'transport',
		reading: 'Tonnes carried in a year.',
		unit: 'Mt',
		target_value: '5',
		deadline: '2030'
	};
	for (const [name, text] of Object.entries(typed)) await page.locator(`[name="${name}"]`).fill(text);
	await page.getByRole('button', { name: 'Log the pledge' }).click();
	await page
		.getByText(/These words are not in the stored text/)
		.first()
		.waitFor();
	expect(await page.locator('[name=title]').inputValue()).toBe(typed.title);
	await page.locator('[name=quote]').fill('CARRY FIVE million   tonnes a year');
	await page.getByRole('button', { name: 'Log the pledge' }).click();
	await page.waitForURL(/saved=pledge/);
	const code = new URL(page.url()).pathname.split('/').at(-1) ?? '';
	await page.goto('/sources/1');
	expect(await page.locator(`mark`).first().innerText()).toContain('carry five million tonnes a year');
	return code;
}

/** Two figures come in from a spreadsheet, one of them with a bad cell at first. */
async function importFigures(page: Page, code: string): Promise<void> {
	const head = ['pledge_code', 'period_start', 'period_end', 'value', 'unit', 'reporter', 'source_title'];
	const rows = (value: string) =>
		[head, [code, '2025-01-01', '2025-12-31', '3.5', 'Mt', 'Rail office', 'Yearbook']]
			.concat([[code, '2026-01-01', '2026-12-31', value, 'Mt', 'Rail office', 'Yearbook']])
			.map((cells) => cells.join('\t'))
			.join('\n');
	await page.goto('/import');
	await page.locator('[name=format][value=actuals]').check();
	await page.locator('textarea[name=text]').fill(rows('four'));
	await page.getByRole('button', { name: 'Check' }).click();
	await page.getByRole('heading', { level: 1, name: '1 of 2 rows cannot be used yet' }).waitFor();
	await page.locator('textarea[name=text]').fill(rows('4'));
	await page
		.getByRole('button', { name: /^Check/ })
		.last()
		.click();
	await page.getByRole('heading', { level: 1, name: /^Ready to import 2/ }).waitFor();
	await page.getByRole('button', { name: /^Import/ }).click();
	await page.getByRole('heading', { level: 1, name: /^Imported 2/ }).waitFor();
}

async function approveAll(page: Page): Promise<void> {
	await page
		.getByRole('link', { name: /^Review/ })
		.first()
		.click();
	await page.waitForURL('**/review');
	await page.locator('article').first().waitFor();
	for (let left = await page.locator('article').count(); left > 0;) {
		await page
			.getByRole('button', { name: /^Approve/ })
			.first()
			.click();
		await page.waitForFunction((before) => document.querySelectorAll('article').length < before, left);
		left = await page.locator('article').count();
	}
	await page.goto('/review');
	expect(await page.locator('article').count()).toBe(0);
}

async function giveVerdict(page: Page, code: string): Promise<void> {
	await page.goto(`/pledges/${code}/verdict`);
	await page.locator('[name=value][value=on_track]').check();
	await page.locator('[name=rationale]').fill('The wagons are ordered.');
	await page.locator('[name=source]').first().selectOption('1');
	await page.getByRole('button', { name: /verdict/i }).click();
	await page.waitForURL(/saved=verdict/);
	await page.locator('textarea[name=text]').fill('Seen at the ministry.');
	await page.getByRole('button', { name: 'Comment' }).click();
	await page.waitForURL(/saved=comment/);
}

it('an analyst’s day: queue, figure, text, pledge, import, review, verdict, history, and the day before', async () => {
	const analyst = await signedIn(browser, app, 'analyst', { viewport: { width: 1280, height: 900 } });
	await checkFirstInQueue(analyst);
	await recordByKeyboard(analyst);
	const code = await quoteFromText(analyst);
	await importFigures(analyst, code);

	const manager = await signedIn(browser, app, 'manager', { viewport: { width: 1280, height: 900 } });
	await approveAll(manager);
	await giveVerdict(manager, code);

	await analyst.goto(`/pledges/${code}`);
	const page = await analyst.locator('main').innerText();
	expect(page).not.toContain('waiting for review');
	expect(page).toContain('The wagons are ordered.');
	expect(page).toContain('Seen at the ministry.');
	expect(page).toContain('4 Mt');

	await analyst.getByRole('button', { name: 'Export' }).press('Enter');
	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('link', { name: 'Changes CSV' }).click()
	]);
	const changes = parse(await readFile(await download.path()), { columns: true }) as Record<string, string>[];
	const acts = new Set(changes.map(({ action, by }) => `${action}, ${by}`));
	for (const act of [
		'pledge logged, Demo Analyst',
		'actuals imported, Demo Analyst',
		'submission approved, Demo Manager',
		'verdict given, Demo Manager',
		'commented, Demo Manager'
	]) {
		expect([...acts]).toContain(act);
	}

	await analyst.goto('/pledges?asOf=2027-04-30');
	expect(await analyst.getByText(code).count()).toBe(0);
	await analyst.goto(`${TRADE}?asOf=2024-06-30&basis=public`);
	expect(await analyst.locator('main').innerText()).not.toContain('700 million');
	await Promise.all([analyst.context().close(), manager.context().close()]);
});
