import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, TODAY, type RunningApp, type Visitor } from '../helpers/app.ts';
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

const MARKUP = `<script>alert("x")</script>`;
const TRADE = '/pledges/KZ-TM-2022-01/record';
/** A figure needs a source: the first of the sample's, where a test is about something else. */
const CITED = { source: '1' };
const TERMINAL = '/pledges/KZ-TM-2022-08/record';
const CULTURE = '/pledges/KZ-TM-2022-18/record';

async function form(path: string, action: string | null): Promise<PageForm> {
	return readForm(await (await analyst.open(path)).text(), action);
}

async function send(path: string, action: string, more: Record<string, string>): Promise<Response> {
	const { fields } = await form(path, `?/${action}`);
	return analyst.submit(`${path}?/${action}`, { ...fields, ...(action === 'actual' ? CITED : {}), ...more });
}

async function refused(answer: Response, action: string | null): Promise<PageForm> {
	expect(answer.status).toBe(400);
	return readForm(await answer.text(), action);
}

/** Every figure there is, a line each. */
async function figures(): Promise<string[]> {
	const csv = await (await analyst.open('/export/actuals.csv')).text();
	return csv.trim().split('\n').slice(1);
}

/** A pledge made for one test, with its own code. */
async function log(code: string, more: Record<string, string>): Promise<string> {
	const { fields } = await form('/pledges/new?from=KZ-TM-2022-01', null);
	const words = { title: `Pledge ${code}`, quote: 'words', reading: 'reading', code };
	const answer = await analyst.submit('/pledges/new', { ...fields, ...words, ...more });
	expect(answer.status).toBe(303);
	return `/pledges/${code}/record`;
}

