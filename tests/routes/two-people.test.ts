import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, TODAY, type RunningApp, type Visitor } from '../helpers/app.ts';
import { readForm, type PageForm } from '../helpers/html-form.ts';

let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

const html = async (path: string) => (await analyst.open(path, { headers: { accept: 'text/html' } })).text();
const open = async (path: string, action: string | null = null): Promise<PageForm> =>
	readForm(await html(path), action);

/** How often these words stand on a pledge's page as it is shown: in what is recorded, or in its history. */
async function times(code: string, words: string, where: 'record' | 'history' = 'record'): Promise<number> {
	const [body = ''] = (await html(`/pledges/${code}`)).split('<script');
	const [record = '', history = ''] = body.split('>History</h2>');
	return { record, history }[where].split(words).length - 1;
}

/** A pledge made for one test, with its own code; returns its path. */
async function log(code: string, more: Record<string, string>): Promise<string> {
	const { fields } = await open('/pledges/new?from=KZ-TM-2022-01');
	const words = { title: `Pledge ${code}`, quote: 'words', reading: 'reading', code };
	const answer = await analyst.submit('/pledges/new', { ...fields, ...words, ...more });
	expect(answer.status).toBe(303);
	return `/pledges/${code}`;
}
const STAGES = { kind: 'milestones', 'steps.0.title': 'Opened', 'steps.1.title': 'Busy' };
const SCORED = { kind: 'qualitative', guideline: '+1 adopted' };

/** Sends the same form twice at the same time, as a double click does. */
async function twice(path: string, fields: Record<string, string>): Promise<number[]> {
	const answers = await Promise.all([1, 2].map(() => analyst.submit(path, fields)));
	return answers.map((answer) => answer.status);
}

describe('a form that is sent twice at once is written once', () => {
	test('a new pledge', async () => {
		const { fields } = await open('/pledges/new?from=KZ-TM-2022-01');
		const words = { title: 'Twice sent', quote: 'words', reading: 'reading', kind: 'continuing', code: '' };
		expect(await twice('/pledges/new', { ...fields, ...words })).toEqual([303, 303]);
		const csv = await html('/export/pledges.csv');
		expect(csv.split('Twice sent')).toHaveLength(2);
	});

	test('an edit', async () => {
		const path = await log('TWICE-2', { kind: 'continuing' });
		const { fields } = await open(`${path}/edit`);
		const changed = { ...fields, locator: 'paragraph 9', reason: 'Found the paragraph' };
		expect(await twice(`${path}/edit`, changed)).toEqual([303, 303]);
		expect(await times('TWICE-2', 'Found the paragraph', 'history')).toBe(1);
	});

	test('a figure', async () => {
		const path = await log('TWICE-3', { kind: 'count', unit: 'items', target_value: '80' });
		const { fields } = await open(`${path}/record`, '?/actual');
		const figure = {
			...fields,
			period: '2024',
			value: '12',
			reporter: 'The one office',
			source_title: 'Yearbook'
		};
		expect(await twice(`${path}/record?/actual`, figure)).toEqual([303, 303]);
		expect(await times('TWICE-3', 'The one office: 12 items')).toBe(1);
	});

	test('a step, its correction, and that it was not done after all', async () => {
		const path = await log('TWICE-4', STAGES);
		const { fields } = await open(`${path}/record`, '?/step');
		const done = { ...fields, done_from: '2025-01-02', source_title: 'Gazette' };
		expect(await twice(`${path}/record?/step`, done)).toEqual([303, 303]);
		expect(await times('TWICE-4', '<s>')).toBe(0);
		const action = `?/step&step=${fields.step}`;
		const stands = (await open(`${path}/record?step=${fields.step}`, action)).fields;
		const moved = { ...stands, done_from: '2025-02-03', reason: 'Misread' };
		expect(await twice(`${path}/record${action}`, moved)).toEqual([303, 303]);
		const now = (await open(`${path}/record?step=${fields.step}`, action)).fields;
		const undone = { ...now, correction: 'undone', reason: 'Announced only' };
		expect(await twice(`${path}/record${action}`, undone)).toEqual([303, 303]);
		expect(await times('TWICE-4', '<s>')).toBe(2);
	});

	test('a check, from its form and from the queue', async () => {
		const path = await log('TWICE-5', { kind: 'continuing' });
		const { fields } = await open(`${path}/record`, '?/check');
		expect(await twice(`${path}/record?/check`, { ...fields, text: 'Looked once' })).toEqual([303, 303]);
		expect(await times('TWICE-5', 'Looked once')).toBe(1);
		const quick = { request_key: 'from-the-queue', code: 'TWICE-5', source: fields.source ?? '' };
		expect(await twice('/queue?/check', quick)).toEqual([303, 303]);
		expect(await times('TWICE-5', 'Nothing new was found.')).toBe(1);
	});

	test('a score', async () => {
		const path = await log('TWICE-6', SCORED);
		const { fields } = await open(`${path}/record`, '?/score');
		const score = { ...fields, value: '1', reader: 'R. Eader', rationale: 'Adopted in May' };
		expect(await twice(`${path}/record?/score`, score)).toEqual([303, 303]);
		expect(await times('TWICE-6', 'Scored +1 by R. Eader')).toBe(1);
	});

	test('a closing and a reopening', async () => {
		const path = await log('TWICE-7', { kind: 'continuing' });
		const { fields } = await open(`${path}/close`);
		const closed = { ...fields, state: 'withdrawn', reason: 'Taken back' };
		expect(await twice(`${path}/close`, closed)).toEqual([303, 303]);
		const again = (await open(`${path}/close`)).fields;
		expect(await twice(`${path}/close`, { ...again, reason: 'Too early' })).toEqual([303, 303]);
		expect(await times('TWICE-7', 'Too early', 'history')).toBe(1);
	});
});

