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

const html = async (path: string) => (await analyst.open(path, { headers: { accept: 'text/html' } })).text();
const open = async (path: string, action: string | null = null): Promise<PageForm> =>
	readForm(await html(path), action);

/** A new, filled form of a project or of events. */
async function filled(more: Record<string, string>): Promise<Record<string, string>> {
	const { fields } = await open('/pledges/new?from=KZ-TM-2022-01');
	return { ...fields, title: 'Build the road', quote: 'a road', reading: 'A road in service.', ...more };
}

/** Logs a project; returns its path. */
async function project(code: string, more: Record<string, string> = {}): Promise<string> {
	const steps = { 'steps.0.title': 'Designed', 'steps.1.title': 'Built' };
	const answer = await analyst.submit(
		'/pledges/new',
		await filled({ kind: 'milestones', code, ...steps, ...more })
	);
	expect(answer.status).toBe(303);
	return `/pledges/${code}`;
}

/** The number of the step with this title, from the link beside it. */
async function stepOf(path: string, title: string): Promise<string> {
	const links = [
		...(await html(path)).matchAll(
			/record\?step=(\d+)"[^>]*>(?:<!---->)*(?:Record|Correct)[^]*?: (.*?)<\/span>/g
		)
	];
	return links.find(([, , name]) => name === title)?.[1] ?? '';
}

describe('the steps of a new pledge', () => {
	test('are the usual ladder at the press of a button, before any script, and can be changed', async () => {
		const fields = await filled({ kind: 'milestones', title: '', 'steps.1.title': 'Surveyed' });
		const answer = await analyst.submit('/pledges/new', { ...fields, add: 'ladder' });
		expect(answer.status).toBe(200);
		const form = readForm(await answer.text());
		expect(form.errors).toEqual({});
		const titles = Array.from({ length: 7 }, (_, at) => form.fields[`steps.${at}.title`]);
		expect(titles).toEqual(['Surveyed', 'Planned', 'Designed', 'Funded', 'Started', 'Built', 'In service']);
		const changed = {
			...form.fields,
			title: 'Ladder',
			code: 'LADDER-1',
			'steps.6.title': 'Open to traffic',
			'steps.3.title': ''
		};
		expect(leadsTo(await analyst.submit('/pledges/new', changed))).toBe('/pledges/LADDER-1?saved=pledge');
		const page = await html('/pledges/LADDER-1');
		expect(page).toContain('Open to traffic');
		expect(page).not.toContain('Funded');
	});

	test('are one event for each party that is typed, at the press of a button', async () => {
		const fields = await filled({
			kind: 'events_in_window',
			title: 'Days of Culture',
			window_start: '2027',
			window_end: '2028'
		});
		const answer = await analyst.submit('/pledges/new', { ...fields, add: 'events' });
		const form = readForm(await answer.text());
		expect(form.fields).toMatchObject({
			'steps.0.title': 'Days of Culture',
			'steps.0.party': fields['parties.0.name'],
			'steps.1.party': fields['parties.1.name']
		});
		expect((await analyst.submit('/pledges/new', form.fields)).status).toBe(303);
	});

	test('are offered as buttons that any keyboard reaches', async () => {
		const page = await html('/pledges/new');
		for (const [value, words] of [
			['ladder', 'Use the usual ladder'],
			['events', 'One event per party']
		]) {
			expect(page).toMatch(new RegExp(`<button[^>]*name="add"[^>]*value="${value}"[^>]*>\\s*${words}`));
		}
	});

	test('may take their date from a source that is typed in; it is shown beside the date', async () => {
		const path = await project('DUE-1', {
			'steps.0.due': '2027',
			'steps.0.due_source_title': 'Road map of the ministry',
			'steps.0.due_source_publisher': 'Ministry of Transport'
		});
		const page = await html(path);
		expect(page).toMatch(/due\s*(<!---->)?\s*<time datetime="2027-12-31">2027<\/time>/);
		expect(page).toContain('Ministry of Transport');
		const { fields } = await open(`${path}/edit`);
		expect(fields['steps.0.due_source']).toMatch(/^\d+$/);
		const unnamed = { ...fields, 'steps.1.due_source_publisher': 'Somebody', reason: 'r' };
		const again = readForm(await (await analyst.submit(`${path}/edit`, unnamed)).text());
		expect(again.errors['steps-1-due_source_title']).toContain('title');
		expect(again.fields['steps.1.due_source_publisher']).toBe('Somebody');
	});
});

