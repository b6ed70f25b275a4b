import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';

const HTML = { accept: 'text/html' };
let app: RunningApp;
let manager: Visitor;

beforeAll(async () => {
	app = await startApp();
	manager = await app.signIn('manager');
});
afterAll(async () => {
	await app.stop();
});

/** What a page shows, without the data it sends along for the script. */
async function body(path: string, who = manager): Promise<string> {
	const html = await (await who.open(path, { headers: HTML })).text();
	return html.replace(/<script[^]*?<\/script>/g, '');
}
const idIn = (html: string, title: string): string => {
	const links = [...html.matchAll(/<a href="[^"]*\/sources\/(\d+)"[^>]*>([^<]*)<\/a>/g)];
	return links.find(([, , text]) => text === title)?.[1] ?? 'none';
};

describe('the list of sources', () => {
	test('is open to everybody who may read, and on the way of everybody', async () => {
		for (const role of ['manager', 'analyst', 'admin'] as const) {
			const visitor = await app.signIn(role);
			expect((await visitor.open('/sources', { headers: HTML })).status).toBe(200);
			const [ways = ''] = /<nav\b[^>]*aria-label="Main"[^]*?<\/nav>/.exec(await body('/', visitor)) ?? [];
			expect(ways.includes('>Sources<'), role).toBe(true);
		}
		const answer = await app.visitor().open('/sources', { headers: HTML });
		expect([answer.status, leadsTo(answer)]).toEqual([303, '/sign-in?next=%2Fsources']);
	});

	test('is narrowed by words in its address, which stay in the form', async () => {
		const html = await body('/sources?q=bridge+JAPAN');
		expect(html).toContain('1 source with these words');
		expect(html).toContain('Foundation of the Garabogaz bridge');
		expect(html).toContain('value="bridge JAPAN"');
		expect(await body('/sources?q=nothing+matches+this')).toContain('No source has all of these words');
	});

	test('shows words that look like markup as they are', async () => {
		expect(await body('/sources?q=%3Cb%3E%22')).toContain('value="&lt;b>&quot;"');
	});
});

describe('a source', () => {
	test('shows the pledges quoted from it with the quote, and the facts that name it', async () => {
		const title = 'President of Turkmenistan makes first state visit to Kazakhstan';
		const id = idIn(await body('/sources'), title);
		const html = await body(`/sources/${id}`);
		expect(html).toContain(`>${title}</h1>`);
		expect(html).toMatch(/<blockquote lang="en"[^>]*>“/);
		expect(html).toMatch(/href="[^"]*\/pledges\/KZ-TM-2022-01"/);
		expect(html).toContain('(astanatimes.com)');
		expect(html).toContain('rel="noreferrer noopener external"');
	});

	test('is where a pledge leads to, in the state that its page shows; the outside address stands here', async () => {
		const html = await body('/pledges/KZ-TM-2022-01');
		const [, source = ''] = /<blockquote[^]*?href="([^"]*\/sources\/\d+)"/.exec(html) ?? [];
		expect(await body(source)).toContain('(astanatimes.com)');
		const past = await body('/pledges/KZ-TM-2022-01?asOf=2024-12-31&basis=public');
		expect(past).toMatch(/href="[^"]*\/sources\/\d+\?asOf=2024-12-31&amp;basis=public"/);
		const there = await body(`${source}?asOf=2024-12-31&basis=public`);
		expect(there).toMatch(/href="[^"]*\/pledges\/KZ-TM-2022-01\?asOf=2024-12-31&amp;basis=public"/);
	});

	test('gives figures in words, with reporter and period', async () => {
		const list = await body('/sources?q=trade');
		const html = await body(`/sources/${idIn(list, 'Trade turnover up four-fold in five years')}`);
		expect(html).toContain('Goods trade turnover; ');
		expect(html).toMatch(/US\$[\d.]+ million/);
	});

	test('makes no link of an address that could run', async () => {
		const analyst = await app.signIn('analyst');
		const record = '/pledges/KZ-TM-2022-01/record';
		const { fields } = readForm(await (await analyst.open(record)).text(), '?/check');
		const check = { text: 'Looked.', source_title: 'Odd <i>source</i>', source_publisher: 'Somebody' };
		const answer = await analyst.submit(`${record}?/check`, { ...fields, ...check });
		expect(answer.status).toBe(303);
		const list = await body('/sources?q=odd');
		const html = await body(`/sources/${idIn(list, 'Odd &lt;i>source&lt;/i>')}`);
		expect(html).toContain('No address is recorded.');
		expect(html).not.toContain('<i>source');
		expect(html).toContain('Looked.');
	});

	test.each(['0', '-1', '1e3', '999999999', '12345678901234567890', 'abc', '1%00', "1'--"])(
		'called %s is not there, in a page that says so',
		async (id) => {
			const answer = await manager.open(`/sources/${id}`, { headers: HTML });
			expect(answer.status).toBe(404);
			const html = await answer.text();
			expect(html).toContain('There is nothing here');
			expect(html).toMatch(/href="[^"]*\/sources"[^>]*>All sources</);
		}
	);
});
