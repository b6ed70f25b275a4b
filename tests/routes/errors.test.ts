import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';

const HTML = { accept: 'text/html' };
const FORM = 'application/x-www-form-urlencoded';
let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	app = await startApp({ BODY_SIZE_LIMIT: '64K' });
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

/** A request whose Host header is another one than the address it goes to. */
async function ask(
	path: string,
	headers: Record<string, string>,
	method = 'GET'
): Promise<http.IncomingMessage> {
	const request = http.request(new URL(path, app.url), { headers, method }).end();
	const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
	answer.resume();
	return answer;
}

describe('a page that is not there', () => {
	test('says so in words, with a way on, and writes nothing to the log', async () => {
		const before = app.output();
		const answer = await analyst.open('/no/such/page', { headers: HTML });
		expect(answer.status).toBe(404);
		const html = await answer.text();
		expect(html).toContain('There is no page at this address.');
		expect(html).toMatch(/href="[^"]*\/pledges"/);
		expect(app.output()).toBe(before);
	});

	test('reflects nothing of its address', async () => {
		const answer = await analyst.open('/%3Cscript%3Ealert(1)%3C%2Fscript%3E', { headers: HTML });
		expect(answer.status).toBe(404);
		expect(await answer.text()).not.toContain('alert(1)');
	});

	test.each(['/%', '/%E0%A4%A', '/%00', '/account%00'])('answers %s without failing', async (path) => {
		const answer = await analyst.open(path, { headers: HTML });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
	});
});

describe('a body', () => {
	const typed = (size: number) => new URLSearchParams({ email: 'x'.repeat(size) }).toString();
	const send = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
		analyst.open('/account?/others', {
			method: 'POST',
			body,
			headers: { ...HTML, 'content-type': FORM, origin: app.url, ...headers },
			...(body instanceof ReadableStream ? { duplex: 'half' } : {})
		} as RequestInit);

	test('above the limit is refused before any action, in a page that says what to do', async () => {
		const elsewhere = await app.signIn('analyst');
		const answer = await send(typed(65_531));
		expect(answer.status).toBe(413);
		expect(answer.headers.get('content-type')).toContain('text/html');
		const html = await answer.text();
		expect(html).toContain('64 KiB');
		expect(html).toContain('nothing was saved');
		expect(html).toContain('Go back in your browser');
		expect((await elsewhere.open('/account')).status).toBe(200);
	});

	test('just below the limit reaches the action', async () => {
		expect((await send(typed(65_530))).status).toBe(303);
	});

	test('of megabytes is read away, so that the answer arrives', async () => {
		expect((await send(typed(12_000_000))).status).toBe(413);
		expect((await send(typed(10))).status).toBe(303);
	});

	test('that does not tell its length is measured', async () => {
		const stream = (size: number) => new Blob([typed(size)]).stream();
		expect((await send(stream(100_000))).status).toBe(413);
		expect((await send(stream(1_000))).status).toBe(303);
	});

	test('that is too large is refused as JSON where JSON is asked for', async () => {
		const answer = await send(typed(65_531), { accept: 'application/json' });
		expect(answer.status).toBe(413);
		expect(await answer.json()).toMatchObject({
			message: expect.stringContaining('nothing was saved') as string
		});
	});

	test('that is not the form it claims to be is refused without an entry in the log', async () => {
		const before = app.output();
		const answer = await analyst.open('/account?/password', {
			method: 'POST',
			body: 'a=b',
			headers: { ...HTML, origin: app.url, 'content-type': 'multipart/form-data' }
		});
		expect(answer.status).toBe(400);
		expect(app.output()).toBe(before);
	});
});

describe('the address', () => {
	test('of another name of this machine leads to the one in ORIGIN, so that forms work', async () => {
		const { port } = new URL(app.url);
		const answer = await ask('/account?x=1', { host: `localhost:${port}` });
		expect([answer.statusCode, answer.headers.location]).toEqual([307, `${app.url}/account?x=1`]);
	});

	test('behind a proxy or under another port is left alone, and probes always are', async () => {
		const { port } = new URL(app.url);
		expect((await ask('/sign-in', { host: 'pledges.example.org' })).statusCode).toBe(200);
		expect((await ask('/sign-in', { host: `localhost:${Number(port) + 1}` })).statusCode).toBe(200);
		expect((await ask('/healthz', { host: `localhost:${port}` })).statusCode).toBe(200);
	});
});

test('every answer carries the headers that keep a browser safe, and Back may still restore a form', async () => {
	for (const path of ['/account', '/no/such/page', '/healthz', '/sign-in']) {
		const { headers } = await analyst.open(path, { headers: HTML });
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('permissions-policy')).toContain('camera=()');
	}
	const page = await analyst.open('/account', { headers: HTML });
	expect(page.headers.get('cache-control')).toBe('private, no-cache');
	expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-/);
});

test('healthz answers anybody', async () => {
	const answer = await app.visitor().open('/healthz');
	expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});
