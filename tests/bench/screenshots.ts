/**
 * `npm run screenshots [-- --only TEXT] [--to FOLDER]`: pictures of every page in every shape that it is used in, and
 * one page that shows them side by side, for people to look at. Nothing here passes or fails.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../helpers/browser.ts';
import { importPledges, signIn, startProduct, temporaryFolder, type Product } from './product.ts';

const ADMIN = { email: 'admin@pledges.example', password: 'an admin of some length' };

/** What a picture is taken with; paper is as wide as A4 between its margins. */
const SHAPES = {
	'1440-light': { width: 1440, colorScheme: 'light', media: 'screen' },
	'1440-dark': { width: 1440, colorScheme: 'dark', media: 'screen' },
	'768-light': { width: 768, colorScheme: 'light', media: 'screen' },
	'360-light': { width: 360, colorScheme: 'light', media: 'screen' },
	'360-dark': { width: 360, colorScheme: 'dark', media: 'screen' },
	print: { width: 718, colorScheme: 'light', media: 'print' }
} as const;

interface Shot {
	name: string;
	path: string;
	role?: 'analyst' | 'manager' | 'admin';
	/** what is done on the page before the picture */
	before?: (page: Page) => Promise<void>;
}

/** Sends a form as it stands, so that the picture shows what it refuses. */
const sendEmpty = (name: string) => async (page: Page) => {
	await page.locator('main form').getByRole('button', { name }).first().click();
	await page.waitForLoadState('networkidle');
};

/** Unfolds the exports and marks two pledges, as somebody does who is about to take them away. */
const chooseTwo = async (page: Page) => {
	for (const code of ['KZ-TM-2022-01', 'KZ-TM-2022-09']) await page.getByLabel(`Compare ${code}`).check();
	await page.getByText('More exports').click();
};

const SAMPLE: Shot[] = [
	{ name: 'sign-in', path: '/sign-out' },
	{ name: 'board', path: '/' },
	{ name: 'board-analyst', path: '/', role: 'analyst' },
	{ name: 'board-public', path: '/?asOf=2024-06-30&basis=public' },
	{ name: 'board-before', path: '/?asOf=2022-01-01' },
	{ name: 'board-narrowed', path: '/?theme=trade' },
	{ name: 'list', path: '/pledges' },
	{ name: 'list-chosen', path: '/pledges', role: 'analyst', before: chooseTwo },
	{ name: 'trends', path: '/trends' },
	{ name: 'compare', path: '/compare?code=KZ-TM-2022-01&code=KZ-TM-2022-09&code=KZ-TM-2022-11' },
	{ name: 'briefing', path: '/briefing?since=2025-01-01' },
	{ name: 'views', path: '/views' },
	{ name: 'list-filtered', path: '/pledges?group=in_progress&sort=progress&dir=desc' },
	{ name: 'list-nothing', path: '/pledges?q=nothing+matches+this' },
	{ name: 'level', path: '/pledges/KZ-TM-2022-01' },
	{ name: 'level-public', path: '/pledges/KZ-TM-2022-01?asOf=2024-06-30&basis=public' },
	{ name: 'annual', path: '/pledges/KZ-TM-2022-09' },
	{ name: 'stages', path: '/pledges/KZ-TM-2022-11' },
	{ name: 'window', path: '/pledges/KZ-TM-2022-18' },
	{ name: 'continuing', path: '/pledges/KZ-TM-2022-15', role: 'analyst' },
	{ name: 'history', path: '/pledges/KZ-TM-2022-01/history' },
	{ name: 'verdict', path: '/pledges/KZ-TM-2022-01/verdict' },
	{ name: 'sources', path: '/sources' },
	{ name: 'source', path: '/sources/1' },
	{ name: 'source-edit', path: '/sources/1/edit', role: 'analyst' },
	{ name: 'review', path: '/review' },
	{ name: 'method', path: '/method' },
	{ name: 'account', path: '/account' },
	{ name: 'queue', path: '/queue', role: 'analyst' },
	{ name: 'queue-all', path: '/queue?owner=all', role: 'analyst' },
	{ name: 'grid', path: '/record', role: 'analyst' },
	{ name: 'new', path: '/pledges/new', role: 'analyst' },
	{ name: 'new-refused', path: '/pledges/new', role: 'analyst', before: sendEmpty('Log the pledge') },
	{ name: 'edit', path: '/pledges/KZ-TM-2022-01/edit', role: 'analyst' },
	{ name: 'record', path: '/pledges/KZ-TM-2022-01/record', role: 'analyst' },
	{ name: 'record-step', path: '/pledges/KZ-TM-2022-11/record', role: 'analyst' },
	{ name: 'close', path: '/pledges/KZ-TM-2022-01/close', role: 'analyst' },
	{ name: 'reporters', path: '/pledges/KZ-TM-2022-01/reporters', role: 'analyst' },
	{ name: 'import', path: '/import', role: 'analyst' },
	{ name: 'users', path: '/admin/users', role: 'admin' },
	{ name: 'settings', path: '/admin/settings', role: 'admin' },
	{ name: 'forbidden', path: '/admin/users' },
	{ name: 'unknown', path: '/pledges/no-such-code' },
	{ name: 'wrong-address', path: '/pledges?status=NOPE' }
];

