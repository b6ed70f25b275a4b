/**
 * How long a person needs by keyboard alone, on the real product from an empty database: the first pledge with an
 * actual and its chart, and then one more actual. Every key takes a fifth of a second and every field is thought about
 * before it is typed, as in the keystroke-level model (Card, Moran and Newell, 1980: K = 0.2 s, M = 1.35 s). Nothing
 * here passes or fails.
 */
import type { Page } from 'playwright-core';
import { launchBrowser } from '../helpers/browser.ts';
import { signIn, startProduct, temporaryFolder } from './product.ts';

const KEY = 200;
const THOUGHT = 1350;
const ADMIN = { email: 'admin@pledges.example', password: 'an admin of some length' };
const ANALYST = { email: 'analyst@pledges.example', name: 'Ann Alyst' };

/** A person at a keyboard: counts the keys, and never touches a mouse. */
function typist(page: Page) {
	let keys = 0;
	const press = async (key: string): Promise<void> => {
		keys += 1;
		await page.waitForTimeout(KEY);
		await page.keyboard.press(key);
	};
	/** Tabs on until the field or button has the focus. */
	const reach = async (selector: string): Promise<void> => {
		for (let tried = 0; tried < 120; tried++) {
			if (await page.locator(selector).evaluateAll((all) => all.includes(document.activeElement as never)))
				return;
			await press('Tab');
		}
		throw new Error(`No Tab leads to ${selector}.`);
	};
	const type = async (text: string): Promise<void> => {
		keys += text.length;
		await page.keyboard.type(text, { delay: KEY });
	};
	const fill = async (name: string, text: string): Promise<void> => {
		await reach(`[name="${name}"]`);
		await page.waitForTimeout(THOUGHT);
		await type(text);
	};
	return { press, reach, type, fill, keys: () => keys };
}

async function timed(page: Page, what: string, work: (t: ReturnType<typeof typist>) => Promise<void>) {
	const person = typist(page);
	const started = performance.now();
	await work(person);
	const seconds = (performance.now() - started) / 1000;
	console.log(`${what}: ${seconds.toFixed(1)} s, ${person.keys()} keys`);
}

/** An analyst's account, made by the admin; not part of what is measured. @returns the password */
async function addAnalyst(page: Page): Promise<string> {
	await signIn(page, ADMIN.email, ADMIN.password);
	await page.goto('/admin/users');
	const form = page.locator('form[action="?/add"]');
	await form.locator('[name=email]').fill(ANALYST.email);
	await form.locator('[name=name]').fill(ANALYST.name);
	await form.locator('[name=role]').selectOption('analyst');
	await form.locator('button').click();
	return page.locator('code.secret').innerText();
}

const product = await startProduct(temporaryFolder(), {
	SAMPLE: 'off',
	ADMIN_EMAIL: ADMIN.email,
	ADMIN_PASSWORD: ADMIN.password
});
const browser = await launchBrowser();
try {
	const admin = await browser.newContext({ baseURL: product.url });
	const password = await addAnalyst(await admin.newPage());
	const context = await browser.newContext({ baseURL: product.url });
	const page = await context.newPage();
	await signIn(page, ANALYST.email, password);
	await page.goto('/');

	await timed(page, 'First pledge with an actual and its chart, from an empty board', async (person) => {
		await person.reach('a.primary[href$="/pledges/new"]');
		await person.press('Enter');
		await page.waitForURL('**/pledges/new');
		await person.fill('occasion_title', 'State visit');
		await person.fill('occasion_date', '2022-10-15');
		await person.fill('quote', 'trade up to $1 billion');
		await person.fill('source_title', 'Astana Times');
		await person.fill('title', 'Raise trade to $1 bn');
		await person.fill('parties.0.name', 'Kazakhstan');
		await person.fill('theme', 'trade');
		await person.reach('[name=kind]');
		await person.press('Space');
		await person.fill('reading', 'Yearly turnover in USD.');
		await person.fill('unit', 'USD');
		await person.fill('target_value', '1000000000');
		await person.press('Enter');
		await page.waitForURL('**saved=pledge');
		await person.reach('a.primary[href*="/record"]');
		await person.press('Enter');
		await page.waitForURL('**/record');
		await person.fill('period', '2024');
		await person.fill('value', '555000000');
		await person.fill('reporter', 'Press');
		await person.reach('#actual [name=source]');
		if ((await page.locator('#actual [name=source]').inputValue()) === '') await person.press('ArrowDown');
		await person.reach('#actual button:has-text("Record the figure")');
		await person.press('Enter');
		await page.waitForURL('**saved=**');
		await page.locator('figure canvas').waitFor();
	});

	await timed(page, 'One more actual, until its chart is drawn', async (person) => {
		await person.reach('a[href*="/record"]');
		await person.press('Enter');
		await page.waitForURL('**/record**');
		await person.fill('period', '2025');
		await person.fill('value', '610000000');
		await person.press('Enter');
		await page.waitForURL('**saved=**');
		await page.locator('figure canvas').waitFor();
	});
} finally {
	await browser.close();
	await product.stop();
}
