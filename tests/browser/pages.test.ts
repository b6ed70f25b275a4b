import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, CDPSession, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type DemoRole, type RunningApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { readForm } from '../helpers/html-form.ts';
import { signedIn } from '../helpers/sign-in.ts';
import { allStops, tellStops } from '../helpers/stops.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
	[app, browser] = await Promise.all([startApp(), launchBrowser()]);
	await logUnchecked();
	await submitAndReturn();
	await speakOf();
	await storeText();
	await saveViews();
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

/** Figures that wait for a manager, one of them a correction and two made at once, and one that came back. */
async function submitAndReturn(): Promise<void> {
	const analyst = await app.signIn('analyst');
	const record = async (code: string, more: Record<string, string>, revise?: string) => {
		const path = `/pledges/${code}/record`;
		const action = revise ? `?/actual&revise=${revise}` : '?/actual';
		const page = await (await analyst.open(revise ? `${path}?revise=${revise}` : path)).text();
		const { fields } = readForm(page, action);
		const answer = await analyst.submit(path + action, { ...fields, source: '1', ...more });
		expect(answer.status).toBe(303);
	};
	await record('KZ-TM-2022-09', { period: '2025', value: '1.9' });
	const manager = await app.signIn('manager');
	const [, seq = ''] = /name="seq" value="(\d+)"/.exec(await (await manager.open('/review')).text()) ?? [];
	const note = 'Which table is this from?';
	const returned = await manager.submit('/review?/one', { seq, decision: 'returned', note });
	expect(returned.status).toBe(303);
	await record('KZ-TM-2022-01', { period: '2025', value: '1100', unit: 'million USD', note: 'Table 3.' });
	const page = await (await analyst.open('/pledges/KZ-TM-2022-01')).text();
	const [, id] = /revise=(\d+)"[^>]*aria-label="Correct 2024, Press"/.exec(page) ?? [];
	await record(
		'KZ-TM-2022-01',
		{ value: '560', unit: 'million USD', reason: 'Published again.', confirmed: 'yes' },
		id
	);
}

/** Verdicts and comments on one pledge. */
async function speakOf(): Promise<void> {
	const manager = await app.signIn('manager');
	const path = '/pledges/KZ-TM-2022-01';
	for (const value of ['behind', 'met']) {
		const { fields } = readForm(await (await manager.open(`${path}/verdict`)).text());
		const words = { value, rationale: 'Both governments said so.', source: '1' };
		expect((await manager.submit(`${path}/verdict`, { ...fields, ...words })).status).toBe(303);
	}
	expect((await manager.submit(`${path}?/comment`, { text: 'Is 2025 final?' })).status).toBe(303);
}

/** Views of a manager, one of which finds nothing any more. */
async function saveViews(): Promise<void> {
	const manager = await app.signIn('manager');
	for (const [name, search] of [
		[
			'All that Kazakhstan and Turkmenistan promised each other in trade, as a list to take away',
			'?theme=trade'
		],
		['Old', '?theme=gone']
	] as const) {
		const answer = await manager.submit('/views?/save', { name: name.slice(0, 80), page: 'pledges', search });
		expect(answer.status).toBe(303);
	}
}

/** A source with a text, from which one figure is quoted, and which was changed after that. */
async function storeText(): Promise<void> {
	const analyst = await app.signIn('analyst');
	const send = async (path: string, action: string | null, more: Record<string, string>) => {
		const { fields } = readForm(await (await analyst.open(path)).text(), action);
		const answer = await analyst.submit(path + (action ?? ''), { ...fields, ...more });
		expect(answer.status).toBe(303);
	};
	const text = 'They agreed to increase the volume of mutual trade up to $1 billion, from 100.\n'.repeat(60);
	await send('/sources/1/edit', null, { text });
	const figure = {
		period: '2015',
		value: '100',
		source: '1',
		quote: 'mutual trade … from 100',
		locator: 'p. 1'
	};
	await send('/pledges/KZ-TM-2022-01/record', '?/actual', figure);
	await send('/sources/1/edit', null, { text: `Changed. ${text}` });
	const source = await (await analyst.open('/sources/1')).text();
	const [, change = '', seq = ''] = /href="[^"]*(\/sources\/1\/text\/(\d+))"/.exec(source) ?? [];
	PAGES.push(['manager', change], ['analyst', `/sources/1?at=${Number(seq) - 1}`]);
}