const FULL: Shot[] = [
	{ name: 'full-board', path: '/' },
	{ name: 'full-list', path: '/pledges' },
	{ name: 'full-last-page', path: '/pledges?page=9' },
	{ name: 'full-long-text', path: '/pledges/LONG-1' },
	{ name: 'full-queue', path: '/queue?owner=all', role: 'analyst' },
	{ name: 'full-sources', path: '/sources' }
];

const EMPTY: Shot[] = [
	...['/', '/pledges', '/trends', '/compare', '/briefing', '/views'],
	...['/sources', '/queue', '/review', '/admin/users']
].map((path) => ({
	name: `empty${path === '/' ? '-board' : path.replaceAll('/', '-')}`,
	path,
	role: 'admin' as const
}));

const THEMES = ['trade', 'energy', 'transport', 'culture', 'water', 'education', 'health', 'security'];
const PARTIES = [
	'Kazakhstan',
	'Turkmenistan',
	'Узбекистан',
	'Kyrgyz Republic',
	'Organization of Turkic States'
];
/** Longer than any line, with a word that nothing can break, in two scripts. */
const LONG =
	'Стороны договорились последовательно увеличивать взаимные поставки, включая транзитно-логистическую инфраструктуру, and to keep each other informed of Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, its successors and everybody whom it concerns in any way';

/** Five hundred pledges as a table that can be imported: every kind that needs no steps, many parties, long words. */
function manyPledges(): string {
	const rows = Array.from({ length: 500 }, (_, at) => ({
		code: at === 0 ? 'LONG-1' : `MANY-${at}`,
		title: at === 0 ? LONG.slice(0, 190) : `Pledge number ${at} about ${THEMES[at % 8]}`,
		kind: at % 3 === 0 ? 'continuing' : 'level',
		strength: ['agreed', 'declared ready', 'proposed'][at % 3],
		theme: THEMES[at % 8],
		parties: `${PARTIES[at % 5]} (joint); ${PARTIES[(at + 1) % 5]} (joint)`,
		...(at % 3 === 0 ? {} : { unit: 'USD', aggregation: 'annual_flow', direction: 'increase' }),
		...(at % 3 === 0 ? {} : { target_value: String(1_000_000 * (at + 1)), target_qualifier: 'at_least' }),
		...(at % 3 === 0 ? {} : { deadline: `${2025 + (at % 6)}-12-31` }),
		check_interval_days: String(90 + (at % 4) * 90),
		quote: at === 0 ? LONG.repeat(3) : 'as was said',
		reading: at === 0 ? LONG.repeat(2) : 'What is counted, and by whom.',
		source_title: at === 0 ? LONG.slice(0, 199) : `Communiqué ${at % 40}`,
		source_publisher: 'Press service',
		source_url: `https://example.org/${at % 40}`,
		source_date: `202${at % 5}-0${1 + (at % 9)}-15`
	}));
	const columns = [...new Set(rows.flatMap(Object.keys))];
	return stringify(rows, { header: true, columns });
}

async function shoot(
	browser: Browser,
	product: Product,
	shots: Shot[],
	who: (role: NonNullable<Shot['role']>) => [string, string],
	to: string
): Promise<string[]> {
	const taken: string[] = [];
	for (const role of ['manager', 'analyst', 'admin'] as const) {
		const mine = shots.filter((shot) => (shot.role ?? 'manager') === role);
		if (mine.length === 0) continue;
		const context = await browser.newContext({ baseURL: product.url, reducedMotion: 'reduce' });
		const page = await context.newPage();
		for (const { name, path: address, before } of mine) {
			if (!(await context.cookies()).length) await signIn(page, ...who(role));
			for (const [shape, { width, colorScheme, media }] of Object.entries(SHAPES)) {
				await page.emulateMedia({ colorScheme, media: 'screen' });
				await page.setViewportSize({ width, height: 900 });
				await page.goto(address, { waitUntil: 'networkidle' });
				await before?.(page);
				await page.emulateMedia({ colorScheme, media });
				const file = `${name}-${shape}.png`;
				await page.screenshot({ path: path.join(to, file), fullPage: true });
				taken.push(file);
			}
			console.log(name);
		}
		await context.close();
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
