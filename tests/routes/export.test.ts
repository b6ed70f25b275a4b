import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
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

const rowsOf = async (path: string): Promise<Record<string, string>[]> => {
	const answer = await manager.open(path);
	expect(answer.status).toBe(200);
	return parse(await answer.text(), { columns: true });
};

describe.each(['pledges', 'actuals', 'changes'])('/export/%s.csv', (name) => {
	const path = `/export/${name}.csv`;

	test('is a file with the day in its name, and is not kept by caches', async () => {
		const answer = await manager.open(path);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		expect(answer.headers.get('content-disposition')).toMatch(
			new RegExp(`^attachment; filename="${name}-2026-11-23-at-\\d+\\.csv"$`)
		);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const first = { pledges: 'code,', actuals: 'pledge_code,', changes: 'ledger,' }[name];
		expect((await answer.text()).startsWith(first ?? '')).toBe(true);
	});

	test('begins with the mark that Excel wants when asked for', async () => {
		const bytes = async (search: string) =>
			new Uint8Array(await (await manager.open(`${path}${search}`)).arrayBuffer());
		expect([...(await bytes('?bom=1')).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		expect((await bytes('?bom=1')).slice(3)).toEqual(await bytes(''));
	});

	test('is for people who are signed in: a script is refused, a browser is led to the sign-in page', async () => {
		const script = await app.visitor().open(path);
		expect(script.status).toBe(401);
		expect(await script.text()).not.toContain('KZ-TM-2022');
		const browser = await app.visitor().open(path, { headers: { accept: 'text/html' } });
		expect(browser.status).toBe(303);
		expect(browser.headers.get('location')).toContain(encodeURIComponent(path));
	});

	test('answers HEAD without rows and takes no other method', async () => {
		const head = await manager.open(path, { method: 'HEAD' });
		expect([head.status, await head.text()]).toEqual([200, '']);
		const post = await manager.submit(path, {});
		expect(post.status).toBe(405);
	});
});

describe('the exports', () => {
	test('hold what the list with the same query string holds', async () => {
		expect(await rowsOf('/export/pledges.csv')).toHaveLength(18);
		const energy = await rowsOf('/export/pledges.csv?theme=energy&sort=title&dir=desc');
		expect(energy.map((row) => row.theme)).toEqual(['energy', 'energy', 'energy', 'energy']);
		const titles = energy.map((row) => row.title?.toLowerCase() ?? '');
		expect(titles).toEqual([...titles].sort().reverse());
		const actuals = await rowsOf('/export/actuals.csv?theme=transport');
		expect(new Set(actuals.map((row) => row.pledge_code))).toEqual(new Set(['KZ-TM-2022-09']));
	});

	test('hold the changes of one pledge, of those of a list, or everything that the ledger holds', async () => {
		const one = await rowsOf('/export/changes.csv?code=KZ-TM-2022-09');
		expect(new Set(one.map((row) => row.pledge_code))).toEqual(new Set(['KZ-TM-2022-09']));
		expect(one[0]).toMatchObject({
			action: 'pledge imported',
			by: 'Demo Analyst',
			part: 'pledge',
			before: ''
		});
		const energy = await rowsOf('/export/changes.csv?theme=energy');
		expect(new Set(energy.map((row) => row.pledge_code)).size).toBe(4);
		const all = await rowsOf('/export/changes.csv');
		expect(new Set(all.map((row) => row.pledge_code)).size).toBe(18 + 1);
		expect(all.some((row) => row.pledge_code === '' && row.part?.startsWith('source “'))).toBe(true);
	});

	test('ignore a page number: a file has all its pages', async () => {
		expect(await rowsOf('/export/pledges.csv?page=7')).toHaveLength(18);
	});

	test('are the names of the columns alone where nothing matches', async () => {
		const answer = await manager.open('/export/pledges.csv?q=nothing+like+it');
		expect((await answer.text()).split('\r\n')).toHaveLength(2);
	});

	test('let everybody who may read take them', async () => {
		for (const role of ['analyst', 'admin'] as const) {
			const visitor = await app.signIn(role);
			expect((await visitor.open('/export/pledges.csv')).status).toBe(200);
			expect((await visitor.open('/export/changes.csv')).status).toBe(200);
		}
	});
});

describe('/export/workbook.xlsx', () => {
	const path = '/export/workbook.xlsx';

	test('is the list with the same query string as a file, the same bytes at the number in its name', async () => {
		const answer = await manager.open(`${path}?theme=energy&sort=title`);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe(
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
		);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const name = answer.headers.get('content-disposition') ?? '';
		const [, at = ''] = /^attachment; filename="pledges-2026-11-23-at-(\d+)\.xlsx"$/.exec(name) ?? [];
		const bytes = new Uint8Array(await answer.arrayBuffer());
		const { sheets } = await readXlsx(bytes);
		expect(sheets.map((sheet) => sheet.name)).toEqual(['About', 'Pledges', 'Actuals', 'Changes', 'Sources']);
		const csv = await rowsOf('/export/pledges.csv?theme=energy&sort=title');
		expect(sheets[1]?.rows.slice(1).map(([code]) => code)).toEqual(csv.map((row) => row.code));
		const said = Object.fromEntries(sheets[0]?.rows.map(([key, text]) => [String(key), text]) ?? []);
		const list = `/pledges?theme=energy&sort=title&asOf=2026-11-23&at=${at}`;
		expect(said).toMatchObject({ Filters: 'Theme: Energy', 'This list in this state': `${app.url}${list}` });
		const again = await manager.open(`${path}?theme=energy&sort=title&asOf=2026-11-23&at=${at}`);
		expect(new Uint8Array(await again.arrayBuffer())).toEqual(bytes);
	});

	test('is for people who are signed in, and refuses what it cannot read', async () => {
		expect((await app.visitor().open(path)).status).toBe(401);
		expect((await manager.open(`${path}?status=NOPE`)).status).toBe(400);
		expect((await manager.open(`${path}?at=999999`)).status).toBe(404);
		const page = await manager.open(`${path}?at=999999`, { headers: { accept: 'text/html' } });
		expect(page.status).toBe(404);
		expect(await page.text()).toMatch(/<title>404 [^]*Answer 404</);
		const head = await manager.open(path, { method: 'HEAD' });
		expect([head.status, await head.text()]).toEqual([200, '']);
	});
});

describe('/briefing', () => {
	const read = async (path: string) => {
		const answer = await manager.open(path, { headers: { accept: 'text/html' } });
		return { status: answer.status, html: (await answer.text()).replaceAll('<!---->', '') };
	};

	test('is a document about the pledges of a list: the finding first, its sources last, and no script', async () => {
		const { status, html } = await read('/briefing?theme=trade');
		expect(status).toBe(200);
		expect(html).toMatch(/<h1[^>]*>As of 23 Nov 2026, [^<]*pledges?[^<]*<\/h1>/);
		expect(html).toContain('Theme: Trade');
		expect(html).not.toContain('<script');
		const [, notes = ''] = html.split('id="sources"');
		const numbers = new Set([...html.matchAll(/href="#(source-\d+)"/g)].map(([, id]) => id));
		const listed = [...notes.matchAll(/<li\b[^>]*\bid="(source-\d+)"/g)].map(([, id]) => id);
		expect(listed).toEqual([...numbers].sort((one, two) => Number(one?.slice(7)) - Number(two?.slice(7))));
		expect(listed.length).toBeGreaterThan(5);
		expect(notes).toContain('https://astanatimes.com/');
	});

	test('tells what falls due next of its own pledges, and of no other', async () => {
		const next = async (path: string) =>
			/<h2 id="dates"[^]*?<\/section>/
				.exec((await read(path)).html)?.[0]
				.replace(/<[^>]*>/g, ' ')
				.replace(/\s+/g, ' ');
		expect(await next('/briefing?theme=transport')).toMatch(
			/31 Dec 2026 Due: Zhanaozen–border section finished, in \d+ days/
		);
		expect(await next('/briefing?theme=trade')).not.toContain('Zhanaozen');
	});

	test('opens again as it stood by the address that it prints', async () => {
		const { html } = await read('/briefing?theme=trade');
		const [, printed = ''] = /class="address[^"]*" href="([^"]+)"/.exec(html) ?? [];
		const address = new URL(printed.replaceAll('&amp;', '&'));
		expect(address.searchParams.get('at')).toMatch(/^\d+$/);
		const again = await read(address.pathname + address.search);
		const words = (text: string) => /<h1[^]*<\/article>/.exec(text)?.[0].replace(/<[^>]*>/g, ' ');
		expect(words(html)).toContain(printed);
		expect(words(again.html)).toBe(words(html));
	});

	test('keeps the address plain, refuses what it cannot read, and is for people who are signed in', async () => {
		const sent = await manager.open('/briefing?occasion=1&party=&theme=&asOf=2024-06-30&basis=recorded');
		expect(sent.status).toBe(303);
		expect(sent.headers.get('location')).toMatch(/\/briefing\?occasion=1&asOf=2024-06-30$/);
		expect((await read('/briefing?party=nobody')).status).toBe(400);
		expect((await read('/briefing?asOf=2030-01-01')).status).toBe(400);
		expect((await read('/briefing?asOf=2020-01-01')).html).toContain('No pledge is in this briefing');
		const stranger = await app.visitor().open('/briefing', { headers: { accept: 'text/html' } });
		expect(stranger.headers.get('location')).toContain('sign-in');
	});
});

describe('/export/portfolio.json', () => {
	const path = '/export/portfolio.json';

	test('is everything as one file, which names the ledger number that it stands at', async () => {
		const answer = await manager.open(path);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
		expect(answer.headers.get('content-disposition')).toMatch(
			/^attachment; filename="portfolio-2026-11-23-at-\d+\.json"$/
		);
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const file = (await answer.json()) as { pledges: unknown[]; sources: unknown[] };
		expect([file.pledges.length, file.sources.length]).toEqual([18, 38]);
	});

	test('is the same for every number that it is asked at', async () => {
		const answer = await manager.open(path);
		const number = /-at-(\d+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
		expect(await (await manager.open(`${path}?at=${number}`)).text()).toBe(await answer.text());
		const first = (await (await manager.open(`${path}?at=1`)).json()) as { pledges: unknown[] };
		expect(first.pledges).toEqual([]);
		expect((await manager.open(`${path}?at=999999`)).status).toBe(404);
		expect((await manager.open(`${path}?at=yesterday`)).status).toBe(400);
		expect((await manager.open(`${path}?basis=public`)).status).toBe(400);
	});

	test('is for people who are signed in, whatever their role', async () => {
		expect((await app.visitor().open(path)).status).toBe(401);
		for (const role of ['analyst', 'admin'] as const) {
			expect((await (await app.signIn(role)).open(path)).status).toBe(200);
		}
	});

	test('is described by a schema that everybody may read', async () => {
		const answer = await app.visitor().open('/portfolio.schema.json');
		expect(answer.status).toBe(200);
		expect(await answer.json()).toMatchObject({
			$id: '/portfolio.schema.json',
			title: 'Pledgeboard portfolio'
		});
	});
});
