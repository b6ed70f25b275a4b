import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';

const HTML = { accept: 'text/html' };
let app: RunningApp;
let analyst: Visitor;

beforeAll(async () => {
	// So late that the checks of the sample have run out.
	app = await startApp({ TODAY: '2028-01-10' });
	analyst = await app.signIn('analyst');
});
afterAll(async () => {
	await app.stop();
});

const html = async (path: string, who = analyst) => (await who.open(path, { headers: HTML })).text();
/** The codes of the pledges that a page lists, in its order. */
const listed = (page: string) =>
	[...page.matchAll(/<td class="code[^"]*">(KZ-TM-2022-\d+)<\/td>/g)].map(([, code]) => code);
/** The number beside "Queue" in the navigation; 0 when there is none, null when there is no such way. */
function badge(page: string): number | null {
	const [, inside] = /<a href="\/queue"[^>]*>(.*?)<\/a>/s.exec(page) ?? [];
	return inside === undefined ? null : Number(/>(\d+)</.exec(inside)?.[1] ?? 0);
}

describe('the queue', () => {
	test('lists what waits for the analyst, and the navigation says how many on every page', async () => {
		const page = await html('/queue');
		const codes = listed(page);
		expect(codes.length).toBeGreaterThan(0);
		expect(page).toContain('for your check');
		for (const path of ['/queue', '/', '/method', '/no/such/page']) {
			expect(badge(await html(path)), path).toBe(codes.length);
		}
	});

	test('leads from each row to the check and to the record', async () => {
		const page = await html('/queue');
		const links = [...page.matchAll(/href="[^"]*?(\/pledges\/[^"]*)"/g)].map(([, link]) => link);
		for (const code of listed(page)) {
			for (const way of ['', '/record#check', '/record']) expect(links).toContain(`/pledges/${code}${way}`);
		}
	});

	test('loses a pledge that is checked without a change, and counts one less', async () => {
		const before = listed(await html('/queue'));
		const record = `/pledges/${before[0]}/record`;
		const { fields } = readForm(await html(record), '?/check');
		const answer = await analyst.submit(`${record}?/check`, { ...fields, text: 'Both ministries’ pages.' });
		expect([answer.status, leadsTo(answer)]).toEqual([303, `/pledges/${before[0]}?saved=check`]);
		const page = await html('/queue');
		expect(listed(page)).toEqual(before.slice(1));
		expect(badge(page)).toBe(before.length - 1);
	});

	test('checks a pledge in its row: one button says in which source, and the number falls by one', async () => {
		const page = await html('/queue');
		const before = listed(page);
		const { fields } = readForm(page, '?/check');
		expect(fields).toMatchObject({ code: before[0], source: expect.stringMatching(/^\d+$/) });
		const answer = await analyst.submit('/queue?/check', fields);
		expect([answer.status, leadsTo(answer)]).toEqual([303, `/queue?checked=${before[0]}`]);
		const after = await html('/queue?checked=' + before[0]);
		expect(after).toContain('is checked: no change');
		expect(listed(after)).toEqual(before.slice(1));
		expect(badge(after)).toBe(before.length - 1);
		expect(await html(`/pledges/${before[0]}`)).toContain('Nothing new was found.');
	});

	test('comes back to the same queue, and refuses a check without a source or of no pledge', async () => {
		const codes = listed(await html('/queue?owner=all'));
		const { fields } = readForm(await html('/queue?owner=all'), '?/check&owner=all');
		const none = await analyst.submit('/queue?/check&owner=all', { ...fields, source: '' });
		expect(none.status).toBe(400);
		expect(await none.text()).toContain('Say which source was looked at.');
		expect((await analyst.submit('/queue?/check', { ...fields, code: 'NO-SUCH-1' })).status).toBe(404);
		expect(listed(await html('/queue?owner=all'))).toEqual(codes);
		const answer = await analyst.submit('/queue?/check&owner=all', fields);
		expect(leadsTo(answer)).toBe(`/queue?owner=all&checked=${codes[0]}`);
		const manager = await app.signIn('manager');
		expect((await manager.submit('/queue?/check', fields)).status).toBe(403);
	});

	test('says that nothing waits where nothing does', async () => {
		const page = await html('/queue?owner=none');
		expect(page).toContain('Nothing waits that nobody owns');
		expect(listed(page)).toEqual([]);
	});

	test('shows everybody’s with their owners', async () => {
		const page = await html('/queue?owner=all');
		expect(listed(page)).toEqual(listed(await html('/queue')));
		expect(page).toContain('Demo Analyst');
	});

	test.each(['manager', 'admin'] as const)('is not for a %s, who has no way there', async (role) => {
		const visitor = await app.signIn(role);
		const answer = await visitor.open('/queue', { headers: HTML });
		expect(answer.status).toBe(403);
		const page = await answer.text();
		expect(page).toContain('Only an analyst may');
		expect(badge(page)).toBeNull();
	});

	test('asks who is there first', async () => {
		const answer = await app.visitor().open('/queue', { headers: HTML });
		expect([answer.status, leadsTo(answer)]).toEqual([303, '/sign-in?next=%2Fqueue']);
	});
});
