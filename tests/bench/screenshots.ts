/**
 * `npm run screenshots [-- --only TEXT] [--to FOLDER]`: pictures of every page in every shape that it is used in, and
 * one page that shows them side by side, for people to look at. Nothing here passes or fails.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../helpers/browser.ts';
import { manyPledges } from './many-pledges.ts';
import { importPledges, signIn, startProduct, temporaryFolder, type Product } from './product.ts';
import { EMPTY, FULL, SAMPLE, type Shot } from './shots.ts';

const ADMIN = { email: 'admin@pledges.example', password: 'an admin of some length' };

/** What a picture is taken with; paper is as wide as A4 between its margins. */
const SHAPES = {
	'1440-light': { width: 1440, colorScheme: 'light', media: 'screen' },
	'1440-dark': { width: 1440, colorScheme: 'dark', media: 'screen' },
	'768-light': { width: 768, colorScheme: 'light', media: 'screen' },
	'768-dark': { width: 768, colorScheme: 'dark', media: 'screen' },
	'360-light': { width: 360, colorScheme: 'light', media: 'screen' },
	'360-dark': { width: 360, colorScheme: 'dark', media: 'screen' },
	print: { width: 718, colorScheme: 'light', media: 'print' }
} as const;

async function shoot(
	browser: Browser,
	product: Product,
	shots: Shot[],
	who: (role: string) => [string, string],
	to: string
): Promise<string[]> {
	const taken: string[] = [];
	for (const role of ['nobody', 'manager', 'analyst', 'admin'] as const) {
		for (const scripts of [undefined, 'missing', 'off'] as const) {
			const mine = shots.filter((shot) => (shot.role ?? 'manager') === role && shot.scripts === scripts);
			if (mine.length === 0) continue;
			const context = await browser.newContext({
				baseURL: product.url,
				reducedMotion: 'reduce',
				javaScriptEnabled: scripts !== 'off'
			});
			const page = await context.newPage();
			if (role !== 'nobody') await signIn(page, ...who(role));
			if (scripts === 'missing') await page.route('**/*.js', (route) => route.abort());
			for (const { name, path: address, before } of mine) {
				for (const [shape, { width, colorScheme, media }] of Object.entries(SHAPES)) {
					await page.emulateMedia({ colorScheme, media: 'screen' });
					await page.setViewportSize({ width, height: 900 });
					await page.goto(address, { waitUntil: 'networkidle' });
					await before?.(page);
					// what is told to be printed redraws its charts
					if (media === 'print') await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
					await page.emulateMedia({ colorScheme, media });
					const file = `${name}-${shape}.png`;
					await page.screenshot({ path: path.join(to, file), fullPage: true });
					taken.push(file);
				}
				console.log(name);
			}
			await context.close();
		}
	}
	return taken;
}

const { values } = parseArgs({ options: { only: { type: 'string' }, to: { type: 'string' } } });
const to = path.resolve(values.to ?? 'test-results/screenshots');
const wanted = (shots: Shot[]) => shots.filter(({ name }) => name.includes(values.only ?? ''));
fs.mkdirSync(to, { recursive: true });
const browser = await launchBrowser();
const taken: string[] = [];
try {
	const folder = temporaryFolder();
	const demo = new Map<string, string>();
	const asDemo = (role: string): [string, string] => {
		const account = [...demo].find(([email]) => email.startsWith(role));
		if (!account) throw new Error(`No sign-in of a demo ${role} was printed.`);
		return account;
	};
	const sample = await startProduct(folder);
	for (const [email, password] of sample.passwords) demo.set(email, password);
	taken.push(...(await shoot(browser, sample, wanted(SAMPLE), asDemo, to)));
	await sample.stop();
	if (wanted(FULL).length > 0) {
		const table = path.join(folder, 'pledges.csv');
		fs.writeFileSync(table, manyPledges());
		await importPledges(folder, table);
		const full = await startProduct(folder);
		taken.push(...(await shoot(browser, full, wanted(FULL), asDemo, to)));
		await full.stop();
	}
	if (wanted(EMPTY).length > 0) {
		const settings = { SAMPLE: 'off', ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
		const empty = await startProduct(temporaryFolder(), settings);
		const asAdmin = (): [string, string] => [ADMIN.email, ADMIN.password];
		taken.push(...(await shoot(browser, empty, wanted(EMPTY), asAdmin, to)));
		await empty.stop();
	}
} finally {
	await browser.close();
}
const pictures = taken.map((file) => `<figure><figcaption>${file}</figcaption><img src="${file}"></figure>`);
fs.writeFileSync(
	path.join(to, 'index.html'),
	`<!doctype html><meta charset="utf-8"><title>Pledgeboard, every page</title>
<style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{max-width:420px;border:1px solid #999}</style>
${pictures.join('\n')}\n`
);
console.log(`${taken.length} pictures in ${path.relative(process.cwd(), to) || to}; open index.html`);