describe('recording an actual', () => {
	test('takes a period and a figure; reporter and unit come from the last one', async () => {
		const { fields } = await form(TRADE, '?/actual');
		expect(fields).toMatchObject({ unit: 'USD', reporter: 'Kazakhstan, Government', state: 'final' });
		const before = (await figures()).length;
		const answer = await send(TRADE, 'actual', { period: '2025', value: '612.5', unit: 'million USD' });
		expect(answer.status).toBe(303);
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-01?saved=actual');
		const after = await figures();
		expect(after).toHaveLength(before + 1);
		expect(after.join('\n')).toContain('612500000');
	});

	test('sent twice is written once, and both answers lead to the pledge', async () => {
		const { fields } = await form(TRADE, '?/actual');
		const sent = { ...fields, ...CITED, period: '2019', value: '100', reporter: 'Sent twice' };
		const answers = await Promise.all([1, 2].map(() => analyst.submit(`${TRADE}?/actual`, sent)));
		expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
		expect((await figures()).filter((line) => line.includes('Sent twice'))).toHaveLength(1);
	});

	test.each<[string, Record<string, string>, string, string]>([
		['missing', { value: '' }, 'actual-value', 'Write the figure'],
		['missing', { period: '' }, 'actual-period', 'which period'],
		['not a number', { value: 'twelve' }, 'actual-value', 'is not a number'],
		['an ambiguous number', { value: '1,250' }, 'actual-value', 'two ways'],
		['not a date', { period: 'last year' }, 'actual-period', 'is not a date'],
		['end before start', { period: '2025-09 to 2025-01' }, 'actual-period', 'ends before it starts'],
		['a period that has not ended', { period: '2026' }, 'actual-period', 'has not ended'],
		['a year out of reach', { period: '9999' }, 'actual-period', 'Use a year'],
		['a unit of another kind', { unit: 'bcm' }, 'actual-unit', 'kept in USD'],
		['an unknown state', { state: 'guessed' }, 'actual-state', 'provisional'],
		['too long', { reporter: 'x'.repeat(201) }, 'actual-reporter', 'at most 200'],
		['too long', { note: 'x'.repeat(2001) }, 'actual-note', 'at most 2000'],
		['a control character', { note: 'a\u0000b' }, 'actual-note', 'cannot be seen'],
		[
			'an address that runs a script',
			{ source: '', source_title: 'T', source_url: 'javascript:alert(1)' },
			'actual-source_url',
			'https://'
		],
		[
			'a source of tomorrow',
			{ source: '', source_title: 'T', source_date: '2026-11-24' },
			'actual-source_date',
			'ahead'
		],
		['no source', { source: '' }, 'actual-source', 'where this figure stands'],
		['too long', { locator: 'x'.repeat(301) }, 'actual-locator', 'at most 300'],
		['an unknown source', { source: '99999' }, 'actual-source', 'not known'],
		['a period that has a figure', { period: '2024', reporter: 'Press' }, 'actual-period', 'already']
	])('%s: a sentence beside the field, the text kept, nothing written', async (_, bad, field, sentence) => {
		const before = await figures();
		const typed = { period: '2018', value: '5', reporter: 'Press', ...bad };
		const again = await refused(await send(TRADE, 'actual', typed), '?/actual');
		expect(again.errors[field]).toContain(sentence);
		for (const [name, text] of Object.entries(typed)) {
			if (['unit', 'state', 'source'].includes(name)) continue;
			expect(again.fields[name], name).toBe(text);
		}
		expect(await figures()).toEqual(before);
	});

	test('a negative amount of goods is refused, a balance is not', async () => {
		const gas = '/pledges/KZ-TM-2022-04/record';
		const again = await refused(
			await send(gas, 'actual', { period: '2024', value: '-1', reporter: 'A' }),
			'?/actual'
		);
		expect(again.errors['actual-value']).toContain('cannot be negative');
	});

	test('periods of a total may not overlap', async () => {
		const path = await log('TOTAL-1', {
			kind: 'cumulative',
			unit: 'USD',
			target_value: '100',
			deadline: '2030'
		});
		expect((await send(path, 'actual', { period: '2024', value: '10', reporter: 'A' })).status).toBe(303);
		const again = await refused(
			await send(path, 'actual', { period: '2024-Q3', value: '4', reporter: 'A' }),
			'?/actual'
		);
		expect(again.errors['actual-period']).toContain('overlap');
	});

	test('markup is text', async () => {
		const typed = {
			period: '2017',
			value: '7',
			reporter: MARKUP,
			note: MARKUP,
			derived: MARKUP,
			locator: MARKUP,
			quote: MARKUP,
			source: '',
			source_title: MARKUP
		};
		const wrong = await (await send(TRADE, 'actual', { ...typed, value: 'x' })).text();
		expect(wrong).not.toContain('<script>alert');
		expect((await send(TRADE, 'actual', typed)).status).toBe(303);
		for (const path of [TRADE, '/pledges/KZ-TM-2022-01']) {
			expect(await (await analyst.open(path)).text()).not.toContain('<script>alert');
		}
	});

	test('a pledge without an indicator takes no figures', async () => {
		const answer = await analyst.submit('/pledges/KZ-TM-2022-05/record?/actual', {
			period: '2024',
			value: '1',
			reporter: 'A'
		});
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('no indicator');
	});

	test('is an analyst’s alone', async () => {
		const manager = await app.signIn('manager');
		expect((await manager.open(TRADE)).status).toBe(403);
		expect(
			(await manager.submit(`${TRADE}?/actual`, { period: '2016', value: '1', reporter: 'M' })).status
		).toBe(403);
		expect((await app.visitor().submit(`${TRADE}?/check`, {})).status).toBe(401);
	});

	test('sent after the session ended says how to get the text back, with sign-in in another tab', async () => {
		const late = await app.signIn('analyst');
		late.cookies.clear();
		const answer = await late.submit(`${TRADE}?/check`, { text: 'both ministries' });
		expect(answer.status).toBe(401);
		const page = await answer.text();
		expect(page).toContain('Nothing was saved');
		expect(page).toContain('press Back');
		expect(page).toMatch(/<a[^>]*href="[^"]*\/sign-in"[^>]*target="_blank"/);
	});
});

