import { expect, it } from 'vitest';
import { LIMITS } from '#lib/domain/limits.ts';
import { readView, readViewFilter } from '#lib/schema/view.ts';
import { addAccount, disableAccount, enableAccount } from '#lib/server/people/manage-accounts.ts';
import {
	deleteView,
	findFirstView,
	listViews,
	openFirst,
	renameView,
	saveView
} from '#lib/server/people/saved-views.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { anAccount } from '../helpers/factories.ts';

const A_VIEW = { name: 'Trade', page: 'pledges', search: '?theme=trade' } as const;

describeOnBoth('the views of a person', (database) => {
	const names = async (id: string) => (await listViews(database().db, id)).map(({ name }) => name);
	const idOf = async (id: string, name: string) =>
		(await listViews(database().db, id)).find((view) => view.name === name)?.id ?? 0;

	it('are theirs alone: nobody else lists, renames, deletes or opens them', async () => {
		const { db } = database();
		const [one, other] = [await anAccount(db), await anAccount(db)];
		await saveView(db, one, A_VIEW);
		await saveView(db, other, { ...A_VIEW, name: 'TRADE' });
		const id = await idOf(one, 'Trade');
		expect(await names(other)).toEqual(['TRADE']);
		for (const work of [
			() => renameView(db, other, { id, name: 'Mine' }),
			() => deleteView(db, other, id),
			() => openFirst(db, other, id)
		]) {
			await expect(work()).rejects.toMatchObject({ code: 'unknown_view' });
		}
		expect(await names(one)).toEqual(['Trade']);
	});

	it('have names of their own, however they are written', async () => {
		const { db } = database();
		const id = await anAccount(db);
		await saveView(db, id, A_VIEW);
		await saveView(db, id, { ...A_VIEW, name: 'Ports' });
		const taken = { code: 'view_name_taken', field: 'name' };
		await expect(saveView(db, id, { ...A_VIEW, name: 'tRADE' })).rejects.toMatchObject(taken);
		const ports = await idOf(id, 'Ports');
		await expect(renameView(db, id, { id: ports, name: 'TRADE' })).rejects.toMatchObject(taken);
		await renameView(db, id, { id: ports, name: 'PORTS' });
		expect(await names(id)).toEqual(['PORTS', 'Trade']);
	});

	it.each(['<script>alert(1)</script>', "'; drop table saved_view; --", 'سلام', '${7*7}{{7*7}}'])(
		'keep %j as a name and nothing else',
		async (name) => {
			const { db } = database();
			const id = await anAccount(db);
			const read = readView({ name, page: 'pledges', search: '?theme=trade' });
			if (!read.ok) throw new Error(JSON.stringify(read.errors));
			await saveView(db, id, read.value);
			expect(await names(id)).toEqual([name]);
		}
	);

	it('are at most so many', async () => {
		const { db } = database();
		const id = await anAccount(db);
		for (let at = 0; at < LIMITS.views; at++) await saveView(db, id, { ...A_VIEW, name: `View ${at}` });
		await expect(saveView(db, id, A_VIEW)).rejects.toMatchObject({ code: 'too_many_views' });
		expect(await names(id)).toHaveLength(LIMITS.views);
	});

	it('open first one at a time, and the board again when that one is deleted', async () => {
		const { db } = database();
		const id = await anAccount(db);
		await saveView(db, id, A_VIEW);
		await saveView(db, id, { ...A_VIEW, name: 'Ports' });
		expect(await findFirstView(db, id)).toBeUndefined();
		await openFirst(db, id, await idOf(id, 'Trade'));
		await openFirst(db, id, await idOf(id, 'Ports'));
		expect(await findFirstView(db, id)).toMatchObject({ name: 'Ports', search: '?theme=trade' });
		await openFirst(db, id, null);
		expect(await findFirstView(db, id)).toBeUndefined();
		await openFirst(db, id, await idOf(id, 'Ports'));
		await deleteView(db, id, await idOf(id, 'Ports'));
		expect(await findFirstView(db, id)).toBeUndefined();
		expect(await names(id)).toEqual(['Trade']);
	});

	it('wait for a person whose account is disabled, and go with the account', async () => {
		const { db } = database();
		const id = await addAccount(
			db,
			{ email: 'gone@pledges.example', name: 'Gone', role: 'viewer', passwordHash: 'none' },
			new Date('2026-11-23T09:00:00Z')
		);
		await saveView(db, id, A_VIEW);
		await disableAccount(db, id, new Date('2026-11-23T10:00:00Z'));
		await enableAccount(db, id);
		expect(await names(id)).toEqual(['Trade']);
		await db.deleteFrom('account').where('id', '=', id).execute();
		expect(await names(id)).toEqual([]);
	});
});

it('a view is saved in the one form in which its address is written, without its page', () => {
	const read = (page: string, search: string) => readView({ name: 'A', page, search });
	expect(read('pledges', '?page=3&theme=trade&sort=code&q=&group=met')).toMatchObject({
		ok: true,
		value: { search: '?theme=trade&group=met' }
	});
	expect(read('board', '?theme=trade&view=board&group=met')).toMatchObject({
		value: { search: '?theme=trade' }
	});
	for (const [page, search] of [
		['pledges', '?status=NOPE'],
		['pledges', '?asOf=2024-02-30'],
		['elsewhere', ''],
		['', '']
	] as const) {
		expect(read(page, search).ok, `${page}${search}`).toBe(false);
	}
	expect(readView({ name: ' \u200b ', page: 'board', search: '' })).toMatchObject({
		ok: false,
		errors: { name: 'Give the view a name.' }
	});
});

it('a view that asks for what means nothing any more is told from one that finds nothing', () => {
	expect(readViewFilter('pledges', '?status=AN_OLD_STATUS')).toBeNull();
	expect(readViewFilter('pledges', '?theme=a+theme+that+was+renamed')).toMatchObject({
		theme: 'a theme that was renamed'
	});
});