describe('a step that was recorded', () => {
	test('is corrected from the pledge’s page, with a reason; the former record stays in sight', async () => {
		const path = await project('FIXED-1');
		const step = await stepOf(path, 'Designed');
		const record = `${path}/record?step=${step}`;
		const first = await open(record, '?/step');
		expect(first.fields.step).toBe(step);
		const done = { ...first.fields, done_from: '2025-03-01', source_title: 'Gazette of March' };
		expect((await analyst.submit(`${path}/record?/step`, done)).status).toBe(303);

		const action = `?/step&step=${step}`;
		const { fields } = await open(record, action);
		expect(fields).toMatchObject({ done_from: '2025-03-01', correction: 'done', reason: '' });
		const unexplained = await analyst.submit(`${path}/record${action}`, {
			...fields,
			done_from: '2025-04-01'
		});
		expect(unexplained.status).toBe(400);
		const again = readForm(await unexplained.text(), action);
		expect(again.errors['step-reason']).toContain('why');
		expect(again.fields.done_from).toBe('2025-04-01');
		const why = { ...again.fields, reason: 'Signed a month later', source_title: 'Gazette of April' };
		expect(leadsTo(await analyst.submit(`${path}/record${action}`, why))).toBe(`${path}?saved=corrected`);
		const page = await html(path);
		expect(page).toContain('<time datetime="2025-04-01">');
		expect(page).toMatch(/<s[^>]*>done on 1 Mar 2025<\/s>/);
		for (const words of ['Gazette of March', 'Gazette of April', 'Signed a month later']) {
			expect(page).toContain(words);
		}
	});

	test('is taken back with a reason and nothing else, and is open again', async () => {
		const path = await project('FIXED-2');
		const step = await stepOf(path, 'Designed');
		const { fields } = await open(`${path}/record?step=${step}`, '?/step');
		const done = { ...fields, done_from: '2025-03-01', source_title: 'Gazette' };
		expect((await analyst.submit(`${path}/record?/step`, done)).status).toBe(303);
		const action = `?/step&step=${step}`;
		const stands = await open(`${path}/record?step=${step}`, action);
		const undone = { ...stands.fields, correction: 'undone', done_from: '', source: '' };
		const asked = readForm(await (await analyst.submit(`${path}/record${action}`, undone)).text(), action);
		expect(Object.keys(asked.errors)).toEqual(['step-reason']);
		const why = { ...asked.fields, reason: 'Only announced' };
		expect((await analyst.submit(`${path}/record${action}`, why)).status).toBe(303);
		const page = await html(path);
		expect(page).toContain('Not done after all');
		expect(page).toContain('Only announced');
		expect(page).toMatch(/<s[^>]*>done on 1 Mar 2025<\/s>/);
		expect(page).toContain('0 of 2');
		expect((await open(`${path}/record`, '?/step')).fields.step).toBe(step);
	});

	test('that the pledge never had is a page that says so', async () => {
		const path = await project('FIXED-3');
		for (const step of ['0', 'x', '999999']) {
			expect((await analyst.open(`${path}/record?step=${step}`)).status, step).toBe(404);
		}
	});

	test('is corrected by an analyst alone', async () => {
		const manager = await app.signIn('manager');
		const page = await (await manager.open('/pledges/KZ-TM-2022-18')).text();
		expect(page).not.toContain('record?step=');
		expect((await manager.submit('/pledges/KZ-TM-2022-18/record?/step', { step: '1' })).status).toBe(403);
	});
});