/** Every page that a person can open, in states that hold something, nothing, or a refusal. */
const PAGES: [DemoRole, string][] = [
	['manager', '/'],
	['manager', '/pledges'],
	['manager', '/pledges?group=in_progress&sort=progress&dir=desc'],
	['manager', '/pledges?q=nothing+matches+this'],
	['manager', '/?asOf=2024-06-30&basis=public'],
	['manager', '/?asOf=2022-01-01'],
	['manager', '/?since=2026-11-20&party=1'],
	['manager', '/?party=99'],
	['manager', '/pledges?since=2026-11-20&change=logged'],
	['manager', '/views'],
	['manager', '/pledges?asOf=2024-06-30&basis=public&theme=trade'],
	['manager', '/pledges/KZ-TM-2022-01?asOf=2024-06-30&basis=public'],
	['analyst', '/pledges/KZ-TM-2022-11?at=90'],
	['manager', '/briefing'],
	['manager', '/briefing?party=1&asOf=2024-06-30&basis=public&since=2024-01-01'],
	['manager', '/briefing?q=nothing+matches+this'],
	['manager', '/trends'],
	['manager', '/trends?theme=trade&asOf=2024-06-30'],
	['manager', '/compare?code=KZ-TM-2022-01&code=KZ-TM-2022-09&code=KZ-TM-2022-11'],
	['manager', '/compare?scale=own&theme=transport'],
	['manager', '/review'],
	['manager', '/pledges/KZ-TM-2022-01'],
	['manager', '/pledges/KZ-TM-2022-01/verdict'],
	['manager', '/sources'],
	['manager', '/sources?q=nothing+matches+this'],
	['manager', '/sources/1'],
	['manager', '/sources/5'],
	['manager', '/sources/999999'],
	['manager', '/sources/1/edit'],
	['manager', '/queue'],
	['manager', '/admin/settings'],
	['manager', '/method'],
	['manager', '/account'],
	['manager', '/pledges/no-such-code'],
	['manager', '/pledges/new'],
	['analyst', '/queue'],
	['analyst', '/queue?owner=none'],
	['analyst', '/queue?owner=all'],
	['analyst', '/record'],
	['analyst', '/record?theme=trade'],
	['analyst', '/sources/1?saved=edit'],
	['analyst', '/sources/1/edit'],
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
	['analyst', '/pledges/KZ-TM-2022-01/reporters'],
	['analyst', '/pledges/KZ-TM-2022-01/history'],
	['manager', '/pledges/KZ-TM-2022-18/history'],
	['admin', '/review'],
	['admin', '/pledges/KZ-TM-2022-01'],
	['admin', '/admin/settings'],
	['admin', '/admin/users']
];
/** Pages that are only read, or whose forms need nothing more: they send no script. */
const WITHOUT_SCRIPT = [
	...['/', '/pledges', '/queue', '/review', '/sources', '/method', '/views', '/briefing', '/sources/1/edit'],
	...['/pledges/KZ-TM-2022-01/history', '/pledges/KZ-TM-2022-18/history']
];
const WITH_CHART = ['/pledges/KZ-TM-2022-01', '/pledges/KZ-TM-2022-09', '/trends', '/compare'];
/** Most JavaScript that a page may send, in bytes after gzip. */
const MOST_SCRIPT = { withChart: 130_000, without: 60_000 };

/** What a page may do wrong; each is looked for on every page, which is opened once for all of them. */
const RULES = [
	'axe finds nothing in the light theme',
	'axe finds nothing in the dark theme',
	'it fits a screen 768 pixels wide',
	// a window 1280 pixels wide that is enlarged to 400 %
	'it fits a screen 320 pixels wide',
	'nothing is cut where letters are twice as large, and letters, words and lines further apart',
	'enlarged to 200 % every stop of the Tab key is named, in sight, ringed and in order',
	'it has one first heading, one main landmark and a title of its own',
	'it runs without an error',
	'it sends no more script than it may'
] as const;
type Found = Record<(typeof RULES)[number], string[]>;