describe('two people who record the same thing', () => {
	/** Sends one form after the other; both were opened before. */
	async function collide(
		path: string,
		action: string | null,
		theirs: Record<string, string>,
		mine: Record<string, string>
	): Promise<string> {
		const [first, second] = [await open(path, action), await open(path, action)];
		const to = path + (action ?? '');
		expect((await analyst.submit(to, { ...first.fields, ...theirs })).status).toBe(303);
		const answer = await analyst.submit(to, { ...second.fields, ...mine });
		expect(answer.status).toBe(409);
		return answer.text();
	}

	test('the same step: both are said, the typed text is kept, and a reason makes it a correction', async () => {
		const path = await log('BOTH-1', STAGES);
		const page = await collide(
			`${path}/record`,
			'?/step',
			{ done_from: '2025-01-02', source_title: 'Theirs' },
			{ done_from: '2025-02-03', source_title: 'Mine', place: 'Astana' }
		);
		expect(page).toContain('Stands now: done on 2 Jan 2025.');
		expect(page).toContain('You typed: done on 3 Feb 2025, Astana.');
		const [, action = ''] = /action="(\?\/step&amp;step=\d+)"/.exec(page) ?? [];
		const form = readForm(page, action.replace('&amp;', '&'));
		expect(form.fields).toMatchObject({ done_from: '2025-02-03', source_title: 'Mine', place: 'Astana' });
		const to = `${path}/record${action.replace('&amp;', '&')}`;
		expect((await analyst.submit(to, { ...form.fields, reason: 'Theirs was the ceremony' })).status).toBe(
			303
		);
		expect(await times('BOTH-1', '<s>done on 2 Jan 2025</s>')).toBe(1);
	});

	test('a score of the same reader', async () => {
		const path = await log('BOTH-2', SCORED);
		const page = await collide(
			`${path}/record`,
			'?/score',
			{ value: '1', reader: 'R. Eader', rationale: 'Theirs' },
			{ value: '-1', reader: 'r. eader', rationale: 'Mine' }
		);
		expect(page).toContain('Stands now: +1 on 23 Nov 2026, “Theirs”.');
		expect(page).toContain('You typed: −1 on 23 Nov 2026, “Mine”.');
		const { fields } = readForm(page, '?/score');
		expect(fields).toMatchObject({ value: '-1', rationale: 'Mine', reader: 'r. eader', on: TODAY });
		expect((await analyst.submit(`${path}/record?/score`, fields)).status).toBe(303);
	});

	test('a closing, and then a reopening', async () => {
		const path = `${await log('BOTH-3', { kind: 'continuing' })}/close`;
		const page = await collide(
			path,
			null,
			{ state: 'withdrawn', reason: 'Theirs' },
			{ state: 'concluded', reason: 'Mine', source_title: 'My source' }
		);
		expect(page).toContain('Stands now: withdrawn on 23 Nov 2026, “Theirs”.');
		expect(page).toContain('You typed: concluded on 23 Nov 2026, “Mine”.');
		const { fields } = readForm(page);
		expect(fields).toMatchObject({ state: 'concluded', reason: 'Mine', source_title: 'My source' });
		const again = readForm(await (await analyst.submit(path, fields)).text());
		expect(again.errors.state).toContain('withdrawn already');
		const opened = await collide(
			path,
			null,
			{ state: 'reopened', reason: 'Theirs again' },
			{ state: 'reopened', reason: 'Mine again' }
		);
		expect(opened).toContain('Stands now: reopened on 23 Nov 2026, “Theirs again”.');
		expect(readForm(opened).fields).toMatchObject({ state: 'reopened', reason: 'Mine again' });
	});

	test('an edit that changes the steps shows both in words', async () => {
		const path = await log('BOTH-4', STAGES);
		const page = await collide(
			`${path}/edit`,
			null,
			{ 'steps.0.title': 'Opened to traffic', reason: 'r' },
			{ 'steps.0.due': '2027-06', reason: 'r' }
		);
		expect(page).toContain('Opened to traffic');
		expect(page).toContain('Opened, due Jun 2027');
		expect(readForm(page).fields['steps.0.due']).toBe('2027-06');
	});
});

