/** Every page in the states that people meet it in: empty, full, refused, loading, wrong. */
import { stringify } from 'csv-stringify/sync';
import type { Page } from 'playwright-core';
import { LONG } from './many-pledges.ts';

export interface Shot {
	name: string;
	path: string;
	role?: 'nobody' | 'analyst' | 'manager' | 'admin';
	/** what is done on the page before the picture */
	before?: (page: Page) => Promise<void>;
	/** none are run, or none arrive */
	scripts?: 'off' | 'missing';
}

const RECORD = '/pledges/KZ-TM-2022-01/record';

/** Presses a button, such as that of a form that then says what it refuses. */
const press = (name: string) => async (page: Page) => {
	await page.locator('main').getByRole('button', { name }).first().click();
	await page.waitForLoadState('networkidle');
};

async function signInWrongly(page: Page): Promise<void> {
	await page.getByLabel('E-mail').fill('nobody@pledges.example');
	await page.getByLabel('Password').fill('not the password');
	await press('Sign in')(page);
}

async function saveUntitled(page: Page): Promise<void> {
	await page.getByLabel('Title').fill('');
	await page.getByLabel('Address').fill('no address');
	await press('Save changes')(page);
}

/** Unfolds the ways on a phone, and the menu of exports elsewhere. */
async function openMenus(page: Page): Promise<void> {
	const ways = page.getByRole('button', { name: 'Menu:' });
	await ((await ways.isVisible()) ? ways : page.getByRole('button', { name: 'More exports' })).click();
}

/** Marks two pledges and unfolds the exports, as somebody does who is about to take them away. */
async function chooseTwo(page: Page): Promise<void> {
	for (const code of ['KZ-TM-2022-01', 'KZ-TM-2022-09']) await page.getByLabel(`Compare ${code}`).check();
	await page.getByRole('button', { name: 'More exports' }).click();
}

const figures = (values: readonly string[], delimiter: string) =>
	stringify(
		values.map((value, at) => ({
			...{
				pledge_code: 'KZ-TM-2022-01',
				period: new Date(Date.UTC(1900, 0, 1 + at)).toISOString().slice(0, 10)
			},
			...{ value, unit: 'million USD', reporter: 'Customs', state: 'final', source_title: 'A yearbook' }
		})),
		{ header: true, delimiter }
	);

const paste = (values: readonly string[]) => async (page: Page) => {
	await page.getByLabel('Cells, pasted').fill(figures(values, '\t'));
	await press('Check')(page);
	await page.waitForURL(/\/import\/./);
	await page.getByRole('heading', { level: 1, name: /Ready|cannot/ }).waitFor();
};

/** A file that takes some seconds, so that one sees how far it is. */
async function chooseLarge(page: Page): Promise<void> {
	const buffer = Buffer.from(figures(Array<string>(30_000).fill('7'), ','));
	const file = { name: 'figures.csv', mimeType: 'text/csv', buffer };
	await page.getByLabel('Or a CSV file').setInputFiles(file);
	await page.getByRole('button', { name: 'Check' }).click();
	await page.waitForURL(/\/import\/./);
}

/** Sends the form that saves a view with another name. */
async function saveAs(page: Page, name: string): Promise<void> {
	const answered = page.waitForEvent('framenavigated');
	await page.evaluate((text) => {
		const form = document.createElement('form');
		Object.assign(form, { method: 'POST', action: '/views?/save' });
		for (const [key, value] of Object.entries({ name: text, page: 'pledges', search: '?theme=water' })) {
			form.append(Object.assign(document.createElement('input'), { name: key, value }));
		}
		document.body.append(form);
		form.submit();
	}, name);
	await answered;
	await page.waitForLoadState('networkidle');
}

const saveTooMuch = (page: Page) => saveAs(page, 'x'.repeat(600_000));
const saveLong = (page: Page) => saveAs(page, LONG.slice(0, 80));
/** Somebody whose session has ended meanwhile; the other shapes, which share the session, stay signed in. */
async function saveSignedOut(page: Page): Promise<void> {
	const answer = await page.evaluate(async () => {
		const body = new URLSearchParams({ name: 'Mine', page: 'pledges', search: '?theme=water' });
		const headers = { accept: 'text/html' };
		return (await fetch('/views?/save', { method: 'POST', credentials: 'omit', headers, body })).text();
	});
	await page.setContent(answer, { waitUntil: 'networkidle' });
}

