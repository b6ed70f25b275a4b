import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm, type PageForm } from '../helpers/html-form.ts';

let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

const MARKUP = `<script>alert("x")</script><img src=x onerror=alert(1)>&lt;b`;

async function open(path: string): Promise<PageForm> {
	return readForm(await (await analyst.open(path)).text());
}

/** A new, filled form, ready to be sent. */
async function filled(more: Record<string, string> = {}): Promise<Record<string, string>> {
	const { fields } = await open('/pledges/new?from=KZ-TM-2022-01');
	return {
		...fields,
		title: 'Raise trade to US$2 billion',
		quote: 'increase trade to $2 billion',
		kind: 'level',
		reading: 'Turnover of a calendar year.',
		unit: 'USD',
		target_value: '2000000000',
		...more
	};
}

const send = (fields: Record<string, string>, path = '/pledges/new') => analyst.submit(path, fields);

/** Every pledge there is, by code. */
async function codes(): Promise<string[]> {
	const csv = await (await analyst.open('/export/pledges.csv')).text();
	return csv
		.split('\n')
		.slice(1)
		.map((line) => line.split(',')[0] ?? '')
		.filter((code) => /^[A-Z].*-\d+$/.test(code));
}

async function refused(answer: Response): Promise<PageForm> {
	expect(answer.status).toBe(400);
	return readForm(await answer.text());
}

describe('logging a pledge', () => {
	test('leads to its page, under the next code of its occasion', async () => {
		const answer = await send(await filled());
		expect(answer.status).toBe(303);
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-19?saved=pledge');
		expect((await analyst.open('/pledges/KZ-TM-2022-19')).status).toBe(200);
	});

	test('sent twice is written once, and both answers lead to the same place', async () => {
		const fields = await filled({ title: 'Sent twice' });
		const before = (await codes()).length;
		const answers = await Promise.all([send(fields), send(fields)]);
		expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
		const [one, two] = answers.map(leadsTo);
		expect(one).toBe(two);
		expect(await codes()).toHaveLength(before + 1);
	});

	test('gone back to, changed and sent again is another pledge, not a lost one', async () => {
		const fields = await filled({ title: 'The first of two' });
		const first = await send(fields);
		const second = await send({ ...fields, title: 'The second of two' });
		expect(second.status).toBe(303);
		expect(leadsTo(second)).not.toBe(leadsTo(first));
	});

	test.each<[string, Record<string, string>, string, string]>([
		['missing', { title: '' }, 'title', 'Give the pledge a title'],
		['too long', { title: 'x'.repeat(201) }, 'title', 'at most 200'],
		['too long', { quote: 'x'.repeat(2001) }, 'quote', 'at most 2000'],
		['a control character', { title: 'a\u0000b' }, 'title', 'cannot be seen'],
		['not a number', { target_value: 'a billion' }, 'target_value', 'is not a number'],
		['not a date', { deadline: 'soon' }, 'deadline', 'is not a date'],
		['a year out of reach', { deadline: '9999' }, 'deadline', 'Use a year'],
		['end before start', { start: '2030', deadline: '2026' }, 'deadline', 'before the start'],
		[
			'negative where impossible',
			{ unit: 'bcm', aggregation: 'annual_flow', target_value: '-1' },
			'target_value',
			'negative'
		],
		['an unknown kind', { kind: 'gauge' }, 'kind', 'kind'],
		['an unknown occasion', { occasion: '99999' }, 'occasion', 'occasion'],
		['an unknown source', { source: '99999' }, 'source', 'source'],
		['an unknown owner', { owner: 'nobody-known' }, 'owner', 'owner'],
		['a number that overflows', { occasion: '99999999999999' }, 'occasion', 'list'],
		['a code that is taken', { code: 'kz-tm-2022-01' }, 'code', 'taken'],
		['no party', { 'parties.0.name': '', 'parties.1.name': '' }, 'parties-0-name', 'at least one'],
		['a unit of another kind', { unit: 'bcm', target_unit: 'USD' }, 'target_unit', 'cannot be kept']
	])('%s: a sentence beside the field, the text kept, nothing written', async (_, bad, field, sentence) => {
		const before = await codes();
		const fields = await filled(bad);
		const form = await refused(await send(fields));
		expect(form.errors[field]).toContain(sentence);
		for (const [name, text] of Object.entries(fields)) {
			if (name === 'owner' || name === 'occasion' || name === 'source' || name === 'kind') continue;
			expect(form.fields[name], name).toBe(text);
		}
		expect(await codes()).toEqual(before);
	});

	test('a file where text belongs is a missing text', async () => {
		const body = new FormData();
		for (const [name, text] of Object.entries(await filled())) body.append(name, text);
		body.set('title', new Blob(['x']), 'x.txt');
		const answer = await analyst.open('/pledges/new', {
			method: 'POST',
			body,
			headers: { origin: app.url, accept: 'text/html' }
		});
		expect((await refused(answer)).errors.title).toContain('title');
	});

	test('markup in any text field is text, when it is shown again and when it is saved', async () => {
		const texts = {
			title: MARKUP,
			quote: MARKUP,
			locator: MARKUP,
			reading: MARKUP,
			theme: MARKUP,
			indicator_title: MARKUP,
			basis: MARKUP,
			reporters: MARKUP,
			reporters_reason: MARKUP,
			baseline_reporter: MARKUP,
			'parties.0.name': MARKUP,
			source: '',
			source_title: MARKUP,
			source_publisher: MARKUP,
			baseline_value: '1',
			baseline_date: '2021'
		};
		const wrong = await send(await filled({ ...texts, deadline: 'x' }));
		const again = await wrong.text();
		expect(again).not.toContain('<script>alert');
		expect(again).not.toContain('<img src=x');
		expect(readForm(again).fields).toMatchObject(texts);
		const saved = await send(await filled(texts));
		expect(saved.status).toBe(303);
		const location = leadsTo(saved);
		for (const path of [location, location.replace('?', '/edit?'), '/pledges', '/pledges/new']) {
			const page = await (await analyst.open(path)).text();
			expect(page, path).not.toContain('<script>alert');
			expect(page, path).not.toContain('<img src=x');
		}
	});

	test('an "Add" button gives a row, loses nothing and checks nothing', async () => {
		const fields = await filled({ title: '', 'steps.0.title': 'Signed', deadline: 'soon' });
		const answer = await send({ ...fields, add: 'steps' });
		expect(answer.status).toBe(200);
		const form = readForm(await answer.text());
		expect(form.errors).toEqual({});
		expect(form.fields).toMatchObject({ 'steps.0.title': 'Signed', deadline: 'soon' });
		expect('steps.3.title' in form.fields).toBe(true);
	});

	test('is an analyst’s alone', async () => {
		const manager = await app.signIn('manager');
		expect((await manager.open('/pledges/new')).status).toBe(403);
		expect((await manager.submit('/pledges/new', await filled())).status).toBe(403);
	});
});

