import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm, type PageForm } from '../helpers/html-form.ts';

const HTML = { accept: 'text/html' };
let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp();
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
/** Bytes that begin like a PDF and are every byte there is after that. */
const PDF = Buffer.concat([
	Buffer.from('%PDF-1.7\n'),
	Buffer.from(Array.from({ length: 256 }, (_, at) => at))
]);
const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');

/** What a page shows, without the data and the marks it sends along for the script. */
async function body(path: string, who = analyst): Promise<string> {
	const html = await (await who.open(path, { headers: HTML })).text();
	return html.replace(/<script[^]*?<\/script>|<!--[^]*?-->/g, '');
}

async function form(id: number): Promise<Record<string, string>> {
	return readForm(await (await analyst.open(`/sources/${id}/edit`)).text()).fields;
}

/** Sends the form as a browser does: with its file, an empty one where none was chosen. */
async function send(
	id: number,
	fields: Record<string, string>,
	file: { name: string; content: Buffer<ArrayBuffer>; type?: string } | null = null,
	who = analyst
): Promise<Response> {
	const sent = new FormData();
	for (const [name, text] of Object.entries(fields)) if (name !== 'file') sent.append(name, text);
	const chosen = file ?? { name: '', content: Buffer.alloc(0) };
	sent.append('file', new File([chosen.content], chosen.name, { type: file?.type }));
	const { headers, payload } = await lengthOf(sent);
	return who.open(`/sources/${id}/edit`, {
		method: 'POST',
		body: payload,
		headers: { ...headers, origin: app.url, ...HTML }
	});
}

/** Browsers say how long a form is; fetch says so only of bytes that it has. */
async function lengthOf(sent: FormData) {
	const request = new Request('http://form.invalid', { method: 'POST', body: sent });
	return {
		headers: { 'content-type': request.headers.get('content-type') ?? '' },
		payload: await request.arrayBuffer()
	};
}

async function edit(id: number, more: Record<string, string>, file?: Parameters<typeof send>[2]) {
	return send(id, { ...(await form(id)), ...more }, file);
}

async function again(answer: Response, status = 400): Promise<PageForm> {
	expect(answer.status).toBe(status);
	return readForm(await answer.text());
}

describe('the form of a source', () => {
	test('holds what stands, says that recorded facts keep their day, and leads back to the source', async () => {
		const html = await body('/sources/1/edit');
		expect(readForm(html).fields).toMatchObject({ language: 'en', date: '2022-10-15', text: '' });
		expect(html).toContain('It dates what rests on this source and had no day yet');
		const answer = await edit(1, { text: 'One line.\r\nAnother line.' });
		expect(leadsTo(answer)).toBe('/sources/1?saved=edit');
		const page = await body('/sources/1');
		expect(page).toContain(`SHA-256 ${hash('One line.\nAnother line.')}`);
		expect(page).toContain('23 characters, as stored here');
		expect(page).toMatch(/edited, Demo Analyst/);
	});

	test.each<[string, Record<string, string>, string, string]>([
		['no title', { title: ' ' }, 'title', 'title'],
		['an address that runs a script', { url: 'javascript:alert(1)' }, 'url', 'https://'],
		['a day ahead', { date: '2026-11-24' }, 'date', 'ahead'],
		['too long', { text: 'x'.repeat(200_001) }, 'text', 'at most 200000'],
		['a control character', { text: 'a\u0007b' }, 'text', 'cannot be seen']
	])('%s: a sentence beside the field, the text kept', async (_, bad, field, sentence) => {
		const typed = { publisher: 'Typed before it went wrong', ...bad };
		const back = await again(await edit(2, typed));
		expect(back.errors[field]).toContain(sentence);
		expect(back.fields).toMatchObject(typed);
		expect(await body('/sources/2')).not.toContain('Typed before');
	});

	test('takes a text of 200,000 characters', async () => {
		const long = 'Слова. '.repeat(28_571).trim();
		expect((await edit(3, { text: long })).status).toBe(303);
		expect((await form(3)).text).toBe(long);
	});

	test('over somebody else’s shows both, keeps both, and saves at the second time', async () => {
		const opened = await form(4);
		await edit(4, { publisher: 'Theirs', text: 'their words' });
		const late = await send(4, { ...opened, language: 'fr', text: 'my words' });
		const html = await late.clone().text();
		const back = await again(late, 409);
		expect(html).toContain('Demo Analyst changed this source while you had it open');
		expect(html).toContain('their words');
		expect(back.fields).toMatchObject({ publisher: 'Theirs', language: 'fr', text: 'my words' });
		const asked = await again(await send(4, back.fields), 400);
		expect(asked.errors['conflict-0-keep']).toContain('“Stored text”');
		expect((await send(4, { ...asked.fields, 'conflict.0.keep': 'mine' })).status).toBe(303);
		expect(await form(4)).toMatchObject({ publisher: 'Theirs', language: 'fr', text: 'my words' });
	});

	test('leaves the former text to be read, with what changed in it marked, and the source as it stood', async () => {
		await edit(7, { text: 'To double the trade by 2030.', publisher: 'First' });
		await edit(7, { text: 'To triple the trade by 2030.', publisher: 'Second' });
		const now = await body('/sources/7');
		const [, changed = ''] = /href="([^"]*\/sources\/7\/text\/\d+)"/.exec(now) ?? [];
		const marked = (await body(changed)).replace(/\s+class="[^"]*"/g, '');
		expect(marked).toContain('To <del>double</del><ins>triple</ins> the trade by 2030.');
		expect(marked).toContain(hash('To double the trade by 2030.'));
		const seq = Number(/\d+$/.exec(changed)?.[0]);
		const then = await body(`/sources/7?at=${seq - 1}`);
		expect(then).toContain('To double the trade by 2030.');
		expect(then).toContain('First');
		expect(then).not.toContain('Second');
		expect(then).not.toContain('/edit"');
		expect(then).toContain(`Exactly the state after ledger number ${seq - 1}`);
		expect(await body('/sources/7?asOf=2026-11-22')).toContain('was not recorded here yet on 22 Nov 2026');
		for (const path of ['/sources/7/text/1', '/sources/7/text/x', '/sources/x/text/1']) {
			expect((await analyst.open(path, { headers: HTML })).status).toBe(404);
		}
		expect((await app.visitor().open(changed, { headers: HTML })).status).toBe(303);
	});

	test('sent twice is written once, and without a change says so', async () => {
		const fields = { ...(await form(5)), publisher: 'Sent twice' };
		const answers = await Promise.all([send(5, fields), send(5, fields)]);
		expect(answers.map(({ status }) => status)).toEqual([303, 303]);
		expect((await body('/sources/5')).match(/edited, Demo Analyst/g)).toHaveLength(1);
		const same = await edit(5, {});
		expect(await same.text()).toContain('Nothing was changed');
		expect(same.status).toBe(400);
	});

	test('is an analyst’s alone', async () => {
		for (const role of ['manager', 'admin'] as const) {
			const visitor = await app.signIn(role);
			expect((await visitor.open('/sources/1/edit', { headers: HTML })).status).toBe(403);
			expect((await send(1, await form(1), null, visitor)).status).toBe(403);
			expect(await body('/sources/1', visitor)).not.toContain('/edit"');
		}
		expect((await send(1, await form(1), null, app.visitor())).status).toBe(401);
		expect((await analyst.open('/sources/999999/edit', { headers: HTML })).status).toBe(404);
	});
});

