import fs from 'node:fs';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Qualifier } from '#lib/domain/commitment.ts';
import { formatQualified } from '#lib/domain/wording.ts';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { readForm } from '../helpers/html-form.ts';

let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

/** The inks of the light theme, as the pages have them. */
const [light = ''] = fs
	.readFileSync(path.join(import.meta.dirname, '../../src/tokens.css'), 'utf8')
	.split('@media');
const inkOf = (name: string) => new RegExp(`--${name}: #([0-9a-f]{6});`).exec(light)?.[1] ?? '';

const PLEDGE = '/pledges/KZ-TM-2022-01';
const htmlOf = async (path: string) =>
	(await analyst.open(path, { headers: { accept: 'text/html' } })).text();
const rowsOf = async (path: string): Promise<Record<string, string>[]> => {
	const answer = await analyst.open(path);
	expect(answer.status, path).toBe(200);
	return parse(await answer.text(), { columns: true });
};
/** The addresses of a page's links to take a chart away, as a browser resolves them. */
const takesIn = (html: string, page: string) =>
	[...html.matchAll(/href="([^"]*(?:chart\.(?:png|csv)|pledges\.csv)[^"]*chart=[^"]*)"/g)].map(
		([, href = '']) => {
			const { pathname, search } = new URL(href.replaceAll('&amp;', '&'), new URL(page, app.url));
			return pathname + search;
		}
	);
/** The cells of the first table under a chart of a page. */
const cellsOf = (html: string) =>
	html
		.slice(html.indexOf('aria-label="Table:'))
		.split('</table>')[0]
		?.split('<tr')
		.slice(2)
		.map((row) =>
			[...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
				cell.replace(/<[^>]*>/g, '').trim()
			)
		) ?? [];

/** How wide and high a picture is, and how many of its pixels have exactly an ink. */
async function decode(answer: Response) {
	const image = await loadImage(Buffer.from(await answer.arrayBuffer()));
	const canvas = createCanvas(image.width, image.height);
	const ctx = canvas.getContext('2d');
	ctx.drawImage(image, 0, 0);
	const pixels = new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);
	const inks = (name: string) => {
		const [red = 0, green = 0, blue = 0] = Buffer.from(inkOf(name), 'hex');
		const wanted = (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
		return pixels.reduce((count, pixel) => count + Number(pixel === wanted), 0);
	};
	return { width: image.width, height: image.height, corner: pixels[0], inks };
}

describe('the picture of a chart', () => {
	test.each([
		[`${PLEDGE}/chart.png?chart=target`, ['series', 'target', 'series-2']],
		['/pledges/KZ-TM-2022-11/chart.png?chart=stages', ['met', 'rule-strong']],
		['/pledges/KZ-TM-2022-18/chart.png?chart=events', ['met', 'accent-soft']],
		['/pledges/chart.png', ['met', 'open', 'target']],
		['/pledges/chart.png?chart=standing', ['met', 'stalled']],
		['/chart.png?chart=themes', ['met', 'stalled']],
		['/chart.png?chart=owing', ['met', 'stalled']],
		['/trends/chart.png?chart=status', ['met', 'behind', 'open', 'na']],
		['/trends/chart.png?chart=met', ['met', 'ink-2']],
		['/trends/chart.png?chart=themes', ['met', 'stalled']],
		['/trends/chart.png?chart=parties', ['met', 'stalled']],
		['/compare/chart.png?chart=all', ['series', 'target']],
		['/compare/chart.png?chart=KZ-TM-2022-09&scale=own', ['series', 'target']]
	])('%s is a PNG on white, of its size, in the inks of what it shows', async (path, inks) => {
		const answer = await analyst.open(path);
		expect(answer.headers.get('content-type')).toBe('image/png');
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(answer.headers.get('content-disposition')).toMatch(
			/^attachment; filename=".+-2026-11-23-at-\d+\.png"$/
		);
		const picture = await decode(answer);
		expect(picture).toMatchObject({ width: 1440, corner: 0xffffffff });
		expect(picture.height).toBeGreaterThan(400);
		for (const name of ['ink', ...inks]) expect(picture.inks(name), name).toBeGreaterThan(60);
	});

	test('is the same bytes again at the state that its name and its link say', async () => {
		const named = `${PLEDGE}/chart.png?asOf=2026-11-23&at=19`;
		const bytes = async (path: string) => Buffer.from(await (await analyst.open(path)).arrayBuffer());
		const first = await bytes(`${PLEDGE}/chart.png`);
		expect((await bytes(named)).equals(first)).toBe(true);
		expect((await bytes(`${PLEDGE}/chart.png?asOf=2024-01-31&basis=public`)).equals(first)).toBe(false);
	});

	test('of a hostile title is drawn, and its file has no formula and only a plain name', async () => {
		const { fields } = readForm(await htmlOf('/pledges/new?from=KZ-TM-2022-01'));
		const title = `</title><script>alert(1)</script> %00 ${'Ж'.repeat(120)}`;
		const typed = { title, quote: 'a road', reading: 'Built.', kind: 'milestones', code: 'HOSTILE-1' };
		const steps = { 'steps.0.title': '=HYPERLINK("http://x")', 'steps.1.title': '"quoted", and\u2028broken' };
		expect((await analyst.submit('/pledges/new', { ...fields, ...typed, ...steps })).status).toBe(303);
		const answer = await analyst.open('/pledges/HOSTILE-1/chart.png');
		expect(answer.headers.get('content-disposition')).toMatch(/"HOSTILE-1-stages-2026-11-23-at-\d+\.png"$/);
		expect((await decode(answer)).inks('ink')).toBeGreaterThan(500);
		const rows = await rowsOf('/pledges/HOSTILE-1/chart.csv');
		expect(rows.map(({ stage }) => stage)).toEqual([`'${steps['steps.0.title']}`, steps['steps.1.title']]);
	});
});

