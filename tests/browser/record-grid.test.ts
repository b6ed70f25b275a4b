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

/** The grid of an analyst, as soon as it is a spreadsheet. */
async function openGrid(path = '/record'): Promise<Page> {
	const page = await signedIn(browser, app, 'analyst', { viewport: { width: 1280, height: 900 } });
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(path, { waitUntil: 'networkidle' });
	return page;
}

const cell = (page: Page, row: number, name: string) => page.locator(`[name="rows.${row}.${name}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'));
const status = (page: Page) => page.getByRole('status').last();

async function paste(page: Page, rows: string[][]): Promise<void> {
	const text = rows.map((cells) => `${cells.join('\t')}\r\n`).join('');
	await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
	await page.keyboard.press('Control+V');
}

/** Fifty figures of one reporter, as a spreadsheet holds them. */
const fifty = (reporter: string) =>
	Array.from({ length: 50 }, (_, at) => [
		'KZ-TM-2022-01',
		String(1950 + at),
		String(100 + at),
		'million USD',
		reporter
	]);

async function chooseSource(page: Page): Promise<void> {
	await page.locator('select[name=source]').selectOption({ index: 1 });
}

describe('the grid', () => {
	it('takes fifty pasted rows, marks exactly the three bad cells, and records all once they are right', async () => {
		const page = await openGrid();
		expect(await focused(page)).toBe('rows.0.pledge');
		await chooseSource(page);
		await cell(page, 0, 'pledge').focus();
		const rows = fifty('Pasted');
		rows[7]![2] = '1,250';
		rows[20]![1] = 'last year';
		rows[49]![0] = 'KZ-TM-2022-99';
		await paste(page, rows);
		await status(page)
			.getByText('50 rows pasted. 3 cells need another look; the first is in row 8, Figure.')
			.waitFor();
		const marked = page.locator('[aria-invalid=true]');
		const bad = ['rows.7.value', 'rows.20.period', 'rows.49.pledge'];
		expect(await marked.evaluateAll((all) => all.map((one) => one.getAttribute('name')))).toEqual(bad);
		expect(await focused(page)).toBe('rows.0.pledge');

		await page.getByRole('button', { name: 'Check without recording' }).click();
		await page.getByRole('heading', { name: 'Checked, and not saved: 3 cells need another look' }).waitFor();
		await page.getByRole('button', { name: 'Record the figures' }).click();
		await page.getByRole('heading', { name: 'Nothing was saved: 3 cells need another look' }).waitFor();
		const kept = await page.evaluate(() =>
			Array.from({ length: 50 }, (_, at) =>
				['pledge', 'period', 'value', 'unit', 'reporter'].map(
					(name) => document.querySelector<HTMLInputElement>(`[name="rows.${at}.${name}"]`)?.value
				)
			)
		);
		expect(kept).toEqual(rows);
		expect(await focused(page)).toBe('rows.7.value');
		const link = page.getByRole('link', { name: /Row 8, Figure: “1,250” has a separator/ });
		await link.click();
		expect(await focused(page)).toBe('rows.7.value');

		await cell(page, 7, 'value').fill('1250');
		expect(await marked.count()).toBe(2);
		await cell(page, 20, 'period').fill('1970');
		await cell(page, 49, 'pledge').fill('KZ-TM-2022-01');
		expect(await marked.count()).toBe(0);
		await page.keyboard.press('Control+Enter');
		await page.getByRole('heading', { name: '50 figures recorded' }).waitFor();
		expect(await page.locator('tbody tr').count()).toBe(50);
		await page.getByRole('link', { name: 'Record more' }).click();
		await page.getByRole('heading', { name: 'Record many' }).waitFor();
		expect(await page.getByText('were not recorded').count()).toBe(0);
		await page.context().close();
	});

	it('keeps a block that is pasted before it is ready, and on a phone shows one empty row after the filled ones', async () => {
		const page = await signedIn(browser, app, 'analyst', { viewport: { width: 360, height: 800 } });
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		let release = () => {};
		const held = new Promise<void>((resolve) => (release = resolve));
		await page.route('**/_app/immutable/entry/**', async (route) => {
			await held;
			await route.continue();
		});
		await page.goto('/record', { waitUntil: 'commit' });
		const rows = page.locator('tr.row:visible');
		await cell(page, 0, 'pledge').focus();
		expect(await rows.count()).toBe(1);
		await paste(page, fifty('Early').slice(0, 3));
		release();
		await status(page).getByText('3 rows pasted.').waitFor();
		expect(await cell(page, 2, 'reporter').inputValue()).toBe('Early');
		expect(await rows.count()).toBe(4);
		await page.context().close();
	});

	it('is walked through by keyboard, and brings back what stood in a cell', async () => {
		const page = await openGrid();
		await page.keyboard.type('KZ-TM-2022-01');
		await page.keyboard.press('Tab');
		expect(await focused(page)).toBe('rows.0.period');
		await page.keyboard.type('2024');
		await page.keyboard.press('Enter');
		expect(await focused(page)).toBe('rows.1.period');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowRight');
		expect(await focused(page)).toBe('rows.0.value');
		await page.keyboard.press('ArrowLeft');
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowLeft');
		expect(await focused(page)).toBe('rows.0.period');
		await page.keyboard.type('9');
		expect(await cell(page, 0, 'period').inputValue()).toBe('20294');
		await page.keyboard.press('Escape');
		expect(await cell(page, 0, 'period').inputValue()).toBe('2024');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Control+d');
		expect(await cell(page, 1, 'period').inputValue()).toBe('2024');
		await page.keyboard.press('Control+z');
		expect(await cell(page, 1, 'period').inputValue()).toBe('');
		await cell(page, 9, 'reporter').focus();
		await page.keyboard.press('Enter');
		await cell(page, 10, 'reporter').waitFor();
		expect(await focused(page)).toBe('rows.10.reporter');
		await page.context().close();
	});

	it('pastes all of a block or nothing, and takes a paste back', async () => {
		const page = await openGrid();
		await paste(page, [['KZ-TM-2022-01', '2010', '1']]);
		await status(page).getByText('1 row pasted.').waitFor();
		await cell(page, 0, 'note').focus();
		await paste(page, [['a', 'b', 'c']]);
		await status(page).getByText('Nothing was pasted').waitFor();
		expect(await cell(page, 0, 'note').inputValue()).toBe('');
		await cell(page, 0, 'period').focus();
		await paste(page, [
			['2011', '5'],
			['2012', '6']
		]);
		expect(await cell(page, 0, 'period').inputValue()).toBe('2011');
		await page.getByRole('button', { name: 'Undo' }).click();
		expect(await cell(page, 0, 'period').inputValue()).toBe('2010');
		expect(await cell(page, 1, 'period').inputValue()).toBe('');
		await page.context().close();
	});
});

describe('what is not recorded yet', () => {
	it('survives a reload: it is offered back, with its source', async () => {
		const page = await openGrid();
		await chooseSource(page);
		const source = await page.locator('select[name=source]').inputValue();
		await cell(page, 0, 'pledge').focus();
		await paste(page, fifty('Reloaded'));
		await status(page).getByText('No cell needs another look.').waitFor();
		await page.reload({ waitUntil: 'networkidle' });
		await page.getByText('50 rows with something in them.').waitFor();
		await page.getByRole('button', { name: 'Bring them back' }).click();
		expect(await cell(page, 49, 'reporter').inputValue()).toBe('Reloaded');
		expect(await page.locator('select[name=source]').inputValue()).toBe(source);
		await page.context().close();
	});

	it('stays where it is when the session has ended, and is recorded after signing in again', async () => {
		const page = await openGrid();
		await chooseSource(page);
		await cell(page, 0, 'pledge').focus();
		await paste(page, fifty('Signed out'));
		await status(page).getByText('No cell needs another look.').waitFor();
		await page.context().clearCookies();
		await page.getByRole('button', { name: 'Record the figures' }).click();
		const [other] = await Promise.all([
			page.context().waitForEvent('page'),
			page.getByRole('link', { name: 'Sign in in another tab' }).click()
		]);
		const { email, password } = app.account('analyst');
		await other.locator('input[name=email]').fill(email);
		await other.locator('input[name=password]').fill(password);
		await other.getByRole('button', { name: 'Sign in' }).click();
		await other.getByRole('link', { name: 'Pledges' }).first().waitFor();
		await other.close();
		await page.getByRole('button', { name: 'Record the figures' }).click();
		await page.getByRole('heading', { name: '50 figures recorded' }).waitFor();
		await page.context().close();
	});
});

describe('without scripts', () => {
	it('the grid is a form that Enter sends', async () => {
		const page = await signedIn(browser, app, 'analyst', { javaScriptEnabled: false });
		await page.goto('/record');
		await chooseSource(page);
		const typed = { pledge: 'KZ-TM-2022-01', period: '2009', value: '7', reporter: 'No script' };
		for (const [name, text] of Object.entries(typed)) await cell(page, 0, name).fill(text);
		await page.getByRole('button', { name: '10 more rows' }).click();
		await cell(page, 19, 'pledge').waitFor();
		expect(await cell(page, 0, 'reporter').inputValue()).toBe('No script');
		await cell(page, 0, 'unit').fill('million USD');
		await cell(page, 0, 'unit').press('Enter');
		await page.getByRole('heading', { name: '1 figure recorded' }).waitFor();
		await page.context().close();
	});
});

it('one more figure takes a period, a figure and Enter, again and again', async () => {
	const page = await openGrid('/pledges/KZ-TM-2022-01/record');
	for (const period of ['2007', '2008']) {
		expect(await focused(page)).toBe('period');
		await page.keyboard.type(period);
		await page.keyboard.press('Tab');
		await page.keyboard.type('650000000');
		await page.keyboard.press('Enter');
		await page.getByText('The figure is recorded.').waitFor();
		await page.waitForFunction(() => document.activeElement?.textContent === 'Record another');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Record progress' }).waitFor();
		await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'period');
	}
	await page.context().close();
});