/** Opens each page as the person whose page it is, and collects what is wrong with it. */
async function walk(): Promise<Found> {
	const found = Object.fromEntries(RULES.map((rule) => [rule, [] as string[]])) as Found;
	const titles = new Map<string, string>();
	// Side by side: what one page has to wait for, another one uses.
	const roles: DemoRole[] = ['manager', 'analyst', 'admin'];
	await Promise.all(roles.map((role) => walkAs(role, titles, found)));
	return found;
}

async function walkAs(role: DemoRole, titles: Map<string, string>, found: Found): Promise<void> {
	const page = await signedIn(browser, app, role, { reducedMotion: 'reduce' });
	await tellStops(page.context());
	const session = await page.context().newCDPSession(page);
	// What an earlier page left in the cache is counted as well.
	await session.send('Network.setCacheDisabled', { cacheDisabled: true });
	const walked = new Set<string>();
	for (const [, path] of PAGES.filter(([who]) => who === role)) {
		for (const [rule, what] of await lookAt(page, session, path, titles))
			found[rule].push(`${path}: ${what}`);
		const [plain = path] = path.split('?', 1);
		// Another state of a page has the same controls in the same order.
		if (!walked.has(plain)) {
			const theme = walked.size % 2 === 0 ? 'light' : 'dark';
			for (const what of await walkStops(page, theme)) found[STOPS].push(`${path}: ${what}`);
		}
		walked.add(plain);
	}
	await page.context().close();
}

const OUTLINE = 'it has one first heading, one main landmark and a title of its own';
const LARGE = 'nothing is cut where letters are twice as large, and letters, words and lines further apart';
const STOPS = 'enlarged to 200 % every stop of the Tab key is named, in sight, ringed and in order';

/** Letters, words and lines as far apart as WCAG 2.2 (1.4.12) asks a page to bear. */
const APART =
	'* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }';

/** Where text is cut off because its frame is too small for it; what ends in an ellipsis is cut on purpose. */
function cutOff(): string[] {
	const isCut = (one: Element) => {
		const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
		const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
		const wide = hides(overflowX) && one.scrollWidth > one.clientWidth + 1;
		const high = hides(overflowY) && one.scrollHeight > one.clientHeight + 1;
		return (wide || high) && textOverflow !== 'ellipsis' && one.clientWidth > 1;
	};
	return [...document.querySelectorAll('main *, header *')]
		.filter((one) => one.checkVisibility() && !one.closest('input, select, textarea, svg, .visually-hidden'))
		.filter((one) => one.textContent?.trim() && isCut(one))
		.map((one) => one.outerHTML.slice(0, 120));
}

/** How many pixels a page is wider than its window. */
const tooWide = () => document.documentElement.scrollWidth - window.innerWidth;

/** The page as somebody sees it whose browser writes twice as large, with room around all letters. */
async function lookLarge(page: Page, session: CDPSession): Promise<string[]> {
	await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
	await page.evaluate((apart) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(apart);
		document.adoptedStyleSheets = [sheet];
	}, APART);
	const over = await page.evaluate(tooWide);
	const cut = await page.evaluate(cutOff);
	await page.evaluate(() => (document.adoptedStyleSheets = []));
	await session.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
	return over > 0 ? [...cut, `${over} pixels too wide`] : cut;
}

/** The page in a window of 1280 by 800 pixels that is enlarged to 200 %, walked through with the Tab key. */
async function walkStops(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
	await page.emulateMedia({ colorScheme });
	await page.setViewportSize({ width: 640, height: 400 });
	// Tables of charts are folded: what opens them is a stop, and their rows are plain links.
	await page.evaluate(() => {
		document.querySelector<HTMLElement>(':popover-open')?.hidePopover();
		for (const one of document.querySelectorAll('details')) one.open = !one.matches('figure details');
	});
	const over = await page.evaluate(tooWide);
	const stops = await allStops(page);
	return [
		...(over > 0 ? [`${over} pixels too wide`] : []),
		...(stops[0]?.name === 'Skip to the content' ? [] : ['no way past the head of the page']),
		...stops.flatMap(({ wrong, html }) => wrong.map((what) => `${what}: ${html}`))
	];
}

