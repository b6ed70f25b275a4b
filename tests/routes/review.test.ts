import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, TODAY, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';
import { turnReview } from '../helpers/review.ts';

const HTML = { accept: 'text/html' };
const MARKUP = `<script>alert("x")</script>`;
let app: RunningApp;
let analyst: Visitor;
let manager: Visitor;
let admin: Visitor;

beforeAll(async () => {
	app = await startApp();
	[analyst, manager, admin] = await Promise.all([
		app.signIn('analyst'),
		app.signIn('manager'),
		app.signIn('admin')
	]);
});
afterAll(async () => {
	await app.stop();
});

const html = async (path: string, who: Visitor) => (await who.open(path, { headers: HTML })).text();
/** A pledge's page without its history, which tells everything once more. */
const withoutHistory = (page: string) => page.split('>History</h2>', 1)[0] ?? '';
/** The page without its comments and repeated spaces, as a reader sees it. */
const read = async (path: string, who: Visitor) =>
	(await html(path, who))
		.replace(/<!--.*?-->/gs, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

/** Logs a pledge with a figure that counts and, in its place, one that waits for a manager. */
async function submitted(code: string): Promise<{ page: string; seq: string }> {
	const { fields } = readForm(await html('/pledges/new?from=KZ-TM-2022-01', analyst));
	const words = { title: `Pledge ${code}`, quote: 'words', reading: 'reading', code };
	const measure = { kind: 'level', unit: 'kt', target_value: '200', deadline: '2030', baseline_value: '100' };
	await analyst.submit('/pledges/new', { ...fields, ...words, ...measure, baseline_date: '2020' });
	await record(code, { period: '2024', value: '150' });
	return { page: `/pledges/${code}`, seq: await waitingOf(code) };
}

async function record(code: string, more: Record<string, string>, id?: string): Promise<Response> {
	const path = `/pledges/${code}/record`;
	const action = id === undefined ? '?/actual' : `?/actual&revise=${id}`;
	const form = readForm(await html(id === undefined ? path : `${path}?revise=${id}`, analyst), action);
	return analyst.submit(path + action, { ...form.fields, reporter: 'Press', source: '1', ...more });
}

/** The number of the submission of a pledge that waits, from the form that decides on it. */
async function waitingOf(code: string): Promise<string> {
	for (const article of (await html('/review', manager)).split('<article').slice(1)) {
		if (article.includes(`/pledges/${code}"`)) return /name="seq" value="(\d+)"/.exec(article)?.[1] ?? '';
	}
	return '';
}

/** The number beside "Review" or "Queue" in the navigation; null where there is no such way. */
function badge(page: string, way: 'review' | 'queue'): number | null {
	const [, inside] = new RegExp(`<a href="/${way}"[^>]*>(.*?)</a>`, 's').exec(page) ?? [];
	return inside === undefined ? null : Number(/>(\d+)</.exec(inside)?.[1] ?? 0);
}

async function statusOf(code: string): Promise<string> {
	const csv = await (await manager.open(`/export/actuals.csv?q=${code}`)).text();
	return csv;
}

describe('a figure that an analyst records', () => {
	test('says that it waits, does not count, and counts once a manager has approved it', async () => {
		const { page, seq } = await submitted('APPROVED-1');
		expect(await read(`${page}/record`, analyst)).toContain('It counts once a manager has approved it.');
		const waiting = await read(page, analyst);
		expect(waiting).toContain('waiting for review');
		expect(waiting).toContain('no figure counts yet, what is drawn waits for review');
		expect(await statusOf('APPROVED-1')).toMatch(/150,kt,.*,no,no,waiting,/);
		const review = await html('/review', manager);
		expect(badge(review, 'review')).toBeGreaterThan(0);
		expect(await read('/review', manager)).toMatch(
			/Pledge APPROVED-1 .* waiting since today .* 150 kt .* Approving it changes the status from “Not assessable: .*” to “On track, .*” \(no progress figure → 50 % of the way\)/
		);
		const answer = await manager.submit('/review?/one', { seq, decision: 'approved', request_key: 'k' });
		expect([answer.status, leadsTo(answer)]).toEqual([303, '/review?done=approved']);
		expect(await read(page, manager)).not.toContain('waiting for review');
		expect(await statusOf('APPROVED-1')).toMatch(/150,kt,.*,yes,yes,approved,/);
		expect(await read(page, manager)).toContain('submission approved');
		await record('APPROVED-1', { period: '2025', value: '0.001', confirmed: 'yes' });
		expect(await read('/review', manager)).toMatch(
			/before: 150 kt, 2024, Press .* Check 2025: It is 150,000 times smaller than the figure before it \(150 kt, 2024\)\. Approving it changes the status from “On track, .*” to “Wrong way”/
		);
	});

	test('leads to a pledge that says so, also when it is sent twice', async () => {
		await submitted('TWICE-1');
		const { fields } = readForm(await html('/pledges/TWICE-1/record', analyst), '?/actual');
		const sent = { ...fields, reporter: 'Press', source: '1', period: '2023', value: '140' };
		for (let times = 0; times < 2; times++) {
			const answer = await analyst.submit('/pledges/TWICE-1/record?/actual', sent);
			expect(leadsTo(answer)).toBe('/pledges/TWICE-1?saved=submitted');
		}
		expect(await read('/pledges/TWICE-1?saved=submitted', analyst)).toContain(
			'waits for review: it counts once'
		);
	});

	test('that comes back stands at the top of its author’s queue with the note, until it is corrected', async () => {
		const { page, seq } = await submitted('RETURNED-1');
		const bare = await manager.submit('/review?/one', { seq, decision: 'returned', note: ' ' });
		expect(bare.status).toBe(400);
		expect(await bare.text()).toContain('Say what has to be corrected');
		const before = badge(await html('/', analyst), 'queue') ?? 0;
		const note = `Use table 2. ${MARKUP}`;
		const answer = await manager.submit('/review?/one', {
			seq,
			decision: 'returned',
			note,
			request_key: 'r'
		});
		expect(leadsTo(answer)).toBe('/review?done=returned');
		const queue = await html('/queue', analyst);
		// What came back, and the pledge itself: a figure that was returned is no check of it.
		expect(badge(queue, 'queue')).toBe(before + 2);
		expect(queue).not.toContain('<script>alert');
		expect(queue).toContain('Use table 2.');
		expect(await read('/queue', analyst)).toContain('returned by Demo Manager');
		expect(await read(page, analyst)).toContain('returned : Use table 2.'.replace(' :', ':'));
		const [, id = ''] = /RETURNED-1\/record\?revise=(\d+)/.exec(queue) ?? [];
		expect(await read(`${page}/record?revise=${id}`, analyst)).toContain(
			'A manager returned Press, 2024: 150 kt'
		);
		const unexplained = await record('RETURNED-1', { value: '151', reason: '' }, id);
		expect(unexplained.status).toBe(400);
		const corrected = await record('RETURNED-1', { value: '151', reason: 'Table 2.' }, id);
		expect(leadsTo(corrected)).toBe('/pledges/RETURNED-1?saved=submitted');
		const after = await html('/queue', analyst);
		expect(badge(after, 'queue')).toBe(before);
		expect(after).not.toContain('RETURNED-1/record?revise');
	});

	test('that comes back can be withdrawn by its author, with a reason; the figure stays in the history', async () => {
		const { page, seq } = await submitted('WITHDRAWN-1');
		const note = 'There is no such table.';
		await manager.submit('/review?/one', { seq, decision: 'returned', note, request_key: 'w' });
		const [, id = ''] = /WITHDRAWN-1\/record\?revise=(\d+)/.exec(await html('/queue', analyst)) ?? [];
		const form = `${page}/record?revise=${id}`;
		const action = `?/withdraw&revise=${id}`;
		const { fields } = readForm(await html(form, analyst), action);
		const bare = await analyst.submit(`${page}/record${action}`, { ...fields, reason: ' ' });
		expect(bare.status).toBe(400);
		const byManager = await manager.submit(`${page}/record${action}`, { ...fields, reason: 'Mine?' });
		expect(byManager.status).toBe(403);
		const answer = await analyst.submit(`${page}/record${action}`, { ...fields, reason: `Gone. ${MARKUP}` });
		expect(leadsTo(answer)).toBe(`${page}?saved=withdraw`);
		const shown = await html(`${page}?saved=withdraw`, analyst);
		expect(shown).toContain('The figure is withdrawn');
		expect(shown).not.toContain('<script>alert');
		expect(await html('/queue', analyst)).not.toContain('WITHDRAWN-1/record?revise');
		expect(await read(`${page}/history`, analyst)).toContain('Gone.');
	});
});

describe('a submission', () => {
	test('is decided once: who comes late gets a sentence and 409, and a repeated click does not', async () => {
		const { seq } = await submitted('LATE-1');
		const first = { seq, decision: 'approved', request_key: 'first' };
		expect((await manager.submit('/review?/one', first)).status).toBe(303);
		expect((await manager.submit('/review?/one', first)).status).toBe(303);
		const late = await manager.submit('/review?/one', { ...first, decision: 'returned', note: 'No.' });
		expect(late.status).toBe(409);
		expect(await late.text()).toContain('Demo Manager has approved this submission already on 23 Nov 2026');
		expect((await manager.submit('/review?/one', { ...first, seq: '999999' })).status).toBe(404);
	});

	test('among several of one request is chosen by its box, and the others go on waiting', async () => {
		const codes = ['PART-1', 'PART-2', 'PART-3'];
		for (const code of codes) await submitted(code);
		const grid = readForm(
			await html(`/record?${codes.map((code) => `code=${code}`).join('&')}`, analyst),
			'?/save'
		);
		const cells = codes.map((code, at) => [
			[`rows.${at}.pledge`, code],
			...[
				['period', '2025'],
				['value', '160'],
				['reporter', 'Press']
			].map(([name, text]) => [`rows.${at}.${name}`, text])
		]);
		const typed = Object.fromEntries(cells.flat()) as Record<string, string>;
		expect((await analyst.submit('/record?/save', { ...grid.fields, ...typed, source: '1' })).status).toBe(
			303
		);

		const page = await html('/review', manager);
		const [, group = ''] = page.split('class="group').slice(-2);
		const boxes = [...group.matchAll(/name="(shown\.\d+\.)seq" value="(\d+)" form="(form-\d+)"/g)];
		expect(boxes).toHaveLength(3);
		expect(group.match(/type="checkbox" name="shown\.\d+\.take" value="yes"[^>]*checked/g)).toHaveLength(3);
		const { fields } = readForm(group, '?/all');
		const shown = Object.fromEntries(boxes.map(([, name, seq = '']) => [`${name}seq`, seq]));
		const before = Number(badge(page, 'review'));
		expect(page).toContain(`${before} submissions wait for your review</h1>`);
		const decide = (more: Record<string, string>) =>
			manager.submit('/review?/all', { ...fields, ...shown, decision: 'approved', ...more });
		const none = await decide({});
		expect(none.status).toBe(400);
		expect(await none.text()).toContain('Choose at least one submission');
		const some = await decide({ 'shown.0.take': 'yes', 'shown.2.take': 'yes' });
		expect(leadsTo(some)).toBe('/review?done=approved&count=2');
		const after = await html(leadsTo(some), manager);
		expect(after).toContain('Approved 2 submissions: from now on they count.');
		expect(badge(after, 'review')).toBe(before - 2);
	});

	test('is no analyst’s and no admin’s to decide', async () => {
		const { seq } = await submitted('GUARDED-1');
		for (const who of [analyst, admin]) {
			expect((await who.open('/review', { headers: HTML })).status).toBe(403);
			for (const action of ['one', 'all']) {
				const answer = await who.submit(`/review?/${action}`, { seq, decision: 'approved' });
				expect(answer.status).toBe(403);
			}
			expect(badge(await html('/', who), 'review')).toBe(null);
		}
		expect((await app.visitor().submit('/review?/one', { seq })).status).toBe(401);
		expect(await waitingOf('GUARDED-1')).toBe(seq);
	});

	test('is not its author’s to decide, whatever role they have by now', async () => {
		const { seq } = await submitted('OWN-1');
		const listed = await html('/admin/users', admin);
		const row = listed.split('<tr').find((one) => one.includes('Demo Analyst')) ?? '';
		const [, id = ''] = /name="id" value="([^"]+)"/.exec(row) ?? [];
		const setRole = (role: string) => admin.submit('/admin/users?/role', { id, role });
		expect((await setRole('manager')).status).toBe(303);
		const promoted = await app.signIn('analyst');
		try {
			expect(await read('/review', promoted)).toContain('You submitted this yourself');
			const own = await promoted.submit('/review?/one', { seq, decision: 'approved' });
			expect(own.status).toBe(403);
			expect(await own.text()).toContain('You submitted this yourself');
		} finally {
			await setRole('analyst');
			analyst = await app.signIn('analyst');
		}
		expect(await waitingOf('OWN-1')).toBe(seq);
	});
});