describe('every kind', () => {
	test.each<[string, Record<string, string>]>([
		[
			'level',
			{
				unit: 'USD',
				aggregation: 'annual_flow',
				baseline_value: '250',
				baseline_date: '2021',
				baseline_unit: 'million USD',
				baseline_qualifier: 'more_than'
			}
		],
		['band', { unit: '%', target_value: '', target_low: '2', target_high: '4', deadline: '2030' }],
		['annual_rate', { unit: 'bcm', target_value: '1.5', target_qualifier: 'up_to' }],
		[
			'cumulative',
			{
				unit: 'million USD',
				target_value: '5000',
				start: '2026',
				deadline: '2030',
				'plan.0.on': '2028',
				'plan.0.value': '2500'
			}
		],
		['count', { unit: 'items', target_value: '80', direction: 'increase' }],
		[
			'milestones',
			{
				'steps.0.title': 'Signed',
				'steps.1.title': 'Opened',
				'steps.1.due': '2027-Q2',
				'steps.0.weight': '0.4',
				'steps.1.weight': '0.6'
			}
		],
		[
			'events_in_window',
			{
				window_start: '2026',
				window_end: '2027',
				'steps.0.title': 'Days of Culture',
				'steps.0.party': 'Kazakhstan'
			}
		],
		['qualitative', { guideline: '+1 adopted, 0 drafted, −1 neither', deadline: '2027' }],
		['continuing', { activity_interval_days: '200' }]
	])('%s is logged, shown for editing as it was typed, and unchanged by saving that', async (kind, more) => {
		const fields = await filled({ title: `A pledge of kind ${kind}`, kind, ...more });
		const answer = await send(fields);
		expect(answer.status).toBe(303);
		const path = leadsTo(answer).replace('?saved=pledge', '/edit');
		const form = await open(path);
		expect(form.fields).toMatchObject({ kind, ...more });
		const same = await refused(await send(form.fields, path));
		expect(Object.keys(same.errors)).toEqual([]);
		const page = await (await send(form.fields, path)).text();
		expect(page).toContain('Nothing was changed');
	});
});