describe('a file', () => {
	test('is stored as what it is and comes back byte by byte, as a download that runs nothing', async () => {
		const name = 'Совместное "заявление".pdf';
		expect((await edit(6, {}, { name, content: PDF, type: 'text/html' })).status).toBe(303);
		const page = await body('/sources/6');
		expect(page).toContain('Совместное заявление.pdf');
		expect(page).toContain(hash(PDF));
		expect(page).toContain('265 bytes');
		for (const role of ['manager', 'analyst', 'admin'] as const) {
			const answer = await (await app.signIn(role)).open('/sources/6/file');
			expect(answer.status).toBe(200);
			expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).toBe(true);
			expect(Object.fromEntries(answer.headers)).toMatchObject({
				'content-type': 'application/pdf',
				'content-length': String(PDF.length),
				'x-content-type-options': 'nosniff',
				'content-security-policy': "sandbox; default-src 'none'"
			});
			const disposition = answer.headers.get('content-disposition') ?? '';
			expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%D0/);
		}
	});

	test('is for those who are signed in, and not there where none is stored', async () => {
		const anonymous = await app.visitor().open('/sources/6/file', { headers: { accept: '*/*' } });
		expect(anonymous.status).toBe(303);
		expect(leadsTo(anonymous)).toContain('/sign-in');
		for (const id of ['7', '999999', 'x', '1e3']) {
			expect((await analyst.open(`/sources/${id}/file`, { headers: HTML })).status, id).toBe(404);
		}
	});

	test('that another one replaced can still be had from the history', async () => {
		expect((await edit(8, {}, { name: 'first.pdf', content: PDF })).status).toBe(303);
		expect((await edit(8, {}, { name: 'second.png', content: PNG })).status).toBe(303);
		const links = [...(await body('/sources/8')).matchAll(/href="([^"]*\/sources\/8\/file\?at=\d+)"/g)];
		const [second = '', first = ''] = links.map(
			([, href = '']) => new URL(href, `${app.url}/sources/8`).href
		);
		const typeOf = async (href: string) => (await analyst.open(href)).headers.get('content-type');
		expect([await typeOf(first), await typeOf(second)]).toEqual(['application/pdf', 'image/png']);
		expect(await typeOf('/sources/8/file')).toBe('image/png');
	});

	test.each<[string, string, Buffer<ArrayBuffer>, string]>([
		[
			'a page that calls itself a PDF',
			'statement.pdf',
			Buffer.from('<script>alert(1)</script>'),
			'not a PDF'
		],
		['an SVG that calls itself a PNG', 'scan.png', Buffer.from('<svg onload="x"/>'), 'not a PDF'],
		['an empty one', 'empty.pdf', Buffer.alloc(0), 'empty']
	])(
		'of the wrong sort (%s): a sentence beside it, the text kept, nothing written',
		async (_, name, content, sentence) => {
			const back = await again(
				await edit(9, { publisher: 'Typed' }, { name, content, type: 'application/pdf' })
			);
			expect(back.errors.file).toContain(sentence);
			expect(back.fields.publisher).toBe('Typed');
			expect((await analyst.open('/sources/9/file', { headers: HTML })).status).toBe(404);
		}
	);

	test('that came with a form which is refused has to be chosen again, and the form says so', async () => {
		const back = await again(await edit(9, { title: '' }, { name: 'good.pdf', content: PDF }));
		expect(back.errors.file).toContain('Choose “good.pdf” again');
	});

	test('of exactly 10 MB is taken, a larger one answers 413 and keeps the text', async () => {
		const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 ** 2 - PDF.length)]);
		expect((await edit(10, {}, { name: 'large.pdf', content: large })).status).toBe(303);
		const whole = Buffer.from(await (await analyst.open('/sources/10/file')).arrayBuffer());
		expect(hash(whole)).toBe(hash(large));
		const larger = Buffer.concat([large, Buffer.from([0])]);
		const back = await again(await edit(10, { publisher: 'Typed' }, { name: 'a.pdf', content: larger }), 413);
		expect(back.errors.file).toContain('larger than 10 MB');
		expect(back.fields.publisher).toBe('Typed');
	}, 90_000);

	test('far above that is refused in a page of its own before it is read', async () => {
		const huge = { name: 'huge.pdf', content: Buffer.alloc(13 * 1024 ** 2) };
		const answer = await edit(10, {}, huge);
		expect(answer.status).toBe(413);
		expect(await answer.text()).toContain('nothing was saved');
	});
});