describe('settings', () => {
	test('are an admin’s alone', async () => {
		for (const who of [analyst, manager]) {
			expect((await who.open('/admin/settings', { headers: HTML })).status).toBe(403);
			expect((await who.submit('/admin/settings', { review: 'off' })).status).toBe(403);
		}
	});

	test('say how many wait when review is turned off, and new figures count at once', async () => {
		const { seq } = await submitted('OFF-1');
		await turnReview(app, 'off');
		expect(await read('/admin/settings', admin)).toMatch(/\d+ submissions? waits? for review still/);
		expect(leadsTo(await record('OFF-1', { period: '2023', value: '130' }))).toBe(
			'/pledges/OFF-1?saved=actual'
		);
		expect((await manager.submit('/review?/one', { seq, decision: 'approved' })).status).toBe(303);
		await turnReview(app, 'on');
	});

	test('give a new pledge its intervals, also where the field was cleared', async () => {
		const { fields } = readForm(await html('/admin/settings', admin));
		expect(fields).toMatchObject({ review: 'on', check_days: '180', activity_days: '365' });
		const bad = await admin.submit('/admin/settings', { ...fields, check_days: 'often' });
		expect(bad.status).toBe(400);
		const again = readForm(await bad.text());
		expect(again.errors.check_days).toContain('whole number');
		expect(again.fields.check_days).toBe('often');
		const saved = await admin.submit('/admin/settings', {
			...fields,
			check_days: '90',
			activity_days: '400'
		});
		expect(leadsTo(saved)).toBe('/admin/settings?saved');
		const fresh = readForm(await html('/pledges/new', analyst)).fields;
		expect(fresh).toMatchObject({ check_interval_days: '90', activity_interval_days: '400' });
		const like = readForm(await html('/pledges/new?from=KZ-TM-2022-01', analyst)).fields;
		expect(like.check_interval_days).toBe('180');
		const words = { title: 'Cleared', quote: 'w', reading: 'r', code: 'CLEARED-1', kind: 'continuing' };
		await analyst.submit('/pledges/new', { ...like, ...words, check_interval_days: '' });
		expect(await read('/pledges/CLEARED-1', analyst)).toContain('90 days');
	});

	test('that somebody else changed meanwhile are shown beside what was typed', async () => {
		const { fields } = readForm(await html('/admin/settings', admin));
		await admin.submit('/admin/settings', { ...fields, check_days: '100' });
		const late = await admin.submit('/admin/settings', { ...fields, check_days: '50', request_key: 'late' });
		expect(late.status).toBe(409);
		const page = await late.text();
		expect(readForm(page).fields.check_days).toBe('50');
		expect(page).toContain('It is 100 now.');
	});

	test('warn where nobody can approve', async () => {
		const listed = await html('/admin/users', admin);
		const row = listed.split('<tr').find((one) => one.includes('Demo Manager')) ?? '';
		const [, id = ''] = /name="id" value="([^"]+)"/.exec(row) ?? [];
		await admin.submit('/admin/users?/disable', { id });
		try {
			expect(await read('/admin/settings', admin)).toContain('Nobody can approve anything.');
			expect(await read('/pledges/OFF-1/record', analyst)).toContain('Nobody can approve figures yet.');
			for (const path of ['/queue', '/record']) {
				expect(await read(path, analyst), path).toContain('Nobody can approve figures yet.');
			}
		} finally {
			await admin.submit('/admin/users?/enable', { id });
			manager = await app.signIn('manager');
		}
		expect(await read('/admin/settings', admin)).not.toContain('Nobody can approve');
	});
});

