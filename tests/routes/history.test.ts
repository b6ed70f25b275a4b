import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp, type Visitor } from '../helpers/app.ts';
import { leadsTo, readForm } from '../helpers/html-form.ts';

const PLEDGE = '/pledges/KZ-TM-2022-01';
const REPORTERS = `${PLEDGE}/reporters`;
const MARKUP = `<script>alert("x")</script>`;

let app: RunningApp;
let analyst: Visitor;
let manager: Visitor;

beforeAll(async () => {
	app = await startApp();
	[analyst, manager] = await Promise.all([app.signIn('analyst'), app.signIn('manager')]);
});
afterAll(async () => {
	await app.stop();
});

const textOf = async (visitor: Visitor, path: string) => (await visitor.open(path)).text();
const rankingForm = async () => readForm(await textOf(analyst, REPORTERS));

/** The changes of the ranking, as the file has them. */
async function rankings(): Promise<Record<string, string>[]> {
	const csv = await textOf(manager, '/export/changes.csv?code=KZ-TM-2022-01');
	const rows: Record<string, string>[] = parse(csv, { columns: true });
	return rows.filter((row) => row.part === 'ranking of reporters' && row.field === 'order');
}

describe('the history of a pledge', () => {
	test('is read by everybody who may read, and by nobody else', async () => {
		expect((await manager.open(`${PLEDGE}/history`)).status).toBe(200);
		const stranger = await app.visitor().open(`${PLEDGE}/history`, { headers: { accept: 'text/html' } });
		expect(stranger.status).toBe(303);
		expect((await manager.open('/pledges/NO-SUCH/history')).status).toBe(404);
	});

	test('names who, what and why, in any case of the code, and stays on its last page past the end', async () => {
		for (const path of [
			'/pledges/kz-tm-2022-01/history',
			`${PLEDGE}/history?page=99`,
			`${PLEDGE}/history?page=x`
		]) {
			const page = await textOf(manager, path);
			expect(page, path).toContain('Pledge imported');
			expect(page, path).toContain('5 restatements');
			expect(page, path).toContain('Demo Analyst');
			expect(page, path).toContain('/export/changes.csv?code=KZ-TM-2022-01');
		}
	});
});

describe('whose figure counts', () => {
	test('is an analyst’s to say', async () => {
		expect((await manager.open(REPORTERS)).status).toBe(403);
		expect((await manager.submit(REPORTERS, {})).status).toBe(403);
		expect((await app.visitor().submit(REPORTERS, {})).status).toBe(401);
		expect(await textOf(manager, PLEDGE)).not.toContain(`${REPORTERS}"`);
		expect(await textOf(analyst, PLEDGE)).toContain(`${REPORTERS}"`);
	});

	test('is asked only of pledges that something is measured of', async () => {
		expect((await analyst.open('/pledges/KZ-TM-2022-05/reporters')).status).toBe(404);
		expect((await analyst.open('/pledges/NO-SUCH/reporters')).status).toBe(404);
	});

	test('needs a reason and places that differ; what was typed stays', async () => {
		const { fields } = await rankingForm();
		expect(fields).toMatchObject({ 'reporters.0.place': '1', 'reporters.1.place': '2', reason: '' });
		const typed = { ...fields, 'reporters.0.place': '2' };
		const answer = await analyst.submit(REPORTERS, typed);
		expect(answer.status).toBe(400);
		const again = readForm(await answer.text());
		expect(again.errors['reporters-1-place']).toContain('has place 2 already');
		expect(again.errors.reason).toContain('Say why');
		expect(again.fields).toMatchObject({ 'reporters.0.place': '2', 'reporters.1.place': '2' });
	});

	test('is put in order by buttons, before any script has loaded; nothing is saved by them', async () => {
		const { fields } = await rankingForm();
		const [first, second] = [fields['reporters.0.name'], fields['reporters.1.name']];
		const moved = await analyst.submit(REPORTERS, { ...fields, reason: 'Not yet', move: `up ${second}` });
		expect(moved.status).toBe(200);
		const again = readForm(await moved.text());
		expect(again.fields).toMatchObject({
			...{ 'reporters.0.name': second, 'reporters.0.place': '1', 'reporters.1.name': first },
			...{ 'reporters.1.place': '2', reason: 'Not yet' }
		});
		const out = await analyst.submit(REPORTERS, { ...again.fields, move: `out ${second}` });
		expect(readForm(await out.text()).fields).toMatchObject({
			'reporters.0.name': first,
			'reporters.0.place': '1'
		});
		expect((await rankingForm()).fields['reporters.0.name']).toBe(first);
	});

	test('is saved once, tells the page why, and is an event of the history with both orders', async () => {
		const { fields } = await rankingForm();
		const name = fields['reporters.1.name'] ?? '';
		const typed = { ...fields, 'reporters.0.place': '9', reason: `Official ${MARKUP}` };
		const answers = await Promise.all([1, 2].map(() => analyst.submit(REPORTERS, typed)));
		expect(answers.map(leadsTo)).toEqual([`${PLEDGE}?saved=reporters`, `${PLEDGE}?saved=reporters`]);
		const [, changed, ...more] = await rankings();
		expect(more).toEqual([]);
		expect(changed).toMatchObject({ by: 'Demo Analyst', reason: typed.reason });
		expect(changed?.before).toMatch(/^1\. Kazakhstan, Foreign Ministry; 2\. /);
		expect(changed?.after?.startsWith(`1. ${name}; `)).toBe(true);
		for (const path of [PLEDGE, `${PLEDGE}/history`]) {
			const page = await textOf(manager, path);
			expect(page, path).toContain('Ranking of reporters changed');
			expect(page, path).toContain('Official &lt;script>');
			expect(page, path).not.toContain('<script>alert');
		}
	});

	test('over somebody else’s change is asked about: both orders are shown, and saving again settles it', async () => {
		const { fields: opened } = await rankingForm();
		const theirs = { ...opened, 'reporters.0.place': '8', reason: 'Theirs' };
		expect((await analyst.submit(REPORTERS, theirs)).status).toBe(303);
		const mine = { ...opened, 'reporters.2.place': '', request_key: 'another form', reason: 'Mine' };
		const answer = await analyst.submit(REPORTERS, mine);
		expect(answer.status).toBe(409);
		const page = await answer.text();
		expect(page).toContain('What stands now');
		expect(page).toContain('Why: Theirs');
		const again = readForm(page);
		const placeOf = (fields: Record<string, string>, name: string | undefined) => {
			const at = Object.keys(fields).find((key) => key.endsWith('.name') && fields[key] === name);
			return fields[at?.replace('.name', '.place') ?? ''];
		};
		expect(placeOf(again.fields, opened['reporters.0.name'])).toBe(opened['reporters.0.place']);
		expect(placeOf(again.fields, opened['reporters.2.name'])).toBe('');
		expect(again.fields.reason).toBe('Mine');
		expect((await analyst.submit(REPORTERS, again.fields)).status).toBe(303);
		expect((await rankings()).at(-1)?.reason).toBe('Mine');
	});
});