describe('the data of a chart', () => {
	test('of a pledge is the table under the drawing, in a past state, with the source of each row', async () => {
		const page = `${PLEDGE}?asOf=2024-06-30&basis=public`;
		const html = await htmlOf(page);
		const [, csv = ''] = takesIn(html, page);
		expect(csv).toMatch(/\/chart\.csv\?asOf=2024-06-30&basis=public&at=\d+&chart=target$/);
		const rows = await rowsOf(csv);
		const figures = rows.filter(({ row }) => row?.startsWith('actual'));
		const words = figures.map(({ value = '', unit = '', qualifier }) =>
			formatQualified(value, unit, qualifier as Qualifier)
		);
		expect(words.length).toBeGreaterThan(3);
		expect(words).toEqual(cellsOf(html).map((cells) => cells[1]));
		expect(figures.map(({ reporter }) => reporter)).toEqual(cellsOf(html).map((cells) => cells[2]));
		expect(rows[0]).toMatchObject({
			row: 'target',
			value: '1000000000',
			source_publisher: 'The Astana Times'
		});
		const state = { as_of: '2024-06-30', as_of_basis: 'public', filters: 'Code: KZ-TM-2022-01' };
		for (const row of rows)
			expect(row).toMatchObject({ ...state, unit: 'USD', source_url: expect.stringMatching(/^https:/) });
	});

	test('of stages and of events are theirs', async () => {
		const stages = await rowsOf('/pledges/KZ-TM-2022-11/chart.csv?chart=stages');
		expect(stages.map(({ state }) => state)).toEqual(['before', 'done_late', 'done', 'ahead', 'undated']);
		const events = await rowsOf('/pledges/KZ-TM-2022-18/chart.csv?chart=events');
		expect(events.map(({ party, from, inside_window }) => [party, from, inside_window])).toEqual([
			['Turkmenistan', '2024-06-25', 'yes'],
			['Kazakhstan', '2024-10-07', 'yes']
		]);
	});

	test('of trends are its tables, every line with the day for which it holds', async () => {
		const page = '/trends?theme=energy';
		const html = await htmlOf(page);
		const takes = takesIn(html, page).filter((path) => path.includes('.csv'));
		expect(takes.map((path) => new URLSearchParams(path.split('?')[1]).get('chart'))).toEqual([
			...['status', 'met', 'themes', 'parties']
		]);
		const rows = await rowsOf(takes[0] ?? '');
		expect(rows.map(({ all }) => all)).toEqual(cellsOf(html).map((cells) => cells.at(-1)));
		expect(rows[1]).toMatchObject({ day: '2026-10-31', as_of: '2026-10-31', as_of_basis: 'public' });
		expect(rows[1]).toMatchObject({ filters: 'Theme: Energy' });
		expect(rows[1]?.sources?.split('; ')).toHaveLength(7);
		expect(rows[1]?.sources).toMatch(/^The Astana Times, 15 Oct 2022; .*; Trend, 28 Feb 2025; /);
		const parties = await rowsOf(takes[3] ?? '');
		expect(parties.map(({ party, all }) => [party, all])).toEqual([
			['Kazakhstan', '4'],
			['Turkmenistan', '4']
		]);
		expect(parties[0]).toMatchObject({ as_of: '2026-11-23', as_of_basis: 'recorded' });
	});

	test('of the board count what its rows count', async () => {
		const themes = await rowsOf('/chart.csv?chart=themes');
		for (const { theme, counted, others } of themes) {
			const list = await rowsOf(
				`/export/pledges.csv?theme=${encodeURIComponent(theme?.toLowerCase() ?? '')}`
			);
			expect([theme, Number(counted) + Number(others)]).toEqual([theme, list.length]);
		}
		const met = themes.reduce((sum, row) => sum + Number(row.met), 0);
		expect(met).toBe((await rowsOf('/export/pledges.csv?group=met&headline=yes')).length);
	});

	test('of pledges side by side are their figures; of the bars of the list the export holds them', async () => {
		const html = await htmlOf('/compare');
		const rows = await rowsOf('/compare/chart.csv?chart=all');
		expect(rows.map(({ code }) => code).every((code) => html.includes(`${code}`))).toBe(true);
		const one = await rowsOf('/compare/chart.csv?chart=KZ-TM-2022-09');
		expect(one).toEqual(rows.filter(({ code }) => code === 'KZ-TM-2022-09'));
		expect([one[0]?.reporter, one[0]?.source_publisher, one[0]?.source_date]).toEqual([
			'Kazakhstan Temir Zholy',
			'KTZ',
			'2025-01-30'
		]);
		const trade = rows
			.filter(({ code }) => code === 'KZ-TM-2022-01')
			.map((row) => [row.from, row.source_title]);
		expect(new Set(trade.map(([, title]) => title)).size).toBeGreaterThan(1);
		const list = await htmlOf('/pledges?theme=trade');
		expect(list).toMatch(/href="[^"]*\/export\/pledges\.csv\?theme=trade&amp;asOf=2026-11-23&amp;at=\d+"/);
		const [road] = await rowsOf('/export/pledges.csv?q=KZ-TM-2022-11');
		expect([road?.steps_done, road?.steps_total]).toEqual(['2', '4']);
	});

	test('begins with the mark that Excel wants when asked for', async () => {
		const bytes = new Uint8Array(await (await analyst.open(`${PLEDGE}/chart.csv?bom=1`)).arrayBuffer());
		expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
	});
});

