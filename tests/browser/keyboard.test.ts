/** Whole days of work by keyboard alone. Every stop of the Tab key on the way is in sight, ringed and named. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type DemoRole, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { csv } from '../helpers/imports.ts';
import { pressOn, tabTo, typeInto } from '../helpers/keyboard.ts';
import { stopOf, tellStops } from '../helpers/stops.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([startApp(), launchBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await app?.stop();
});

/** Signs in by keyboard, to the board. */
async function begin(role: DemoRole, colorScheme: 'light' | 'dark'): Promise<Page> {
	const context = await browser.newContext({
		...{ baseURL: app.url, colorScheme, reducedMotion: 'reduce' },
		viewport: { width: 1280, height: 800 }
	});
	await tellStops(context);
	const page = await context.newPage();
	page.setDefaultTimeout(10_000);
	const { email, password } = app.account(role);
	await page.goto('/');
	await typeInto(page, 'E-mail', email);
	await typeInto(page, 'Password', password);
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { level: 1, name: 'pledges' }).waitFor();
	return page;
}

/** From the top of a new page past what stands on every page. */
async function skip(page: Page): Promise<void> {
	await page.keyboard.press('Tab');
	expect((await stopOf(page))?.name).toBe('Skip to the content');
	await page.keyboard.press('Enter');
}

const focusedName = async (page: Page) => (await stopOf(page))?.name;
const arrive = (page: Page, part: string) => page.waitForURL((url) => url.href.includes(part));
const ready = (page: Page) => page.waitForLoadState('networkidle');

/** A pledge with a source of its own; refused at first, and mended. */
async function logPledge(page: Page): Promise<void> {
	await skip(page);
	await pressOn(page, { role: 'link', name: 'Log a pledge' });
	await arrive(page, '/pledges/new');
	await ready(page);
	await skip(page);
	await typeInto(page, 'Occasion', '15 Oct');
	await typeInto(page, 'Quote', 'to open the border post');
	await pressOn(page, { name: 'New source' });
	await typeInto(page, 'Title', 'A border is opened');
	await typeInto(page, 'Title *', 'Open the border post');
	await page.keyboard.press('Enter');

	// The summary has the focus, its lines lead to the fields, and what was typed is still there.
	await page.getByRole('heading', { name: 'Nothing was saved' }).waitFor();
	await ready(page);
	expect(await page.title()).toBe('Error: Log a pledge · Pledgeboard');
	expect((await stopOf(page))?.role).toBe('alert');
	await pressOn(page, { role: 'link', name: /part(y|ies)/i });
	expect(await focusedName(page)).toMatch(/^Party 1/);
	expect(await page.locator('[name=quote]').inputValue()).toBe('to open the border post');
	await page.keyboard.type('Kazakhstan');
	await pressOn(page, { name: 'Add a party' });
	expect(await focusedName(page)).toBe('Party 3');
	await typeInto(page, 'Theme', 'transport');
	await tabTo(page, { role: 'radio', name: '' });
	for (let tried = 0; tried < 12 && (await focusedName(page)) !== 'Stages'; tried++)
		await page.keyboard.press('ArrowDown');
	await typeInto(page, 'Reading', 'Done when it is open.');
	await typeInto(page, 'Title 1', 'The post is built');
	await pressOn(page, { name: 'Log the pledge' });
	await arrive(page, 'saved=pledge');
	await ready(page);
}

/** The step of the new pledge, with the source that was described with it as evidence. */
async function recordStep(page: Page): Promise<void> {
	await pressOn(page, { role: 'link', name: 'Record progress' });
	await arrive(page, '/record');
	await ready(page);
	await typeInto(page, 'Day', '2026-11-20');
	await typeInto(page, 'Evidence', 'A border');
	await page.keyboard.press('Tab');
	await pressOn(page, { name: 'Record the step' });
	await arrive(page, 'saved=step');
	await ready(page);
}

