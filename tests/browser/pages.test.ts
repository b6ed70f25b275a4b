import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type DemoRole, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { readForm } from '../helpers/html-form.ts';
import { signedIn } from '../helpers/sign-in.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([startApp(), launchBrowser()]);
	await logUnchecked();
});
afterAll(async () => {
	await browser?.close();
	await app?.stop();
});

/** A pledge that nobody has checked since its occasion, so that the queue holds one. */
async function logUnchecked(): Promise<void> {
	const analyst = await app.signIn('analyst');
	const html = await (await analyst.open('/pledges/new?from=KZ-TM-2022-01')).text();
	const { fields } = readForm(html, null);
	const words = { title: 'Waits', quote: 'words', reading: 'reading', kind: 'continuing' };
	const answer = await analyst.submit('/pledges/new', { ...fields, ...words });
	expect(answer.status).toBe(303);
}

/** Every page that a person can open, in states that hold something, nothing, or a refusal. */
const PAGES: [DemoRole, string][] = [
	['manager', '/'],
	['manager', '/pledges'],
	['manager', '/pledges?group=in_progress&sort=progress&dir=desc'],
	['manager', '/pledges?q=nothing+matches+this'],
	['manager', '/sources'],
	['manager', '/sources?q=nothing+matches+this'],
	['manager', '/sources/1'],
	['manager', '/sources/5'],
	['manager', '/sources/999999'],
	['manager', '/queue'],
	['manager', '/method'],
	['manager', '/account'],
	['manager', '/pledges/no-such-code'],
	['manager', '/pledges/new'],
	['analyst', '/queue'],
	['analyst', '/queue?owner=none'],
	['analyst', '/queue?owner=all'],
	['analyst', '/pledges/KZ-TM-2022-01'],
	['analyst', '/pledges/KZ-TM-2022-04'],
	['analyst', '/pledges/KZ-TM-2022-09'],
	['analyst', '/pledges/KZ-TM-2022-11'],
	['analyst', '/pledges/KZ-TM-2022-15'],
	['analyst', '/pledges/KZ-TM-2022-18'],
	['analyst', '/pledges/new'],
	['analyst', '/import'],
	['analyst', '/import?format=pledges'],
	['analyst', '/import/no-such-import'],
	['analyst', '/pledges/KZ-TM-2022-01/edit'],
	['analyst', '/pledges/KZ-TM-2022-01/record'],
	['analyst', '/pledges/KZ-TM-2022-11/record'],
	['analyst', '/pledges/KZ-TM-2022-15/record'],
	['analyst', '/pledges/KZ-TM-2022-01/close'],
	['admin', '/admin/users']
];
const WITH_CHART = ['/pledges/KZ-TM-2022-01', '/pledges/KZ-TM-2022-09'];
/** Most JavaScript that a page may send, in bytes after gzip: what pages weigh today with little room to grow. */
const MOST_SCRIPT = { withChart: 130_000, without: 66_000 };

/** Opens each page of each role and collects what `look` finds wrong with it. */
async function walk(
	options: Parameters<typeof signedIn>[3],
	look: (page: Page, path: string) => Promise<string[]>
): Promise<string[]> {
	const found: string[] = [];
	for (const role of ['manager', 'analyst', 'admin'] as const) {
		const page = await signedIn(browser, app, role, options);
		for (const [, path] of PAGES.filter(([who]) => who === role)) {
			await page.goto(path, { waitUntil: 'networkidle' });
			found.push(...(await look(page, path)).map((what) => `${path}: ${what}`));
		}
		await page.context().close();
	}
	return found;
}

describe('every page', () => {
	it.each(['light', 'dark'] as const)(
		'gives axe nothing to complain of in the %s theme',
		async (colorScheme) => {
			const found = await walk({ colorScheme, reducedMotion: 'reduce' }, async (page) => {
				await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
				const { violations } = await new AxeBuilder({ page }).analyze();
				return violations.map(
					({ id, help, nodes }) => `${id}, ${help}: ${nodes.map((node) => node.html).join(' ')}`
				);
			});
			expect(found).toEqual([]);
		},
		240_000
	);

	it.each([360, 768])(
		'fits a screen %d pixels wide without scrolling sideways',
		async (width) => {
			const found = await walk({ viewport: { width, height: 800 } }, async (page) => {
				const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
				return over > 0 ? [`${over} pixels too wide`] : [];
			});
			expect(found).toEqual([]);
		},
		120_000
	);

	it('has one first heading, a title and a main landmark', async () => {
		const found = await walk({}, async (page) => {
			const count = (selector: string) => page.locator(selector).count();
			return [
				...((await count('h1')) === 1 ? [] : ['not exactly one first heading']),
				...((await count('main')) === 1 ? [] : ['not exactly one main landmark']),
				...((await page.title()).includes('Pledgeboard') ? [] : ['a title without the name of the product'])
			];
		});
		expect(found).toEqual([]);
	}, 120_000);

	it('runs without an error, and sends no more script than it may', async () => {
		const found = await walk({}, async (page, path) => {
			const wrong: string[] = [];
			const sizes: number[] = [];
			const note = (text: string) => wrong.push(text);
			page.on('pageerror', (error) => note(error.message));
			page.on('console', (message) => {
				const refused = /status of 40[34]/.test(message.text());
				if (message.type() === 'error' && !refused) note(message.text());
			});
			const bodies: Promise<Buffer>[] = [];
			page.on('response', (response) => {
				if (response.request().resourceType() === 'script') bodies.push(response.body());
			});
			// The first visit may have filled the cache: this one counts everything.
			await page
				.context()
				.newCDPSession(page)
				.then((cdp) => cdp.send('Network.setCacheDisabled', { cacheDisabled: true }));
			await page.reload({ waitUntil: 'networkidle' });
			for (const body of await Promise.all(bodies)) sizes.push(gzipSync(body).length);
			page.removeAllListeners();
			const sum = sizes.reduce((total, size) => total + size, 0);
			const most = WITH_CHART.includes(path) ? MOST_SCRIPT.withChart : MOST_SCRIPT.without;
			if (sum === 0) note('no script was seen');
			if (sum > most) note(`${sum} bytes of script, ${most} allowed`);
			return wrong;
		});
		expect(found).toEqual([]);
	}, 120_000);
});