describe('correcting an actual', () => {
	let path: string;
	beforeAll(async () => {
		path = await log('REVISED-1', { kind: 'count', unit: 'items', target_value: '80' });
		const figure = {
			period: '2024',
			value: '10',
			reporter: 'Press',
			locator: 'table 2',
			quote: '“ten items”'
		};
		expect((await send(path, 'actual', figure)).status).toBe(303);
	});

	/** The number of the figure that stands, from the link beside it. */
	async function standing(): Promise<string> {
		const page = await (await analyst.open('/pledges/REVISED-1')).text();
		return /record\?revise=(\d+)/.exec(page)?.[1] ?? '';
	}

	test('keeps the source of the former figure, and where it stands there', async () => {
		const { fields } = await form(
			`${path}?revise=${await standing()}`,
			`?/actual&revise=${await standing()}`
		);
		expect(fields).toMatchObject({ ...CITED, locator: 'table 2', quote: 'ten items' });
	});

	test('fills in what stands, asks why, and asks again before a jump by more than two', async () => {
		const id = await standing();
		const action = `?/actual&revise=${id}`;
		const { fields } = await form(`${path}?revise=${id}`, action);
		expect(fields).toMatchObject({ period: '2024', value: '10', reporter: 'Press', state: 'revised' });

		const unexplained = await analyst.submit(path + action, { ...fields, value: '12' });
		expect((await refused(unexplained, action)).errors['actual-reason']).toContain('why');

		const jump = { ...fields, value: '21', reason: 'recounted' };
		const asked = await refused(await analyst.submit(path + action, jump), action);
		expect(asked.errors['actual-confirmed']).toContain('from 10 items to 21 items');
		expect(asked.fields.value).toBe('21');

		const sure = { ...asked.fields, confirmed: 'yes' };
		expect((await analyst.submit(path + action, sure)).status).toBe(303);
		expect((await analyst.submit(path + action, sure)).status).toBe(303);

		const late = await analyst.submit(path + action, { ...sure, value: '22' });
		expect(late.status).toBe(409);
		const page = await late.text();
		expect(page).toContain('Stands now: 21 items for 2024, Press, “recounted”.');
		expect(page).toContain('You typed: 22 items for 2024, Press.');
		const now = `?/actual&amp;revise=${await standing()}`.replace('&amp;', '&');
		const kept = readForm(page, now).fields;
		expect(kept).toMatchObject({ value: '22', revises: await standing() });
		expect((await analyst.submit(path + now, kept)).status).toBe(303);
	});

	test('is drawn where it stood in a picture that is asked for former figures, and is in the chart’s file', async () => {
		const chart = '/pledges/REVISED-1/chart';
		const bytes = async (search: string) =>
			Buffer.from(await (await analyst.open(`${chart}.png${search}`)).arrayBuffer());
		expect((await bytes('?former=yes')).equals(await bytes(''))).toBe(false);
		const lines = (await (await analyst.open(`${chart}.csv`)).text()).split('\r\n');
		const former = lines.filter((line) => line.startsWith('former actual'));
		expect(former.map((line) => line.split(',')[3])).toEqual(['21', '10']);
	});

	test('is one link away where a second figure for its period is refused', async () => {
		const again = await send(path, 'actual', { period: '2024', value: '11', reporter: 'Press' });
		expect(again.status).toBe(400);
		const [, link = ''] =
			/href="([^"]*)"[^>]*>Correct the figure that is there/.exec(await again.text()) ?? [];
		const { pathname, search } = new URL(link, again.url);
		expect(pathname + search).toBe(`/pledges/REVISED-1/record?revise=${await standing()}`);
	});

	test('of a figure that this pledge never had is a page that says so', async () => {
		for (const id of ['1', 'x', '999999999999']) {
			expect((await analyst.open(`${path}?revise=${id}`)).status, id).toBe(404);
		}
	});
});

describe('a step', () => {
	test('of a pledge of events is called an event, and held', async () => {
		const events = await (await analyst.open(CULTURE)).text();
		expect(events).toContain('An event was held');
		expect(events).toContain('Correct');
		expect(events).not.toContain('Record the step');
		const stages = await (await analyst.open('/pledges/KZ-TM-2022-03/record')).text();
		expect(stages).toContain('Record the step');
	});

	test('is recorded with its days and evidence', async () => {
		const { fields } = await form('/pledges/KZ-TM-2022-03/record', '?/step');
		expect(fields.step).toMatch(/^\d+$/);
		const answer = await send('/pledges/KZ-TM-2022-03/record', 'step', {
			done_from: '2026-05-01',
			source_title: 'The ministry says that it is open'
		});
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-03?saved=step');
	});

	test.each<[string, Record<string, string>, string, string]>([
		['missing', { done_from: '' }, 'step-done_from', 'Write the day'],
		['not a date', { done_from: '5 May' }, 'step-done_from', 'is not a day'],
		['end before start', { done_to: '2024-01-01' }, 'step-done_to', 'before the first'],
		['a day ahead', { done_from: '2026-11-24' }, 'step-done_from', 'ahead'],
		['a step of another pledge', { step: '1' }, 'step-step', 'step of this pledge'],
		['no step at all', { step: 'x' }, 'step-step', 'step of this pledge'],
		['no evidence', { source: '' }, 'step-source', 'Name the evidence'],
		['too long', { place: 'x'.repeat(201) }, 'step-place', 'at most 200']
	])('%s: a sentence beside the field, the text kept', async (_, bad, field, sentence) => {
		const { fields } = await form(TERMINAL, '?/step');
		const typed = { ...fields, done_from: '2024-06-25', source: '1', ...bad };
		const again = await refused(await analyst.submit(`${TERMINAL}?/step`, typed), '?/step');
		expect(again.errors[field]).toContain(sentence);
		expect(again.fields.done_from).toBe(typed.done_from);
	});
});