describe('a verdict', () => {
	const path = '/pledges/KZ-TM-2022-01/verdict';
	const give = async (more: Record<string, string>) => {
		const { fields } = readForm(await html(path, manager));
		return manager.submit(path, { ...fields, ...more });
	};

	test('is a manager’s alone', async () => {
		for (const who of [analyst, admin]) {
			expect((await who.open(path, { headers: HTML })).status).toBe(403);
			expect((await who.submit(path, { value: 'met' })).status).toBe(403);
		}
		expect((await manager.open('/pledges/NONE/verdict', { headers: HTML })).status).toBe(404);
	});

	test('needs a value, a rationale and evidence, and keeps what was typed', async () => {
		const answer = await give({ rationale: '', value: '' });
		expect(answer.status).toBe(400);
		const again = readForm(await answer.text());
		expect(Object.keys(again.errors).sort()).toEqual(['rationale', 'source', 'value']);
		const early = await give({ value: 'met', rationale: MARKUP, source: '1', on: '2022-10-14' });
		expect(early.status).toBe(400);
		const kept = readForm(await early.text());
		expect(kept.errors.on).toContain('before the pledge was made');
		expect(kept.fields).toMatchObject({ value: 'met', rationale: MARKUP, source: '1' });
	});

	test('stands beside the computed status on the page, the list and the board, and in the export', async () => {
		const before = await html('/pledges/KZ-TM-2022-01', manager);
		expect(before).not.toContain('Manager’s verdict');
		const answer = await give({ value: 'met', rationale: MARKUP, source: '1', on: '2026-11-12' });
		expect(leadsTo(answer)).toBe('/pledges/KZ-TM-2022-01?saved=verdict');
		const page = await html('/pledges/KZ-TM-2022-01', analyst);
		expect(page).not.toContain('<script>alert');
		const line = /Manager’s verdict: ●? ?Met ?, 12 Nov 2026/;
		const plain = (text: string) => text.replace(/&nbsp;|\u00a0/g, ' ').replace(/ +/g, ' ');
		expect(plain(await read('/pledges/KZ-TM-2022-01', analyst))).toMatch(line);
		expect(plain(await read('/pledges?q=KZ-TM-2022-01', analyst))).toMatch(line);
		const csv = await (await analyst.open('/export/pledges.csv?q=KZ-TM-2022-01')).text();
		expect(csv).toMatch(/,met,2026-11-12,2026-11-23,recorded,\d+,.*\r\n$/);
		expect(csv).not.toMatch(/,MET,/);
	});

	test('sent twice is given once', async () => {
		const { fields } = readForm(await html(path, manager));
		const sent = { ...fields, value: 'behind', rationale: 'Sent twice', source: '1', on: TODAY };
		for (let times = 0; times < 2; times++) expect((await manager.submit(path, sent)).status).toBe(303);
		const page = await html('/pledges/KZ-TM-2022-01', manager);
		expect(withoutHistory(page).match(/>Sent twice</g)?.length).toBe(1);
	});
});

