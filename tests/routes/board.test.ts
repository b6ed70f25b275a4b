import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';

let app: RunningApp;
let manager: Visitor;

beforeAll(async () => {
	app = await startApp();
	manager = await app.signIn('manager');
});
afterAll(async () => {
	await app.stop();
});

const open = async (path: string, visitor = manager) => {
	const answer = await visitor.open(path, { headers: { accept: 'text/html' } });
	const html = (await answer.text()).replace(/\s+/g, ' ');
	return { status: answer.status, html, answer };
};
const count = (html: string) => Number(/<h1[^>]*>(\d+) pledges?/.exec(html)?.[1]);
const NAME = '<b>“Trade”</b> & ports';

describe('the board', () => {
	test('opens from every number that links to a list exactly as many pledges as it says', async () => {
		const { html } = await open('/?since=2026-11-20');
		expect(html).toContain('when nothing was recorded yet');
		const links = [...html.matchAll(/<a href="([^"]*\/pledges\?[^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].flatMap(
			([, href = '', inside = '']) => {
				const said = /(?:^|[^\w-])(\d+)(?:[^\w-]|$)/.exec(inside.replace(/<[^>]*>/g, ' '));
				return said ? [{ href: href.replaceAll('&amp;', '&'), said: Number(said[1]) }] : [];
			}
		);
		const numbers = new Map(links.map(({ href, said }) => [href, said]));
		expect(numbers.size).toBeGreaterThan(30);
		for (const [href, said] of numbers) {
			const { pathname, search } = new URL(href, `${app.url}/`);
			const { status, html: list } = await open(pathname + search);
			const rows = [...list.matchAll(/<th scope="row"/g)].length;
			expect([status, count(list), rows], href).toEqual([200, said, said]);
		}
	});

	test.each([
		['analyst', ['work', 'counts', 'attention', 'dates', 'news', 'owing', 'themes']],
		['manager', ['counts', 'attention', 'news', 'review', 'dates', 'owing', 'themes']],
		['admin', ['counts', 'attention', 'installation', 'news', 'dates', 'owing', 'themes']]
	] as const)('begins for an %s with what they came for', async (role, order) => {
		const { html } = await open('/', await app.signIn(role));
		expect([...html.matchAll(/<section aria-labelledby="(\w+)"/g)].map(([, id]) => id)).toEqual(order);
	});

	test('tells an admin what to mend, and nobody else', async () => {
		const warning = 'There is one admin only';
		expect((await open('/', await app.signIn('admin'))).html).toContain(warning);
		expect((await open('/')).html).not.toContain(warning);
	});

	test('marks, among what needs attention, what its totals leave out; so does the briefing', async () => {
		const codesIn = (html: string) =>
			new Set([...html.matchAll(/[A-Z]{2}-[A-Z]{2}-\d{4}-\d{2}/g)].map(([code]) => code));
		const left = codesIn((await open('/pledges?headline=no&attention=any')).html);
		for (const path of ['/', '/briefing']) {
			const { html } = await open(path);
			const section = /<section aria-labelledby="attention"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
			const rows = section.split('<tr').filter((row) => row.includes('scope="row"'));
			const marked = rows.filter((row) => row.includes('not counted above'));
			expect(marked.length, path).toBeGreaterThan(0);
			expect(marked.length, path).toBeLessThan(rows.length);
			for (const row of rows) {
				const [code = ''] = codesIn(row);
				expect(row.includes('not counted above'), `${code} on ${path}`).toBe(left.has(code));
			}
		}
	});

	test('narrows to a party, and says so', async () => {
		const { html } = await open('/?party=1&theme=&q=');
		expect(html).toBe('');
		const { answer } = await open('/?party=1&theme=&q=');
		expect(leadsTo(answer)).toBe('/?party=1');
		expect((await open('/?party=1')).html).toContain('Only party: ');
		expect((await open('/?party=99999')).html).toContain('No pledge matches this board');
		expect((await open('/?party=first')).status).toBe(400);
	});

	test('needs no script to mark what was seen, and refuses a state that nobody can have seen', async () => {
		const first = await open('/?since=2026-11-20');
		expect(first.html).toContain('Newly logged');
		const marked = await manager.submit('/?/seen', { on: '2026-11-23', seq: '3' });
		expect(leadsTo(marked)).toBe('/?seen=2026-11-23');
		const { html } = await open('/');
		expect(html).toContain('Mark as seen');
		expect(html).toMatch(/\d+ pledges changed/);
		const { fields } = readForm(html, '?/seen');
		expect((await manager.submit('/?/seen', fields)).status).toBe(303);
		expect((await open('/')).html).toContain('Nothing changed since 23 Nov 2026');
		for (const wrong of [
			{},
			{ on: '2026-11-23', seq: '99999' },
			{ on: '2026-12-31', seq: '1' },
			{ on: "'", seq: '-1' }
		])
			expect((await manager.submit('/?/seen', wrong as Record<string, string>)).status).toBe(400);
		expect((await app.visitor().submit('/?/seen', fields)).status).toBe(401);
	});
});

describe('saved views, before any script', () => {
	test('are saved from a list under a hostile name, shown as text, and open exactly that list', async () => {
		const { html } = await open('/pledges?theme=trade&page=2');
		const { fields } = readForm(html, './views?/save');
		const saved = await manager.submit('/views?/save', { ...fields, name: NAME });
		expect(leadsTo(saved)).toBe('/pledges?theme=trade');
		for (const path of ['/views', '/pledges?theme=trade', '/']) {
			const page = (await open(path)).html;
			expect(page, path).toContain('&lt;b>“Trade”&lt;/b>');
			expect(page, path).not.toContain('<b>“Trade”');
		}
	});

	test('are refused with the name kept where it cannot be used', async () => {
		const fields = { page: 'board', search: '?party=1' };
		const send = async (name: string, more = {}) => {
			const answer = await manager.submit('/views?/save', { ...fields, ...more, name });
			return { status: answer.status, html: await answer.text() };
		};
		const taken = await send(NAME.toUpperCase());
		expect(taken.status).toBe(400);
		expect(taken.html).toContain('already. Choose another name.');
		expect(readForm(taken.html, '?/save').fields).toMatchObject({ ...fields, name: NAME.toUpperCase() });
		expect((await send('')).html).toContain('Give the view a name.');
		expect((await send('x'.repeat(81))).html).toContain('Use at most 80 characters');
		expect((await send('A', { search: '?party=first' })).html).toContain('save it from there');
		expect((await send('A', { page: 'https://example.org' })).status).toBe(400);
	});

	test('open first instead of the board when they are chosen to, and the board stays a click away', async () => {
		const views = (await open('/views')).html;
		const [, id = ''] = /name="id" value="(\d+)"/.exec(views) ?? [];
		expect(leadsTo(await manager.submit('/views?/first', { id }))).toBe('/views?done=first');
		expect(leadsTo((await open('/')).answer)).toBe('/pledges?theme=trade');
		const board = await open('/?view=board');
		expect(board.status).toBe(200);
		expect((await open('/pledges')).html).toContain('href="/?view=board"');
		const analyst = await app.signIn('analyst');
		expect((await open('/', analyst)).status).toBe(200);
		expect((await analyst.submit('/views?/remove', { id })).status).toBe(404);
		expect(leadsTo(await manager.submit('/views?/rename', { id, name: 'Trade' }))).toBe(
			'/views?done=renamed'
		);
		expect(leadsTo(await manager.submit('/views?/remove', { id }))).toBe('/views?done=deleted');
		expect((await open('/')).status).toBe(200);
	});

	test('explain themselves when their filter has no meaning any more', async () => {
		const saved = await manager.submit('/views?/save', {
			page: 'pledges',
			search: '?theme=gone',
			name: 'Old'
		});
		expect(leadsTo(saved)).toBe('/pledges?theme=gone');
		for (const path of ['/views', '/pledges?theme=gone'])
			expect((await open(path)).html, path).toContain('it was renamed, or its last pledge left it');
	});

	test.each(['save', 'rename', 'remove', 'first', 'board'])(
		'%s is for people who are signed in',
		async (action) => {
			const answer = await app.visitor().submit(`/views?/${action}`, { id: '1', name: 'A' });
			expect(answer.status).toBe(401);
		}
	);

	test.each(['', '0', '-1', 'x', '99999999999'])('a button about the view %j is refused', async (id) => {
		for (const action of ['remove', 'first'])
			expect((await manager.submit(`/views?/${action}`, { id })).status, action).toBe(404);
	});
});