describe('saving over somebody else’s change of a pledge', () => {
	const LEVEL = { ...{ kind: 'level', unit: 'USD', target_value: '1000000000' }, deadline: '2030' };

	/** Theirs is saved first; mine comes too late, in a form that was opened before. Gives the page that asks. */
	async function late(code: string, theirs: Record<string, string>, mine: Record<string, string>) {
		const path = `${await log(code, LEVEL)}/edit`;
		const opened = await open(path);
		const other = await analyst.submit(path, { ...opened.fields, ...theirs });
		expect(other.status).toBe(303);
		const answer = await analyst.submit(path, { ...opened.fields, ...mine });
		expect(answer.status).toBe(409);
		const page = await answer.text();
		return { path, page, form: readForm(page) };
	}
	/** What the part of the page says that tells of the other change. */
	const words = (page: string) =>
		(/<section class="conflict[^]*?<\/section>/.exec(page)?.[0] ?? '')
			.replace(/<[^>]*>/g, ' ')
			.replace(/\s+/g, ' ');

	test('says who changed it, when and why, and each side in words', async () => {
		const { page, form } = await late(
			'OVER-1',
			{ target_value: '2000000000', deadline: '2031-Q3', reason: 'Said again in May' },
			{ target_value: '3', target_unit: 'billion USD', theme: 'energy', reason: 'My reading' }
		);
		const said = words(page);
		expect(said).toContain('Demo Analyst changed this pledge while you had it open');
		expect(said).toMatch(/23 Nov 2026, \d\d:\d\d UTC , Demo Analyst: target: .* Why: Said again in May/);
		expect(said).toContain('When you opened it at least US$1 billion');
		expect(said).toContain('Keep theirs at least US$2 billion');
		expect(said).toContain('Keep mine at least 3 billion USD');
		expect(said).toContain(
			'Only they changed this, and the form holds it now: Dates by Q3 2031 (before: by 2030)'
		);
		expect(form.fields).toMatchObject({ target_value: '3', theme: 'energy', deadline: '2031-Q3' });
		expect(form.fields['conflict.0.keep']).toBeUndefined();
	});

	test('asks until it is chosen, and nothing typed is lost meanwhile, not by a further row either', async () => {
		const { path, form } = await late(
			'OVER-2',
			{ title: 'Their title' },
			{ title: 'My title', theme: 'energy' }
		);
		const asked = await analyst.submit(path, form.fields);
		expect(asked.status).toBe(400);
		const again = readForm(await asked.text());
		expect(again.errors['conflict-0-keep']).toContain('Choose whose “Title” stays');
		const more = readForm(await (await analyst.submit(path, { ...again.fields, add: 'parties' })).text());
		expect(more.fields).toMatchObject({ title: 'My title', theme: 'energy', 'conflict.0.name': 'title' });
		expect((await open(path)).fields.title).toBe('Their title');
		const chosen = { ...more.fields, 'conflict.0.keep': 'mine', title: 'My better title' };
		expect((await analyst.submit(path, chosen)).status).toBe(303);
		expect((await open(path)).fields).toMatchObject({ title: 'My better title', theme: 'energy' });
	});

	test('keeps theirs where that is chosen, and mine elsewhere', async () => {
		const both = { reason: 'r', target_value: '2000000000', title: 'Their title' };
		const { path, form } = await late('OVER-3', both, {
			reason: 'r',
			target_value: '3',
			target_unit: 'bn',
			title: 'Mine'
		});
		expect([form.fields['conflict.0.name'], form.fields['conflict.1.name']]).toEqual(['title', 'target']);
		const chosen = { 'conflict.0.keep': 'mine', 'conflict.1.keep': 'theirs' };
		expect((await analyst.submit(path, { ...form.fields, ...chosen })).status).toBe(303);
		expect((await open(path)).fields).toMatchObject({
			title: 'Mine',
			target_value: '2000000000',
			target_unit: ''
		});
	});

	test('a choice that is overtaken in turn is asked again, against what stands then', async () => {
		const { path, form } = await late('OVER-4', { title: 'Theirs' }, { title: 'Mine' });
		expect((await analyst.submit(path, { ...(await open(path)).fields, title: 'Third' })).status).toBe(303);
		const answer = await analyst.submit(path, { ...form.fields, 'conflict.0.keep': 'mine' });
		expect(answer.status).toBe(409);
		const said = words(await answer.text());
		expect(said).toContain('When you opened it Theirs');
		expect(said).toContain('Keep theirs Third Keep mine Mine');
		expect((await open(path)).fields.title).toBe('Third');
	});
});