describe('what cannot be taken away', () => {
	test.each([
		'/chart.png',
		'/pledges/chart.png',
		`${PLEDGE}/chart.csv`,
		'/trends/chart.png',
		'/compare/chart.csv'
	])('%s is for people who are signed in', async (path) => {
		expect((await app.visitor().open(path)).status).toBe(401);
		const browser = await app.visitor().open(path, { headers: { accept: 'text/html' } });
		expect([browser.status, browser.headers.get('location')]).toEqual([
			303,
			expect.stringContaining(encodeURIComponent(path))
		]);
	});

	test.each([
		[`${PLEDGE}/chart.png?chart=pie`, 404, 'There is no chart “pie” here. The only one is target.'],
		['/trends/chart.csv?chart=pie', 404, 'There are status, met, themes and parties.'],
		['/pledges/KZ-TM-2022-05/chart.png', 404, 'nothing that it would draw is known'],
		['/pledges/NONE-1/chart.png', 404, 'There is no pledge with the code NONE-1.'],
		['/pledges/chart.csv', 404, 'take it as /export/pledges.csv'],
		['/chart.svg', 404, 'not as chart.svg'],
		[`${PLEDGE}/chart.png?at=999`, 404, 'There is no state 999'],
		['/pledges/chart.png?status=NOPE', 400, 'NOPE']
	])('%s answers %i with a sentence', async (path, status, sentence) => {
		const answer = await analyst.open(path, { headers: { accept: 'application/json' } });
		expect(answer.status).toBe(status);
		expect(((await answer.json()) as { message: string }).message).toContain(sentence);
	});
});