describe('a comment', () => {
	const path = '/pledges/KZ-TM-2022-02';
	const action = `?/comment#comments`;

	test('is an analyst’s or a manager’s, and everybody reads it as text', async () => {
		for (const [who, text] of [
			[analyst, `First line\nsecond line ${MARKUP}`],
			[manager, 'An answer']
		] as const) {
			const { fields } = readForm(await html(path, who), action);
			const answer = await who.submit(`${path}?/comment`, { ...fields, text });
			expect(leadsTo(answer)).toBe(`${path}?saved=comment`);
		}
		const page = await html(path, admin);
		expect(page).not.toContain('<script>alert');
		expect(page).toContain('First line\nsecond line');
		expect(page.indexOf('First line')).toBeLessThan(page.indexOf('An answer'));
		expect(page).not.toContain('?/comment');
		expect((await admin.submit(`${path}?/comment`, { text: 'No.' })).status).toBe(403);
		expect((await app.visitor().submit(`${path}?/comment`, { text: 'No.' })).status).toBe(401);
	});

	test('is not a viewer’s', async () => {
		const added = await admin.submit('/admin/users?/add', {
			...{ name: 'Vi Ewer', email: 'viewer@pledges.example', role: 'viewer' }
		});
		const [, password = ''] = /class="secret[^"]*">([^<]+)</.exec(await added.text()) ?? [];
		const viewer = await app.signIn({ email: 'viewer@pledges.example', password });
		expect(await html(path, viewer)).toContain('An answer');
		expect(await html(path, viewer)).not.toContain('?/comment');
		const answer = await viewer.submit(`${path}?/comment`, { text: 'No.' });
		expect(answer.status).toBe(403);
		expect(await html(path, viewer)).not.toContain('No.</p>');
	});

	test('is written once on a double click, and an empty one says so and keeps the page', async () => {
		const { fields } = readForm(await html(path, analyst), action);
		const sent = { ...fields, text: 'Sent twice' };
		for (let times = 0; times < 2; times++)
			expect((await analyst.submit(`${path}?/comment`, sent)).status).toBe(303);
		expect(withoutHistory(await html(path, analyst)).match(/>Sent twice</g)).toHaveLength(1);
		const empty = await analyst.submit(`${path}?/comment`, { text: ' ' });
		expect(empty.status).toBe(400);
		expect(readForm(await empty.text(), action).errors['comment-text']).toContain('Write the comment');
		const long = 'x'.repeat(4001);
		const refused = readForm(await (await analyst.submit(`${path}?/comment`, { text: long })).text(), action);
		expect(refused.errors['comment-text']).toContain('at most 4000');
		expect(refused.fields.text).toBe(long);
	});

	test('beyond a page leads to the earlier ones', async () => {
		const long = '/pledges/KZ-TM-2022-03';
		for (let made = 0; made < 32; made++) {
			const answer = await analyst.submit(`${long}?/comment`, {
				text: `Remark ${made}.`,
				request_key: `c${made}`
			});
			expect(answer.status).toBe(303);
		}
		const page = await html(long, analyst);
		expect(page).toContain('Remark 31.');
		expect(page).not.toContain('Remark 1.');
		const [, before = ''] = /href="[^"]*(\?before=\d+)#comments"/.exec(page) ?? [];
		const earlier = withoutHistory(await html(`${long}${before}`, analyst));
		expect(earlier).toContain('Remark 1.');
		expect(earlier).not.toContain('Remark 31.');
		expect((await analyst.open(`${long}?before=x`, { headers: HTML })).status).toBe(400);
	});
});