describe('a check', () => {
	test('with no change is one button: nothing has to be typed', async () => {
		const answer = await send(CULTURE, 'check', {});
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-18?saved=check');
	});

	test('names its source: the one looked at last is chosen, and none is refused', async () => {
		const { fields } = await form(CULTURE, '?/check');
		expect(fields.source).toMatch(/^\d+$/);
		const none = await refused(await send(CULTURE, 'check', { source: '', text: 'both' }), '?/check');
		expect(none.errors['check-source']).toContain('Say which source was looked at.');
		expect(none.fields.text).toBe('both');
		const title = 'Site of the ministry of culture';
		expect((await send(CULTURE, 'check', { source_title: title })).status).toBe(303);
		const page = await (await analyst.open('/pledges/KZ-TM-2022-18')).text();
		expect(page).toContain(title);
		expect(page).toContain('Nothing new was found.');
		expect((await form(CULTURE, '?/check')).fields.source).not.toBe(fields.source);
	});

	test('with no change takes a few words', async () => {
		const answer = await send(CULTURE, 'check', { text: 'both ministries' });
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-18?saved=check');
	});

	test.each<[string, Record<string, string>, string, string]>([
		['missing', { outcome: 'activity', text: '' }, 'check-text', 'was found'],
		['an unknown outcome', { outcome: 'maybe' }, 'check-outcome', 'anything new'],
		['not a date', { checked_on: 'today' }, 'check-checked_on', 'is not a day'],
		['a day ahead', { checked_on: '2026-11-24' }, 'check-checked_on', 'ahead'],
		['no day of evidence', { outcome: 'activity' }, 'check-evidence_on', 'day of the evidence'],
		[
			'evidence after the check',
			{ outcome: 'activity', checked_on: '2026-01-01', evidence_on: TODAY },
			'check-evidence_on',
			'after the check'
		],
		['too long', { text: 'x'.repeat(2001) }, 'check-text', 'at most 2000']
	])('%s: a sentence beside the field, the text kept', async (_, bad, field, sentence) => {
		const typed = { text: 'both ministries', ...bad };
		const again = await refused(await send(CULTURE, 'check', typed), '?/check');
		expect(again.errors[field]).toContain(sentence);
		expect(again.fields.text).toBe(typed.text);
	});
});

describe('a score', () => {
	test('needs a guideline first', async () => {
		const path = await log('SCORED-0', { kind: 'qualitative' });
		expect(await (await analyst.open(path)).text()).toContain('no scoring guideline');
		const score = { value: '1', reader: 'A', on: TODAY, rationale: 'r' };
		expect((await analyst.submit(`${path}?/score`, score)).status).toBe(400);
	});

	test('is given by a named reader with a reason', async () => {
		const path = await log('SCORED-1', { kind: 'qualitative', guideline: '+1 adopted' });
		const empty = await refused(await send(path, 'score', { rationale: '', value: '' }), '?/score');
		expect(Object.keys(empty.errors)).toEqual(['score-value', 'score-rationale']);
		const ahead = await refused(
			await send(path, 'score', { rationale: MARKUP, value: '1', on: '2027-01-01' }),
			'?/score'
		);
		expect(ahead.errors['score-on']).toContain('ahead');
		expect(ahead.fields.rationale).toBe(MARKUP);
		const answer = await send(path, 'score', { rationale: MARKUP, value: '1' });
		expect(leadsTo(answer)).toBe('/pledges/SCORED-1?saved=score');
	});
});

describe('closing a pledge', () => {
	const path = '/pledges/KZ-TM-2022-13/close';
	const close = async (more: Record<string, string>) => {
		const { fields } = await form(path, null);
		return analyst.submit(path, { ...fields, ...more });
	};

	test('stops it, with a reason; it can be reopened, with a reason', async () => {
		const empty = await refused(await close({ reason: '' }), null);
		expect(Object.keys(empty.errors)).toEqual(['state', 'reason']);
		const ahead = await refused(await close({ state: 'concluded', reason: 'done', on: '2027-01-01' }), null);
		expect(ahead.errors.on).toContain('ahead');
		const closed = await close({ state: 'concluded', reason: MARKUP });
		expect(leadsTo(closed)).toBe('/pledges/KZ-TM-2022-13?saved=closed');
		expect(await (await analyst.open('/pledges/KZ-TM-2022-13')).text()).not.toContain('<script>alert');
		const twice = await refused(await close({ state: 'withdrawn', reason: 'again' }), null);
		expect(twice.errors.state).toContain('already');
		const opened = await close({ state: 'reopened', reason: 'too early' });
		expect(leadsTo(opened)).toBe('/pledges/KZ-TM-2022-13?saved=reopened');
		const open = await refused(await close({ state: 'reopened', reason: 'again' }), null);
		expect(open.errors.state).toContain('open');
	});
});