export const SAMPLE: Shot[] = [
	{ name: 'sign-in', path: '/sign-in', role: 'nobody' },
	{ name: 'sign-in-refused', path: '/sign-in', role: 'nobody', before: signInWrongly },
	{ name: 'not-signed-in', path: '/nowhere', role: 'nobody' },
	{ name: 'menu', path: '/pledges', before: openMenus },
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
	{ name: 'list-past', path: '/pledges?asOf=2024-06-30&basis=public' },
	{ name: 'trends-past', path: '/trends?asOf=2024-06-30' },
	{ name: 'trends-nothing', path: '/trends?q=nothing+matches+this' },
	{ name: 'trends-loading', path: '/trends', scripts: 'missing' },
	{ name: 'trends-without-script', path: '/trends', scripts: 'off' },
	{ name: 'level', path: '/pledges/KZ-TM-2022-01' },
	{ name: 'level-loading', path: '/pledges/KZ-TM-2022-01', scripts: 'missing' },
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
	{ name: 'new-refused', path: '/pledges/new', role: 'analyst', before: press('Log the pledge') },
	{ name: 'edit', path: '/pledges/KZ-TM-2022-01/edit', role: 'analyst' },
	{ name: 'record', path: RECORD, role: 'analyst' },
	{ name: 'record-step', path: '/pledges/KZ-TM-2022-11/record', role: 'analyst' },
	{ name: 'close', path: '/pledges/KZ-TM-2022-01/close', role: 'analyst' },
	{ name: 'reporters', path: '/pledges/KZ-TM-2022-01/reporters', role: 'analyst' },
	{ name: 'record-refused', path: RECORD, role: 'analyst', before: press('Record the figure') },
	{ name: 'source-refused', path: '/sources/1/edit', role: 'analyst', before: saveUntitled },
	{ name: 'import', path: '/import', role: 'analyst' },
	{ name: 'import-empty', path: '/import', role: 'analyst', before: press('Check') },
	{ name: 'import-wrong', path: '/import', role: 'analyst', before: paste(['210', '1,5']) },
	{ name: 'import-ready', path: '/import', role: 'analyst', before: paste(['210', '220']) },
	{ name: 'import-checking', path: '/import', role: 'analyst', before: chooseLarge },
	{ name: 'users', path: '/admin/users', role: 'admin' },
	{ name: 'users-refused', path: '/admin/users', role: 'admin', before: press('Add account') },
	{ name: 'settings', path: '/admin/settings', role: 'admin' },
	{ name: 'forbidden', path: '/admin/users' },
	{ name: 'unknown', path: '/pledges/no-such-code' },
	{ name: 'wrong-address', path: '/pledges?status=NOPE' },
	{ name: 'too-large', path: '/views', before: saveTooMuch },
	{ name: 'signed-out', path: '/views', before: saveSignedOut }
];

export const FULL: Shot[] = [
	{ name: 'full-board', path: '/' },
	{ name: 'full-list', path: '/pledges' },
	{ name: 'full-last-page', path: '/pledges?page=9' },
	{ name: 'full-long-text', path: '/pledges/LONG-1' },
	{ name: 'full-queue', path: '/queue?owner=all', role: 'analyst' },
	{ name: 'full-sources', path: '/sources' },
	{ name: 'full-trends', path: '/trends' },
	{ name: 'full-compare', path: '/compare' },
	{ name: 'full-briefing', path: '/briefing?q=pledge+number&theme=water' },
	{ name: 'full-grid', path: '/record', role: 'analyst' },
	{ name: 'full-history', path: '/pledges/LONG-1/history' },
	{ name: 'full-views', path: '/views', before: saveLong }
];

export const EMPTY: Shot[] = [
	...['/', '/pledges', '/trends', '/compare', '/briefing', '/views'],
	...['/sources', '/queue', '/review', '/admin/users']
].map((path) => ({
	name: `empty${path === '/' ? '-board' : path.replaceAll('/', '-')}`,
	path,
	role: 'admin' as const
}));
