import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';
import { csv } from '../helpers/imports.ts';

let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app?.stop();
});

const CODE = 'KZ-TM-2022-09';
const figure = (over: Record<string, string> = {}) => ({
	...{ pledge_code: CODE, period_start: '2015-01-01', period_end: '2015-12-31', value: '3,25', unit: 'Mt' },
	...{ state: 'final', reporter: 'Rail office', source_title: 'Yearbook', source_url: '', note: 'one; two' },
	...over
});

/** A file of figures, one for each day, of an indicator that no assessment waits for. */
function manyFigures(count: number): string {
	const rows = ['pledge_code,period_start,period_end,value,unit,reporter,indicator,indicator_role'];
	for (let at = 0; at < count; at++) {
		const day = new Date(Date.UTC(1820, 0, 1 + at)).toISOString().slice(0, 10);
		rows.push(`${CODE},${day},${day},${at},t,Rail office,Freight of a day,supporting`);
	}
	return rows.join('\n');
}

const paste = (text: string, more: Record<string, string> = {}, who = analyst) =>
	who.submit('/import', { format: 'actuals', text, ...more });

async function pasted(text: string, more: Record<string, string> = {}): Promise<string> {
	const answer = await paste(text, more);
	expect(answer.status).toBe(303);
	return leadsTo(answer);
}

const html = async (address: string, who = analyst) => (await who.open(address)).text();
const stateOf = async (job: string) =>
	((await (await analyst.open(`${job}/state`)).json()) as { state: string; share: number }).state;