describe('editing a pledge', () => {
	test('every pledge of the sample is read back as it stands', async () => {
		const sample = (await codes()).filter((code) => /^KZ-TM-2022-(0\d|1[0-8])$/.test(code));
		expect(sample).toHaveLength(18);
		for (const code of sample) {
			const path = `/pledges/${code}/edit`;
			const answer = await send((await open(path)).fields, path);
			expect(answer.status, code).toBe(400);
			expect(await answer.text(), code).toContain('Nothing was changed');
		}
	});

	test('of the words needs no reason, of the target it does', async () => {
		const path = '/pledges/KZ-TM-2022-04/edit';
		const { fields } = await open(path);
		const moved = { ...fields, target_value: '2' };
		const form = await refused(await send(moved, path));
		expect(form.errors.reason).toContain('the target');
		expect(form.fields.target_value).toBe('2');
		const saved = await send({ ...moved, reason: 'Said again in 2024' }, path);
		expect(leadsTo(saved)).toBe('/pledges/KZ-TM-2022-04?saved=edit');
		expect((await open(path)).fields.target_value).toBe('2');
		const words = await open(path);
		expect((await send({ ...words.fields, locator: 'paragraph 4' }, path)).status).toBe(303);
	});

	test('what only somebody else changed is taken over and said, not asked about nor reverted', async () => {
		const path = '/pledges/KZ-TM-2022-06/edit';
		const [mine, theirs] = [await open(path), await open(path)];
		const before = mine.fields.theme;
		expect((await send({ ...theirs.fields, theme: 'Their theme' }, path)).status).toBe(303);
		const answer = await send({ ...mine.fields, title: 'My title' }, path);
		expect(answer.status).toBe(409);
		const html = await answer.text();
		expect(html).not.toContain('Keep theirs');
		expect(html).toContain(`(before: ${before})`);
		const form = readForm(html);
		expect(form.fields).toMatchObject({ title: 'My title', theme: 'Their theme' });
		expect((await send(form.fields, path)).status).toBe(303);
		expect((await open(path)).fields).toMatchObject({ title: 'My title', theme: 'Their theme' });
	});

	test('a form that does not say what it was opened at asks about every difference', async () => {
		const path = '/pledges/KZ-TM-2022-07/edit';
		const [mine, theirs] = [await open(path), await open(path)];
		expect((await send({ ...theirs.fields, theme: 'Their theme' }, path)).status).toBe(303);
		const answer = await send({ ...mine.fields, seq: 'x', title: 'My title' }, path);
		expect(answer.status).toBe(409);
		const { fields } = readForm(await answer.text());
		expect([fields['conflict.0.name'], fields['conflict.1.name']]).toEqual(['title', 'theme']);
		expect(fields).toMatchObject({ title: 'My title', theme: mine.fields.theme });
	});

	test('sent twice is written once, and both answers lead to the pledge', async () => {
		const path = '/pledges/KZ-TM-2022-05/edit';
		const { fields } = await open(path);
		const changed = { ...fields, locator: 'paragraph 9' };
		const answers = await Promise.all([send(changed, path), send(changed, path)]);
		expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
	});

	test('a stage that is recorded as done cannot be taken away, a baseline only corrected', async () => {
		const stages = '/pledges/KZ-TM-2022-03/edit';
		const form = await open(stages);
		const without = { ...form.fields, 'steps.0.title': '', reason: 'r' };
		const first = await (await send(without, stages)).text();
		expect(first).toContain('cannot be taken away');
		const level = '/pledges/KZ-TM-2022-01/edit';
		const trade = await open(level);
		const gone = { ...trade.fields, baseline_value: '', baseline_date: '', baseline_source: '', reason: 'r' };
		expect((await refused(await send(gone, level))).errors.baseline_value).toContain('only corrected');
	});

	test('of an unknown code is a page that says so', async () => {
		for (const page of ['edit', 'record', 'close']) {
			const answer = await analyst.open(`/pledges/NO-SUCH-1/${page}`);
			expect(answer.status).toBe(404);
			expect(await answer.text()).toContain('There is no pledge with the code NO-SUCH-1');
		}
		expect((await send(await filled(), '/pledges/NO-SUCH-1/edit')).status).toBe(404);
	});
});