/** What a response holds; one that was only asked for anew comes without. */
async function bodyOf(response: Response): Promise<Buffer> {
	if (response.status() !== 304) return response.body();
	return Buffer.from(await (await fetch(response.url())).arrayBuffer());
}

async function lookAt(
	page: Page,
	session: CDPSession,
	path: string,
	titles: Map<string, string>
): Promise<[keyof Found, string][]> {
	const wrong: [keyof Found, string][] = [];
	const bodies: Promise<Buffer>[] = [];
	page.on('pageerror', (error) => wrong.push(['it runs without an error', error.message]));
	page.on('console', (message) => {
		const refused = /status of 40[34]/.test(message.text());
		if (message.type() === 'error' && !refused) wrong.push(['it runs without an error', message.text()]);
	});
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') bodies.push(bodyOf(response));
	});
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 1280, height: 800 });
	const answer = await page.goto(path, { waitUntil: 'networkidle' });
	const sent = (await Promise.all(bodies)).reduce((total, body) => total + gzipSync(body).length, 0);
	const [plain = path] = path.split('?', 1);
	const without = WITHOUT_SCRIPT.includes(plain) && answer?.status() === 200;
	const most = without ? 0 : WITH_CHART.includes(plain) ? MOST_SCRIPT.withChart : MOST_SCRIPT.without;
	const script = 'it sends no more script than it may';
	if (sent === 0 && !without) wrong.push([script, 'no script was seen']);
	if (sent > most) wrong.push([script, `${sent} bytes of script, ${most} allowed`]);

	for (const selector of ['h1', 'main']) {
		const count = await page.locator(selector).count();
		if (count !== 1) wrong.push([OUTLINE, `${count} of ${selector}`]);
	}
	const title = await page.title();
	if (!/^\S.* · Pledgeboard$/.test(title)) wrong.push([OUTLINE, `its title is “${title}”`]);
	const other = titles.get(title) ?? plain;
	if (other !== plain) wrong.push([OUTLINE, `“${title}” is also the title of ${other}`]);
	if (answer?.status() === 200) titles.set(title, plain);

	for (const width of [768, 320] as const) {
		await page.setViewportSize({ width, height: 800 });
		const over = await page.evaluate(tooWide);
		if (over > 0) wrong.push([`it fits a screen ${width} pixels wide`, `${over} pixels too wide`]);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.evaluate(() => {
		document.querySelectorAll('details').forEach((one) => (one.open = true));
		document.querySelector<HTMLElement>('main .menu > [popover]')?.showPopover();
	});
	for (const what of await lookLarge(page, session)) wrong.push([LARGE, what]);
	for (const theme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme: theme });
		const axe = new AxeBuilder({ page }).options({
			rules: { 'target-size': { enabled: theme === 'light' } }
		});
		const { violations } = await axe.analyze();
		for (const { id, help, nodes } of violations) {
			const where = nodes.map((node) => node.html).join(' ');
			wrong.push([`axe finds nothing in the ${theme} theme`, `${id}, ${help}: ${where}`]);
		}
	}
	page.removeAllListeners();
	return wrong;
}

describe('every page', () => {
	let found: Found;
	beforeAll(async () => {
		found = await walk();
	}, 600_000);

	it.each(RULES)('%s', (rule) => {
		expect(found[rule]).toEqual([]);
	});
});