async function until(job: string, ...wanted: string[]): Promise<string> {
	for (;;) {
		const state = await stateOf(job);
		if (wanted.includes(state)) return state;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function figuresIn(running: RunningApp, who: Visitor): Promise<number> {
	expect(running.url).toBeTruthy();
	return (await (await who.open('/export/actuals.csv')).text()).split('\r\n').length;
}

describe('the import page', () => {
	it('is for analysts', async () => {
		const manager = await app.signIn('manager');
		expect((await manager.open('/import')).status).toBe(403);
		expect((await paste(csv([figure()]), {}, manager)).status).toBe(403);
		expect((await manager.open('/import/x/state')).status).toBe(403);
		expect(leadsTo(await app.visitor().open('/import'))).toBe('/sign-in?next=%2Fimport');
		expect(await html('/pledges')).toContain('href="./import"');
		expect(await html('/pledges', manager)).not.toContain('href="./import"');
	});

	it('names the columns that are missing, and keeps what was pasted', async () => {
		const text = 'pledge_code;value\nA;1';
		const answer = await paste(text, { decimal_comma: 'yes' });
		expect(answer.status).toBe(400);
		const { fields, errors } = readForm(await answer.text());
		expect(errors.text).toContain(
			'The columns period_start (or period), period_end (or period) and reporter are missing.'
		);
		expect(fields).toMatchObject({ text, decimal_comma: 'yes', format: 'actuals' });
	});

	it.each([
		['nothing at all', { format: 'actuals', text: ' ' }, 'text', /Paste the cells here/],
		[
			'a sort of rows that is not known',
			{ format: 'people', text: 'a' },
			'format',
			/Choose what the rows are/
		],
		[
			'only the names of the columns',
			{ format: 'actuals', text: 'pledge_code,period,value,reporter' },
			'text',
			/no row/
		]
	])('refuses %s', async (_, fields, field, sentence) => {
		const answer = await analyst.submit('/import', fields);
		expect(answer.status).toBe(400);
		expect(readForm(await answer.text()).errors[field]).toMatch(sentence);
	});

	it('says of a file that is not UTF-8 how to save it', async () => {
		const body = new FormData();
		body.set('format', 'actuals');
		body.set('file', new Blob([Uint8Array.from([0xff, 0xfe, 0x61, 0])]), 'figures.csv');
		const answer = await analyst.open('/import', {
			method: 'POST',
			body,
			headers: { origin: app.url, accept: 'text/html' }
		});
		expect(answer.status).toBe(400);
		expect(readForm(await answer.text()).errors.file).toMatch(/UTF-16\. Save it again as UTF-8/);
	});

	it('marks the cells that cannot be used, leads to the first, and keeps what was pasted', async () => {
		const text = csv([figure(), figure({ value: '1.000,5', reporter: '' })], '\t');
		const job = await pasted(text, { decimal_comma: 'yes' });
		const page = await html(job);
		expect(page).toContain('1 of 2 rows cannot be used yet');
		const first = /<a href="#(cell-3-[a-z_]+)"/.exec(page)?.[1];
		expect(first).toBe('cell-3-value');
		expect(page).toContain(`id="${first}"`);
		expect(page).toContain('id="cell-3-reporter"');
		const { fields } = readForm(page, '../import');
		expect(fields).toMatchObject({ text, decimal_comma: 'yes', format: 'actuals' });
		expect(page).not.toContain('?/confirm');
	});

	it('writes once what was confirmed twice, and tells it on the pledge', async () => {
		const before = await figuresIn(app, analyst);
		const job = await pasted(csv([figure()]), { decimal_comma: 'yes' });
		expect(await html(job)).toContain('Ready to import 1 actual');
		const [one, other] = await Promise.all([1, 2].map(() => analyst.submit(`${job}?/confirm`, {})));
		expect([one?.status, other?.status]).toEqual([303, 303]);
		expect(await until(job, 'written')).toBe('written');
		expect(await html(job)).toContain('Imported 1 actual');
		expect(await figuresIn(app, analyst)).toBe(before + 1);
		expect(await html(`/pledges/${CODE}`)).toContain('Rail office');
	});

	it('asks why a figure is corrected, and keeps the page as it was until it is told', async () => {
		const job = await pasted(csv([figure({ value: '3.5' })]));
		const asked = await analyst.submit(`${job}?/confirm`, { reason: '' });
		expect(asked.status).toBe(400);
		expect(readForm(await asked.text(), '?/confirm').errors.reason).toMatch(/Say why/);
		await analyst.submit(`${job}?/confirm`, { reason: 'Second release' });
		await until(job, 'written');
		expect(await html(`/pledges/${CODE}`)).toContain('Second release');
	});

	it('says when all of it is recorded already', async () => {
		const job = await pasted(csv([figure({ value: '3.5' })]));
		expect(await html(job)).toContain('All of this is recorded already');
	});

	it('answers others while it checks, shows how far it is, and writes nothing once it is cancelled', async () => {
		const before = await figuresIn(app, analyst);
		const job = await pasted(manyFigures(60_000));
		expect(await stateOf(job)).toBe('checking');
		const page = await html(job);
		expect(page).toContain('<progress');
		expect(page).toContain('<noscript><meta http-equiv="refresh"');
		expect((await analyst.open('/pledges')).status).toBe(200);
		expect(await stateOf(job)).toBe('checking');
		const answer = await analyst.submit(`${job}?/cancel`, {});
		expect(leadsTo(answer)).toBe(job);
		expect(await stateOf(job)).toBe('cancelled');
		expect(await html(job)).toContain('Cancelled: nothing was written');
		expect(await figuresIn(app, analyst)).toBe(before);
	});

	it('knows no import of another name', async () => {
		const answer = await analyst.open('/import/00000000-0000-4000-8000-000000000000');
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain('This import is not here any more');
	});
});

describe('an import that is being written', () => {
	it('goes on being shown, leaves nothing behind when it is cancelled, and nothing when it is killed', async () => {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-import-'));
		const DATA_DIR = path.join(folder, 'data');
		let running = await startApp({ DATA_DIR });
		try {
			const account = running.account('analyst');
			let who = await running.signIn(account);
			const [other, elsewhere] = [await running.signIn('manager'), await running.signIn(account)];
			const before = await figuresIn(running, who);

			const first = await beingWritten(who);
			// Others wait for the one connection, also the same person from another session.
			const late = [other.open('/pledges'), elsewhere.open(`${first.job}/state`)];
			const page = await (await who.open(first.job)).text();
			expect(page).toContain('Writing actuals');
			expect(page).toContain('<progress');
			const answers: string[] = [];
			for (const one of late) void one.then(() => answers.push('other'));
			expect(await askState(who, first.job)).toMatchObject({ state: 'writing' });
			answers.push('own');
			const forged = await who.open(`${first.job}?/cancel`, {
				method: 'POST',
				body: new URLSearchParams(),
				headers: { origin: 'https://elsewhere.example' }
			});
			expect(forged.status).toBe(403);
			expect(await askState(who, first.job)).toMatchObject({ state: 'writing' });
			expect(leadsTo(await who.submit(`${first.job}?/cancel`, {}))).toBe(first.job);
			expect(await askState(who, first.job)).toMatchObject({ state: 'cancelled' });
			expect((await Promise.all(late)).map(({ status }) => status)).toEqual([200, 200]);
			expect(answers).toEqual(['own', 'other', 'other']);
			await first.confirmed;
			expect(await figuresIn(running, who)).toBe(before);

			const { job, confirmed } = await beingWritten(who);
			await running.stop('SIGKILL');
			await confirmed;
			running = await startApp({ DATA_DIR });
			who = await running.signIn(account);
			expect(await figuresIn(running, who)).toBe(before);
			expect((await who.open(job)).status).toBe(404);
		} finally {
			await running.stop('SIGKILL');
			fs.rmSync(folder, { recursive: true, force: true });
		}
	}, 240_000);
});

const askState = async (who: Visitor, job: string) =>
	(await (await who.open(`${job}/state`)).json()) as { state: string; share: number };

/** An import of which something is written already, and much is still to be written. */
async function beingWritten(who: Visitor) {
	const job = leadsTo(await paste(manyFigures(25_000), {}, who));
	const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
	while ((await askState(who, job)).state !== 'ready') await pause();
	const confirmed = who.submit(`${job}?/confirm`, {}).catch(() => null);
	for (;;) {
		const { state, share } = await askState(who, job);
		if (state === 'writing' && share > 0) return { job, confirmed };
		if (state === 'written') throw new Error('It was written before it could be seen.');
		await pause();
	}
}