/** A figure with its place in a source, and that nothing new was found. */
async function recordFigure(page: Page): Promise<void> {
	await page.goto('/pledges/KZ-TM-2022-01/record', { waitUntil: 'networkidle' });
	expect(await focusedName(page)).toMatch(/^Period/);
	await page.keyboard.type('2025');
	await typeInto(page, 'Figure', '640000000');
	await pressOn(page, { name: 'Place and words' });
	await typeInto(page, 'Where in the source', 'Table 3');
	await pressOn(page, { name: 'Record the figure' });
	await arrive(page, 'saved=submitted');
	await ready(page);
	await pressOn(page, { role: 'link', name: 'Checked, no change' });
	await arrive(page, '/record#check');
	await ready(page);
	expect((await stopOf(page))?.role).toBe('radio');
	await pressOn(page, { name: 'Record the check' });
	await arrive(page, 'saved=check');
}

/** Two figures as a spreadsheet copies them: through the preview, and confirmed. */
async function importTable(page: Page): Promise<void> {
	await page.goto('/import', { waitUntil: 'networkidle' });
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	const rows = ['2019', '2020'].map((period) => ({
		...{ pledge_code: 'KZ-TM-2022-01', period, value: '210', unit: 'million USD', reporter: 'Customs' },
		...{ state: 'final', source_title: 'A yearbook' }
	}));
	await page.evaluate((text) => navigator.clipboard.writeText(text), csv(rows, '\t'));
	await tabTo(page, { name: 'Cells, pasted' });
	await page.keyboard.press('Control+v');
	await pressOn(page, { role: 'button', name: 'Check' });
	await page.getByRole('heading', { name: 'Ready to import 2 actuals' }).waitFor();
	await ready(page);
	await pressOn(page, { name: 'Import 2 actuals' });
	await page.getByRole('heading', { name: 'Imported 2 actuals' }).waitFor();
}

it('an analyst logs, records, checks and imports by keyboard alone', async () => {
	const page = await begin('analyst', 'light');
	await logPledge(page);
	await recordStep(page);
	await recordFigure(page);
	await importTable(page);
	await page.context().close();
});

/** One figure goes back with a note, which is asked for, and another is approved. */
async function review(page: Page): Promise<void> {
	await pressOn(page, { role: 'link', name: 'Review' });
	await arrive(page, '/review');
	await skip(page);
	await pressOn(page, { name: 'Return with a note' });
	await pressOn(page, { role: 'button', name: 'Return' });
	await page.getByRole('heading', { name: 'Nothing was decided' }).waitFor();
	expect(await page.title()).toBe('Error: Review · Pledgeboard');
	expect((await stopOf(page))?.role).toBe('alert');
	await pressOn(page, { role: 'link', name: /./ });
	expect(await focusedName(page)).toBe('What has to be corrected');
	await page.keyboard.type('Which table is this from?');
	await pressOn(page, { role: 'button', name: 'Return' });
	await arrive(page, 'done=returned');
	await skip(page);
	await pressOn(page, { role: 'button', name: 'Approve' });
	await arrive(page, 'done=approved');
}

async function giveVerdict(page: Page): Promise<void> {
	await page.goto('/pledges/KZ-TM-2022-01', { waitUntil: 'networkidle' });
	await skip(page);
	await pressOn(page, { role: 'link', name: /verdict/i });
	await arrive(page, '/verdict');
	await ready(page);
	await skip(page);
	await tabTo(page, { role: 'radio', name: 'Met' });
	await page.keyboard.press('Space');
	await typeInto(page, 'Rationale', 'Both governments said so.');
	await typeInto(page, 'Evidence', 'Agri');
	await pressOn(page, { name: 'Give the verdict' });
	await arrive(page, 'saved=verdict');
	await ready(page);
}

