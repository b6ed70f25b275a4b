import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm, type PageForm } from '../helpers/html-form.ts';
import { turnReview } from '../helpers/review.ts';

let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	await turnReview(app, 'off');
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

const TRADE = 'KZ-TM-2022-01';
const SOURCE = { source_title: 'Yearbook of trade', source_url: 'https://example.org/yearbook' };

async function open(path: string): Promise<PageForm> {
	return readForm(await (await analyst.open(path)).text(), '?/save');
}

/** The fields of rows, such as `rows.0.value`. */
const rowsOf = (rows: Record<string, string>[]) =>
	Object.fromEntries(
		rows.flatMap((row, at) => Object.entries(row).map(([name, text]) => [`rows.${at}.${name}`, text]))
	);

const line = (period: string, value: string, over: Record<string, string> = {}) => ({
	pledge: TRADE,
	period,
	value,
	unit: 'million USD',
	reporter: 'Yearbook',
	...over
});

/** Every figure there is, a line each. */
async function figures(): Promise<string[]> {
	const csv = await (await analyst.open('/export/actuals.csv')).text();
	return csv.trim().split('\n').slice(1);
}

describe('the grid before any script', () => {
	test('begins with ten blank rows, and gets more without losing what was typed', async () => {
		const blank = await open('/record');
		expect(blank.fields).toMatchObject({ 'rows.9.pledge': '' });
		expect(blank.fields).not.toHaveProperty('rows.10.pledge');
		const typed = rowsOf([line('2010', '1,5', { note: 'two\r\nlines' })]);
		const answer = await analyst.submit('/record?/more', { ...blank.fields, ...typed });
		expect(answer.status).toBe(200);
		const { fields, errors } = readForm(await answer.text(), '?/save');
		expect(fields).toHaveProperty('rows.19.pledge');
		expect(fields).toMatchObject({ ...typed, 'rows.0.note': 'two\nlines' });
		expect(errors).toEqual({});
	});

	test('begins with the pledges that were asked for, by code or by the filter of a list', async () => {
		const { fields } = await open(`/record?code=KZ-TM-2022-04&code=${TRADE}&code=KZ-TM-2022-05`);
		expect(fields).toMatchObject({ 'rows.0.pledge': 'KZ-TM-2022-04', 'rows.1.pledge': TRADE });
		expect(fields).not.toHaveProperty('rows.2.pledge');
		expect(fields).toMatchObject({ 'rows.1.unit': 'USD', 'rows.1.reporter': 'Kazakhstan, Government' });
		const page = await (await analyst.open('/record?code=KZ-TM-2022-05')).text();
		expect(page).toContain('No figure can be recorded for KZ-TM-2022-05');
		const trade = await open('/record?theme=trade');
		expect([trade.fields['rows.0.pledge'], trade.fields['rows.1.pledge']]).toEqual([TRADE, 'KZ-TM-2022-02']);
		expect((await analyst.open('/record?status=NOPE')).status).toBe(400);
	});

	test('comes back with everything typed and a sentence at each bad cell; corrected, all of it is recorded', async () => {
		const { fields } = await open('/record');
		const before = await figures();
		const rows = rowsOf([
			line('2001', '10'),
			line('2002', '1,250'),
			line('2003', '12', { pledge: 'KZ-TM-2022-99' }),
			line('last year', '13', { note: '<script>alert("x")</script>' }),
			line('2024', '14', { reporter: 'Press' })
		]);
		const answer = await analyst.submit('/record?/save', { ...fields, ...SOURCE, ...rows });
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).not.toContain('<script>alert');
		const again = readForm(html, '?/save');
		expect(Object.keys(again.errors)).toEqual([
			'rows-1-value',
			'rows-2-pledge',
			'rows-3-period',
			'rows-4-reason'
		]);
		expect(again.errors['rows-1-value']).toContain('can be read two ways');
		expect(again.errors['rows-4-reason']).toContain('is recorded already');
		expect(again.fields).toMatchObject({ ...SOURCE, ...rows });
		for (const id of Object.keys(again.errors)) {
			expect(html).toContain(`href="#${id}"`);
			expect(html).toMatch(new RegExp(`<input[^>]*id="${id}"[^>]*aria-invalid="true"`));
		}
		expect(await figures()).toEqual(before);

		const corrected = {
			...again.fields,
			'rows.1.value': '1250',
			'rows.2.pledge': TRADE,
			'rows.3.period': '2004',
			'rows.4.reason': 'The yearbook restates it'
		};
		const doubted = readForm(await (await analyst.submit('/record?/save', corrected)).text(), '?/save');
		expect(Object.keys(doubted.errors)).toEqual(['rows-4-confirmed']);
		const confirmed = { ...doubted.fields, 'rows.4.confirmed': 'yes' };
		const saved = await analyst.submit('/record?/save', confirmed);
		expect(saved.status).toBe(303);
		expect((await figures()).length).toBe(before.length + 4);
		const list = await (await analyst.open(leadsTo(saved))).text();
		expect(list).toContain('5 figures recorded');
		expect(list.split(`pledges/${TRADE}">`)).toHaveLength(6);
		expect(list).toContain('US$1.25 billion');
		expect(list).toMatch(/was US\$/);
	});

	test('sent twice at once is written once, and both answers lead to the same list', async () => {
		const { fields } = await open('/record');
		const sent = { ...fields, ...SOURCE, ...rowsOf([line('2005', '5', { reporter: 'Sent twice' })]) };
		const answers = await Promise.all([1, 2].map(() => analyst.submit('/record?/save', sent)));
		expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
		expect(new Set(answers.map(leadsTo)).size).toBe(1);
		expect((await figures()).filter((row) => row.includes('Sent twice'))).toHaveLength(1);
	});

	test('can be checked without recording anything', async () => {
		const { fields } = await open('/record');
		const before = await figures();
		const good = { ...fields, ...SOURCE, ...rowsOf([line('2006', '6', { reporter: 'Checked' })]) };
		const fine = await analyst.submit('/record?/check', good);
		expect(fine.status).toBe(200);
		expect(await fine.text()).toContain('Every filled row can be recorded');
		const bad = await analyst.submit('/record?/check', { ...good, source_title: '', source_url: '' });
		expect(bad.status).toBe(400);
		expect(readForm(await bad.text(), '?/save').errors.source).toContain('Choose the source');
		expect(await figures()).toEqual(before);
	});

	test('refuses more rows than it takes, and an empty form, with a sentence', async () => {
		const { fields } = await open('/record');
		const many = rowsOf(Array.from({ length: 230 }, (_, at) => line(String(1805 + at), '1')));
		const answer = await analyst.submit('/record?/save', { ...fields, ...SOURCE, ...many });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('Record at most 200 rows at once; these are 230.');
		const empty = await analyst.submit('/record?/save', fields);
		expect(empty.status).toBe(400);
		expect(await empty.text()).toContain('Nothing is filled in yet');
	});
});