describe('a briefing on paper', () => {
	it('is A4 in light inks, whole, without what can only be used on a screen', async () => {
		// The room between the margins of the paper, so that what does not fit is wider than the page.
		const page = await signedIn(browser, app, 'manager', {
			viewport: { width: 680, height: 960 },
			colorScheme: 'dark'
		});
		await page.goto('/briefing', { waitUntil: 'networkidle' });
		await page.emulateMedia({ media: 'print' });
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680);
		for (const unseen of ['nav', 'form', 'button', 'select']) {
			expect([unseen, await page.locator(`${unseen}:visible`).count()]).toEqual([unseen, 0]);
		}
		const clipped = await page.evaluate(() =>
			[...document.querySelectorAll<HTMLElement>('h1, h2, figcaption, td, th, li, p')]
				.filter(
					(one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
				)
				.map((one) => one.textContent)
		);
		expect(clipped).toEqual([]);
		const charts = await page.locator('figure svg').evaluateAll((all) => all.map((one) => one.clientHeight));
		expect(charts.length).toBeGreaterThan(0);
		expect(Math.min(...charts)).toBeGreaterThan(100);
		expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
			'rgb(255, 255, 255)'
		);
		expect(await page.locator('a[href*="#source-"]').count()).toBeGreaterThan(20);

		const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
		const sheets = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
		expect(sheets).toBeGreaterThan(3);
		expect(sheets).toBeLessThan(9);
		expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(
			new Set(['/MediaBox [0 0 594.95996 841.91998]'])
		);
		await page.context().close();
	}, 60_000);
});

describe('charts on paper', () => {
	it('are as wide as the paper, one under another, and sources are written out', async () => {
		const viewport = { width: 1440, height: 900 };
		const page = await signedIn(browser, app, 'manager', { viewport, colorScheme: 'dark' });
		await page.goto('/trends', { waitUntil: 'networkidle' });
		await page.locator('canvas[width]').last().waitFor();
		await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
		const drawn = await page.locator('figure[data-chart] canvas').evaluateAll((all) =>
			(all as HTMLCanvasElement[]).map((one) => {
				const { left, width } = one.getBoundingClientRect();
				return { left, width, dots: Math.round(one.width / width) };
			})
		);
		expect(drawn.length).toBe(4);
		for (const { left, width, dots } of drawn) {
			expect({ left, dots }).toEqual({ left: drawn[0]?.left, dots: 3 });
			expect(width).toBeGreaterThan(640);
			expect(width).toBeLessThanOrEqual(681);
		}
		await page.goto('/pledges/KZ-TM-2022-01');
		await page.emulateMedia({ media: 'print' });
		const sources = (await page.locator('.sources').innerText()).split('\n');
		expect(sources.length).toBeGreaterThan(9);
		expect(sources[1]).toMatch(/^“President of Turkmenistan .*”, The Astana Times, 15 Oct 2022, https:/);
		await page.context().close();
	}, 60_000);

	it('have their styles before any script', async () => {
		const manager = await app.signIn('manager');
		const html = await (await manager.open('/pledges/KZ-TM-2022-01')).text();
		const sheets = [...html.matchAll(/<link href="([^"]+\.css)" rel="stylesheet"/g)].map(([, href]) => href);
		const page = new URL('/pledges/KZ-TM-2022-01', app.url);
		const styles = await Promise.all(
			sheets.map(async (href = '') => (await fetch(new URL(href, page))).text())
		);
		expect(styles.some((css) => css.includes('canvas'))).toBe(true);
	});
});

describe('a review in which nothing waits', () => {
	it('says so, gives axe nothing to complain of and fits a phone', async () => {
		const manager = await app.signIn('manager');
		const waiting = await (await manager.open('/review')).text();
		for (const [, seq = ''] of waiting.matchAll(/name="(?:shown\.\d+\.)?seq" value="(\d+)"/g)) {
			expect((await manager.submit('/review?/one', { seq, decision: 'approved' })).status).toBe(303);
		}
		const page = await signedIn(browser, app, 'manager', { viewport: { width: 360, height: 800 } });
		await page.goto('/review', { waitUntil: 'networkidle' });
		await page.getByRole('heading', { name: 'Nothing waits for review' }).waitFor();
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(
			1
		);

		// The page runs no script: its menu opens, closes and gives the focus back all the same.
		const menu = page.getByRole('button', { name: 'Menu: Review' });
		const ways = page.getByRole('navigation', { name: 'Main' });
		await menu.press('Enter');
		expect(await ways.locator('[aria-current=page]').innerText()).toBe('Review');
		await page.keyboard.press('Escape');
		await ways.waitFor({ state: 'hidden' });
		expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true);
		await menu.click();
		await ways.getByRole('link', { name: 'Trends' }).waitFor();
		await page.mouse.click(300, 700);
		await ways.waitFor({ state: 'hidden' });
		await page.context().close();
	});
});