describe('what is quoted from a stored text', () => {
	const record = '/pledges/KZ-TM-2022-01/record';
	const figure = { period: '2016', value: '5', reporter: 'Press', source: '11' };
	const post = async (more: Record<string, string>) => {
		const { fields } = readForm(await (await analyst.open(record)).text(), '?/actual');
		return analyst.submit(`${record}?/actual`, { ...fields, ...figure, ...more });
	};

	test('is looked up in it, marked there, and warned of once it is changed', async () => {
		await edit(11, { text: 'In 2016 the <b>trade</b> was “five dollars”, they say.' });
		const refused = readForm(await (await post({ quote: 'six dollars' })).text(), '?/actual');
		expect(refused.errors['actual-quote']).toContain('not in the stored text of');
		expect(refused.fields.quote).toBe('six dollars');
		const quote = 'the <b>trade</b> was "five dollars"';
		expect((await post({ quote, locator: 'page 2' })).status).toBe(303);

		const pledge = await body('/pledges/KZ-TM-2022-01');
		expect(pledge).toContain('page 2');
		const [, place = ''] = /href="[^"]*\/sources\/11#(quote-actual-\d+)"/.exec(pledge) ?? [];
		const source = await body('/sources/11');
		expect(source).toMatch(
			new RegExp(`<mark id="${place}"[^>]*>the &lt;b>trade&lt;/b> was “five dollars”</mark>`)
		);
		expect(source).toContain(`href="#${place}"`);
		expect(source).not.toContain('has to be looked at again');

		await edit(11, { text: 'Nothing of this is said.' });
		const warning =
			/text of this source was changed on 23 Nov(ember)? 2026, after this was quoted; the words are not in it any more/;
		expect(await body('/pledges/KZ-TM-2022-01')).toMatch(warning);
		expect(await body('/sources/11')).toMatch(warning);
		expect(await body('/sources/11')).toContain('has to be looked at again');
		expect(await body('/sources/11')).not.toContain('<mark');
	});

	test('of a pledge leads from its words to their place', async () => {
		const quote = readForm(await body('/pledges/KZ-TM-2022-04/edit')).fields;
		const source = Number(quote.source);
		await edit(source, { text: `Before it. ${quote.quote ?? ''} After it.` });
		const page = await body('/pledges/KZ-TM-2022-04');
		expect(page).toMatch(new RegExp(`href="[^"]*/sources/${source}#quote-KZ-TM-2022-04"`));
		expect(await body(`/sources/${source}`)).toContain('<mark id="quote-KZ-TM-2022-04"');

		const answer = await analyst.submit('/pledges/KZ-TM-2022-04/edit', { ...quote, quote: 'Other words' });
		const refused = readForm(await answer.text());
		expect(refused.errors.quote).toContain('not in the stored text of');
		expect(refused.fields.quote).toBe('Other words');
	});

	test('goes out with the figures', async () => {
		const csv = await (await analyst.open('/export/actuals.csv?q=KZ-TM-2022-01')).text();
		expect(csv.split('\r\n')[0]).toContain('source_language,source_url,locator,quote,note');
		expect(csv).toContain('page 2,"the <b>trade</b> was ""five dollars"""');
	});
});