/** Every figure of a chart is told as the arrow keys come to it, and Enter opens what it stands for. */
async function readChart(page: Page): Promise<void> {
	await page.goto('/trends?theme=culture', { waitUntil: 'networkidle' });
	await skip(page);
	await tabTo(page, { role: 'application', name: /the arrow keys move/ });
	const figures = Number(/(\d+) figures/.exec((await focusedName(page)) ?? '')?.[1]);
	const said = page.getByRole('region', { name: 'Status over time' }).locator('[aria-live=polite]');
	const heard = new Set<string>();
	await page.keyboard.press('Home');
	for (let pressed = 0; pressed < figures; pressed++) {
		heard.add(await said.innerText());
		await page.keyboard.press('ArrowDown');
	}
	expect(heard.size).toBe(figures);
	await page.keyboard.press('Home');
	const count = Number(/: (\d+) of/.exec(await said.innerText())?.[1]);
	await page.keyboard.press('Enter');
	await arrive(page, '/pledges?');
	await page.getByRole('heading', { level: 1, name: `${count} pledge` }).waitFor();
}

/** A menu opens with Enter and closes with Escape, back to where it was opened; a file of it is taken away. */
async function takeAway(page: Page): Promise<void> {
	await page.goto('/pledges');
	await skip(page);
	await pressOn(page, { name: 'More exports' });
	await tabTo(page, { role: 'link', name: 'Excel workbook' });
	await page.keyboard.press('Escape');
	expect(await focusedName(page)).toMatch(/^More exports/);
	expect(await page.getByRole('link', { name: 'Excel workbook' }).isVisible()).toBe(false);
	await page.keyboard.press('Enter');
	await tabTo(page, { role: 'link', name: 'Actuals CSV' });
	const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
	expect(await readFile(await download.path(), 'utf8')).toContain('KZ-TM-2022-01');
	await page.keyboard.press('Escape');
}

/** A view is saved, and opened again; two pledges of it are put side by side; the list becomes a paper. */
async function compareAndBrief(page: Page): Promise<void> {
	await pressOn(page, { name: 'Save this view' });
	await typeInto(page, 'Name', 'Everything');
	await page.keyboard.press('Enter');
	await page.getByRole('navigation', { name: 'Your views' }).waitFor();
	await skip(page);
	await pressOn(page, { role: 'link', name: 'All views' });
	await arrive(page, '/views');
	await skip(page);
	await pressOn(page, { role: 'link', name: 'Everything' });
	await page.waitForURL((url) => url.pathname === '/pledges');
	await skip(page);
	for (const code of ['KZ-TM-2022-01', 'KZ-TM-2022-09'])
		await pressOn(page, { role: 'checkbox', name: `Compare ${code}` }, 'Space');
	await page.keyboard.press('Enter');
	await arrive(page, '/compare?');
	await ready(page);
	await skip(page);
	await pressOn(page, { role: 'link', name: 'Index' });
	await page.getByText('baseline = 100').first().waitFor();
	expect(await page.locator('figure[data-chart]').count()).toBe(2);
	await page.goto('/briefing');
	await skip(page);
	await typeInto(page, 'Theme', 'Trade');
	await pressOn(page, { name: 'Show' });
	await arrive(page, 'theme=trade');
}

it('a manager decides, judges, reads, compares and takes away by keyboard alone', async () => {
	const page = await begin('manager', 'dark');
	await review(page);
	await giveVerdict(page);
	await readChart(page);
	await takeAway(page);
	await compareAndBrief(page);
	await page.context().close();
});

it('an admin changes a role by keyboard alone', async () => {
	const page = await begin('admin', 'dark');
	await page.goto('/admin/users', { waitUntil: 'networkidle' });
	await skip(page);
	await pressOn(page, { name: /^Change ?: Demo Admin/ });
	await typeInto(page, 'Role', 'viewer');
	await pressOn(page, { role: 'button', name: 'Set role' });
	await page.getByText('This is the last admin').waitFor();
	expect((await stopOf(page))?.role).toBe('alert');
	await pressOn(page, { name: /^Change ?: Demo Manager/ });
	await typeInto(page, 'Role', 'viewer');
	await pressOn(page, { role: 'button', name: 'Set role' });
	await page.getByText('The role is changed').waitFor();
	await page.context().close();
});
