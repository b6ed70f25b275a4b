import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';

let app: RunningApp;
let manager: Visitor;

beforeAll(async () => {
	app = await startApp();
	manager = await app.signIn('manager');
});
afterAll(async () => {
	await app.stop();
});

const HTML = { accept: 'text/html' };
const open = async (path: string) => {
	const answer = await manager.open(path, { headers: HTML });
	return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const records = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
const PUBLIC = 'asOf=2024-06-30&basis=public';

describe('a page as of a past day', () => {
	test.each(['/', '/pledges', '/pledges/KZ-TM-2022-01'])('%s says which state it shows', async (path) => {
		const { status, text } = await open(`${path}?${PUBLIC}`);
		expect(status).toBe(200);
		expect(text).toContain('As of 30 Jun 2024: what was public by then, by the dates of the sources.');
		expect(text).toContain('See today’s');
		expect(text).not.toMatch(/never checked|checked \d+ (days|months|years) ago|set by/i);
		if (path !== '/pledges') expect(text).toMatch(/Left out: .*\d+ figures.*name no source with a date/);
	});

	test('leads on in the same state, from the board to the list to the pledge and the exports', async () => {
		const board = (await open(`/?${PUBLIC}`)).text;
		const [tile = ''] = /href="[^"]*\/pledges\?group=met&amp;headline=yes[^"]*"/.exec(board) ?? [];
		expect(tile).toContain('asOf=2024-06-30&amp;basis=public');
		const list = (await open(`/pledges?${PUBLIC}`)).text;
		for (const way of ['export/pledges.csv', 'export/actuals.csv', 'pledges/KZ-TM-2022-01']) {
			expect(list).toMatch(new RegExp(`${way}\\?asOf=2024-06-30&amp;basis=public"`));
		}
	});

	test('offers nothing that would change it', async () => {
		const analyst = await app.signIn('analyst');
		const text = async (search: string) =>
			(await analyst.open(`/pledges/KZ-TM-2022-01${search}`, { headers: HTML })).text();
		expect(await text('')).toContain('Record progress');
		expect(await text(`?${PUBLIC}`)).not.toContain('Record progress');
	});

	test('says that a pledge was not known yet', async () => {
		const { status, text } = await open('/pledges/KZ-TM-2022-01?asOf=2022-10-14&basis=public');
		expect(status).toBe(404);
		expect(text).toContain('was not public yet on 14 Oct 2022');
		expect(text).toContain('href="/pledges/KZ-TM-2022-01">See today’s</a>');
	});

	test.each([
		['asOf=2026-11-24', 400, 'lies ahead'],
		['asOf=yesterday', 400, '“yesterday” is not a day of the calendar'],
		['asOf=2024-02-30', 400, '“2024-02-30” is not a day of the calendar'],
		['basis=private', 400, '“private” is not a way to look back'],
		['at=0', 400, '“0” is not a ledger number'],
		['at=99999', 404, 'There is no state 99999']
	])('%s is refused in words', async (search, status, words) => {
		for (const path of ['/', '/pledges', '/pledges/KZ-TM-2022-01', '/export/pledges.csv']) {
			const answer = await open(`${path}?${search}`);
			expect(answer.status, path).toBe(status);
			expect(answer.text, path).toContain(words);
			if (!path.startsWith('/export')) expect(answer.text).toContain(`href="${path}">See today’s</a>`);
		}
	});
});

describe('an exact state', () => {
	test('is named by an export, and asked for again gives the same bytes', async () => {
		const first = await open('/export/pledges.csv');
		const [, at] = /-at-(\d+)\.csv"/.exec(first.headers.get('content-disposition') ?? '') ?? [];
		const [record] = records(first.text);
		expect(record).toMatchObject({ as_of: '2026-11-23', as_of_basis: 'recorded', at });
		const again = await open(`/export/pledges.csv?asOf=2026-11-23&at=${at}`);
		expect(again.text).toBe(first.text);
	});

	test('is what the citation of a pledge links to', async () => {
		const { text } = await open('/pledges/KZ-TM-2022-01');
		const [, link = ''] = /state \d+, (http\S+?)<\/textarea>/.exec(text) ?? [];
		const { pathname, search } = new URL(link.replaceAll('&amp;', '&'));
		const cited = await open(pathname + search);
		expect(cited.status).toBe(200);
		expect(cited.text).toContain('Exactly the state after ledger number');
	});
});