test('the grid is an analyst’s alone, and a list of nothing is not found', async () => {
	const manager = await app.signIn('manager');
	expect((await manager.open('/record')).status).toBe(403);
	expect((await manager.submit('/record?/save', {})).status).toBe(403);
	expect((await app.visitor().submit('/record?/check', {})).status).toBe(401);
	for (const batch of ['none', 'a%00b', '']) {
		expect((await analyst.open(`/record?saved=${batch}`)).status, batch).toBe(404);
	}
});

test('one more figure begins with who reported the last one, its unit and its source', async () => {
	const path = '/pledges/KZ-TM-2022-04/record';
	const { fields } = readForm(await (await analyst.open(path)).text(), '?/actual');
	const typed = {
		period: '2020',
		value: '1',
		reporter: 'Gas office',
		source_title: 'Gas in 2020'
	};
	const saved = await analyst.submit(`${path}?/actual`, { ...fields, ...typed });
	expect(saved.status).toBe(303);
	expect(await (await analyst.open(leadsTo(saved))).text()).toContain('Record another');
	const next = readForm(await (await analyst.open(path)).text(), '?/actual');
	expect(next.fields).toMatchObject({ reporter: 'Gas office', unit: fields.unit, source_title: '' });
	expect(next.fields.source).toMatch(/^\d+$/);
	const quick = await analyst.submit(`${path}?/actual`, { ...next.fields, period: '2019', value: '1' });
	expect(quick.status).toBe(303);
	expect((await figures()).filter((row) => row.includes('Gas in 2020'))).toHaveLength(2);
});
