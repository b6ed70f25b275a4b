import { beforeAll, expect, it } from 'vitest';
import { addDays } from '#lib/domain/calendar.ts';
import { DUE_DAYS } from '#lib/domain/freshness.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSources } from '#lib/server/pledges/last-source.ts';
import { listPledges, PAGE_SIZE } from '#lib/server/pledges/list.ts';
import { countWaiting, listWaiting } from '#lib/server/pledges/waiting.ts';
import { sourcesById } from '#lib/server/sources/queries.ts';
import { copyPledge } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	aCheck,
	aClosing,
	anAccount,
	anAct,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

const codes = (rows: readonly { code: string }[]) => rows.map((row) => row.code);
/** A pledge that runs a clock for ever, last checked so many days ago. */
async function checked(db: Db, daysAgo: number, owner: string | null = null): Promise<string> {
	const long = anAct({ today: '2022-12-01' });
	const code = await aPledge(db, { ...UNMEASURED, kind: 'continuing', checkDays: 180, owner }, long);
	await aCheck(db, code, {}, anAct({ today: addDays(DAY, -daysAgo) }));
	return code;
}

describeOnBoth('the queue', (database) => {
	let ann = '';
	let own: Record<'current' | 'due' | 'unverified' | 'oldest' | 'closed', string>;
	let bens = '';
	let nobodys = '';

	beforeAll(async () => {
		const { db } = database();
		ann = await anAccount(db, { name: 'Ann' });
		const ben = await anAccount(db, { name: 'Ben' });
		own = {
			current: await checked(db, 180 - DUE_DAYS - 1, ann),
			due: await checked(db, 180 - DUE_DAYS, ann),
			unverified: await checked(db, 180, ann),
			oldest: await checked(db, 700, ann),
			closed: await checked(db, 800, ann)
		};
		await aClosing(db, own.closed);
		bens = await checked(db, 500, ben);
		// Never checked: the interval counts from the occasion, long ago.
		nobodys = await aPledge(db, { ...UNMEASURED, kind: 'continuing' });
	});

	it('holds what is due or unverified, not what is current or closed, the longest overdue first', async () => {
		const { rows, total } = await listWaiting(database().db, ann, 1, await momentOf(database().db));
		expect(codes(rows)).toEqual([own.oldest, own.unverified, own.due]);
		expect(total).toBe(3);
		expect(rows.map((row) => row.assessment.freshness.state)).toEqual(['unverified', 'unverified', 'due']);
	});

	it('shows what nobody owns by itself, and everybody’s together', async () => {
		const { db } = database();
		expect(codes((await listWaiting(db, 'none', 1, await momentOf(db))).rows)).toEqual([nobodys]);
		expect(codes((await listWaiting(db, undefined, 1, await momentOf(db))).rows)).toEqual([
			nobodys,
			own.oldest,
			bens,
			own.unverified,
			own.due
		]);
	});

	it('is exactly what the list filters as due and as unverified', async () => {
		const { db } = database();
		const lists = await Promise.all(
			(['due', 'unverified'] as const).map(async (freshness) =>
				listPledges(db, { freshness, sort: 'code', dir: 'asc', page: 1 }, await momentOf(db))
			)
		);
		const { rows } = await listWaiting(db, undefined, 1, await momentOf(db));
		expect(codes(rows).sort()).toEqual(lists.flatMap((list) => codes(list.rows)).sort());
	});

	it('counts as many as it lists, for me, nobody and everybody', async () => {
		const { db } = database();
		expect(await countWaiting(db, ann)).toEqual({ mine: 3, nobodys: 1, everybodys: 5 });
		expect(await countWaiting(db, 'no such person')).toEqual({ mine: 0, nobodys: 1, everybodys: 5 });
	});

	it('takes a pledge in at midnight without a write', async () => {
		const { db } = database();
		const tomorrow = addDays(DAY, 1);
		const { rows } = await listWaiting(db, ann, 1, await momentOf(db, {}, tomorrow));
		expect(codes(rows)).toEqual([own.oldest, own.unverified, own.due, own.current]);
		expect((await countWaiting(db, ann)).mine).toBe(4);
		await listWaiting(db, ann, 1, await momentOf(db));
	});

	it('lets a pledge go once it is checked', async () => {
		const { db } = database();
		const code = await checked(db, 200, ann);
		expect(codes((await listWaiting(db, ann, 1, await momentOf(db))).rows)).toContain(code);
		await aCheck(db, code);
		expect(codes((await listWaiting(db, ann, 1, await momentOf(db))).rows)).not.toContain(code);
	});
});

describeOnBoth('the source that was last looked at', (database) => {
	const source = (title: string) => ({ ...A_SOURCE, title, url: null });
	const titleOf = async (code: string) => {
		const { db } = database();
		const { pledgeId } = await definitionOf(db, code);
		const id = (await lastSources(db, [pledgeId])).get(pledgeId) ?? 0;
		return (await sourcesById(db, [id])).get(id)?.title;
	};

	it('is that of the latest check by its day, however late an earlier one is recorded', async () => {
		const { db } = database();
		const code = await aPledge(db, {}, anAct({ today: addDays(DAY, -60) }));
		await aCheck(db, code, { checkedOn: DAY, source: source('Looked at today') });
		await aCheck(db, code, { checkedOn: addDays(DAY, -30), source: source('Looked at before') });
		expect(await titleOf(code)).toBe('Looked at today');
	});

	it('is, before any check, the one that the pledge is quoted from now', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anEdit(db, code, { source: source('The second edition') });
		expect(await titleOf(code)).toBe('The second edition');
	});
});

describeOnBoth('a long queue', (database) => {
	it('is bounded, in pages; a page past the end is the last one', async () => {
		const { db } = database();
		await copyPledge(db, await aPledge(db, { ...UNMEASURED, kind: 'continuing' }), PAGE_SIZE + 1);
		const first = await listWaiting(db, 'none', 1, await momentOf(db));
		const last = await listWaiting(db, 'none', 2, await momentOf(db));
		expect([first.rows.length, first.total, last.rows.length]).toEqual([PAGE_SIZE, PAGE_SIZE + 2, 2]);
		expect(new Set(codes([...first.rows, ...last.rows])).size).toBe(PAGE_SIZE + 2);
		expect(await listWaiting(db, 'none', 99, await momentOf(db))).toEqual(last);
	});
});
