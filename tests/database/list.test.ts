import { beforeAll, describe, expect, it } from 'vitest';
import { readPledgeFilter, type PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { FilterKey } from '#lib/schema/search.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { listPledgeIds, listPledges, PAGE_SIZE } from '#lib/server/pledges/list.ts';
import type { PledgeRow } from '#lib/server/pledges/pledge-rows.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { copyPledge } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_TARGET,
	aClosing,
	AN_OCCASION,
	anAccount,
	anAct,
	anActual,
	aPledge,
	DAY,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

const filter = (over: Partial<PledgeFilter> = {}): PledgeFilter => ({
	sort: 'code',
	dir: 'asc',
	page: 1,
	...over
});

/** Every row of the list, page after page, as somebody would turn them. */
async function allRows(db: Db, over: Partial<PledgeFilter> = {}): Promise<PledgeRow[]> {
	const first = await listPledges(db, filter(over), await momentOf(db));
	const rows = [...first.rows];
	for (let page = 2; page <= Math.ceil(first.total / first.perPage); page++) {
		rows.push(...(await listPledges(db, filter({ ...over, page }), await momentOf(db))).rows);
	}
	return rows;
}

const codes = (rows: readonly { code: string }[]) => rows.map((row) => row.code);

describeOnBoth('the list of the sample and a few more', (database) => {
	let rows: PledgeRow[] = [];
	let owners: Map<string, string | null> = new Map();
	let values: Partial<Record<FilterKey, string[]>> = {};

	beforeAll(async () => {
		const { db } = database();
		const owner = await anAccount(db, { name: 'Ann' });
		await loadSample(db, anAct({ by: owner }));
		const other = await anAccount(db, { name: 'Ben' });
		const occasion = { ...AN_OCCASION, title: 'Another summit', heldOn: '2025-06-01' };
		await aPledge(db, { occasion, owner: other, strength: 'discussed' });
		const behind = await aPledge(db, { theme: 'ports' });
		await anActual(db, behind, { value: '101' });
		await aClosing(db, await aPledge(db, { occasion, parties: [{ name: 'Erewhon', role: 'pledger' }] }));

		rows = await allRows(db);
		const kept = await db.selectFrom('pledge_current').select(['code', 'owner_id', 'occasion_id']).execute();
		owners = new Map(kept.map((row) => [row.code, row.owner_id]));
		const parties = await listParties(db);
		const facets = await listFacets(db, await momentOf(db));
		values = {
			party: parties.map((party) => String(party.id)),
			theme: facets.themes,
			group: [...new Set(rows.map((row) => row.assessment.group))],
			status: [...new Set(rows.map((row) => row.assessment.status))],
			code: rows.map((row) => row.code),
			kind: [...new Set(rows.map((row) => row.kind))],
			strength: [...new Set(rows.map((row) => row.strength))],
			occasion: [...new Set(kept.map((row) => String(row.occasion_id)))],
			owner: [...facets.owners.map(({ id }) => id), 'none'],
			freshness: [...new Set(rows.map((row) => row.assessment.freshness.state))],
			headline: ['yes', 'no']
		};
	});

	it('offers what is there to filter by', async () => {
		const { themes, owners } = await listFacets(database().db, await momentOf(database().db));
		expect(themes).toEqual([...new Set(rows.map((row) => row.theme))].sort());
		expect(owners.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
	});

	it('narrows by each filter to exactly the rows that have its value', async () => {
		const { db } = database();
		const parties = new Map((await listParties(db)).map((party) => [String(party.id), party.name]));
		const has: Partial<Record<FilterKey, (row: PledgeRow, value: string) => boolean>> = {
			party: (row, value) => row.parties.some(({ name }) => name === parties.get(value)),
			code: (row, value) => row.code === value,
			theme: (row, value) => row.theme === value,
			group: (row, value) => row.assessment.group === value,
			status: (row, value) => row.assessment.status === value,
			kind: (row, value) => row.kind === value,
			strength: (row, value) => row.strength === value,
			owner: (row, value) => (owners.get(row.code) ?? 'none') === value,
			freshness: (row, value) => row.assessment.freshness.state === value,
			headline: (row, value) => row.assessment.counted === (value === 'yes')
		};
		for (const [key, test] of Object.entries(has)) {
			const found = new Set<string>();
			for (const value of values[key as FilterKey] ?? []) {
				const read = readPledgeFilter(new URLSearchParams({ [key]: value }));
				const listed = codes(await allRows(db, read));
				expect(listed, `${key}=${value}`).toEqual(codes(rows.filter((row) => test(row, value))));
				for (const code of listed) found.add(code);
			}
			expect(found.size, key).toBe(rows.length);
		}
	});

	it('narrows by occasion', async () => {
		const { db } = database();
		const sizes = await Promise.all(
			(values.occasion ?? []).map(async (id) => (await allRows(db, { occasion: Number(id) })).length)
		);
		expect(sizes.sort((a, b) => a - b)).toEqual([1, 2, 18]);
	});

	it.each([
		['status=DONE', 'status “DONE”'],
		["theme=&kind='; drop table pledge; --", 'kind “'],
		['party=1e9&owner=', 'party “1e9”'],
		['theme=a%00b', 'theme “'],
		[`q=${'long '.repeat(100)}`, 'q “long']
	])('refuses %s instead of leaving it out and listing too much', (search, named) => {
		expect(() => readPledgeFilter(new URLSearchParams(search))).toThrow(named);
	});

	it('takes empty, repeated and hostile parameters for what they are', async () => {
		const { db } = database();
		for (const search of ['theme=&owner=&q=', 'page=-3', 'sort=nonsense']) {
			const listed = await allRows(db, readPledgeFilter(new URLSearchParams(search)));
			expect(listed.length, search).toBe(rows.length);
		}
		const first = readPledgeFilter(new URLSearchParams('theme=ports&theme=trade'));
		expect(first.theme).toBe('ports');
		const strange = await allRows(
			db,
			readPledgeFilter(new URLSearchParams({ theme: "'; delete from pledge; --" }))
		);
		expect(strange).toEqual([]);
	});

	describe('sorted', () => {
		const rank = (row: PledgeRow) =>
			['unverified', 'due', 'current', 'none'].indexOf(row.assessment.freshness.state);
		const groups = [
			...['met', 'on_track', 'behind', 'missed', 'in_progress'],
			...['stalled', 'not_assessable', 'closed']
		];
		it.each([
			['code', (row: PledgeRow) => row.code],
			['title', (row: PledgeRow) => row.title.toLowerCase()],
			['status', (row: PledgeRow) => groups.indexOf(row.assessment.group)],
			['freshness', rank],
			['progress', (row: PledgeRow) => row.assessment.progress],
			['due', (row: PledgeRow) => row.target?.due ?? null]
		] as const)('by %s, up and down, with what has none last and ties by code', async (sort, key) => {
			const { db } = database();
			for (const dir of ['asc', 'desc'] as const) {
				const sign = dir === 'asc' ? 1 : -1;
				const wanted = [...rows].sort((one, other) => {
					const [a, b] = [key(one), key(other)];
					if (a === null || b === null)
						return Number(a === null) - Number(b === null) || order(one.code, other.code);
					return sign * order(a, b) || order(one.code, other.code);
				});
				expect(codes(await allRows(db, { sort, dir })), dir).toEqual(codes(wanted));
			}
		});
	});
});

function order(a: string | number, b: string | number): number {
	return a < b ? -1 : Number(a > b);
}

describeOnBoth('free text', (database) => {
	const found = async (q: string) => codes(await allRows(database().db, { q }));
	const titled = (title: string) =>
		aPledge(database().db, { ...UNMEASURED, kind: 'continuing', title, quote: 'words', reading: 'words' });

	it('takes %, _, quotes, backslashes and brackets for what they are', async () => {
		const made = new Map<string, string>();
		for (const text of ['100% of it', 'snake_case', "the sides' wish", 'C:\\temp', '(a|b)*', 'plain']) {
			made.set(text, await titled(text));
		}
		for (const q of ['%', '_', "'", '\\', '(a|b)*']) {
			const wanted = [...made].filter(([title]) => title.includes(q)).map(([, code]) => code);
			expect(await found(q), q).toEqual(wanted);
		}
		expect(await found("'; drop table pledge; --")).toEqual([]);
	});

	it('finds all its words in any order and case, in title, quote, reading, party, theme, occasion and code', async () => {
		const { db } = database();
		const code = await aPledge(db, {
			title: 'Порт Актау',
			quote: 'deepen the harbour',
			reading: 'Draught of seven metres.',
			theme: 'shipping lanes',
			parties: [{ name: 'Ruritania', role: 'pledger' }],
			occasion: { ...AN_OCCASION, title: 'Coastal forum' }
		});
		for (const q of [
			'порт',
			'АКТАУ',
			'harbour DEEPEN',
			'metres',
			'ruritania',
			'lanes coastal',
			code.toLowerCase()
		]) {
			expect(await found(q), q).toEqual([code]);
		}
		expect(await found('harbour elsewhere')).toEqual([]);
		expect((await found('   ')).length).toBeGreaterThan(1);
	});
});

describeOnBoth('pages', (database) => {
	it('hold fifty rows, the last one the rest, and a page past the end is the last one', async () => {
		const { db } = database();
		const original = await aPledge(db, { ...UNMEASURED, kind: 'continuing' });
		await copyPledge(db, original, PAGE_SIZE + 2);
		const first = await listPledges(db, filter(), await momentOf(db));
		const second = await listPledges(db, filter({ page: 2 }), await momentOf(db));
		expect([first.rows.length, first.total, first.perPage]).toEqual([PAGE_SIZE, PAGE_SIZE + 3, PAGE_SIZE]);
		expect(second.rows).toHaveLength(3);
		expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(PAGE_SIZE + 3);
		expect(await listPledges(db, filter({ page: 999 }), await momentOf(db))).toEqual(second);
	});

	it('are one empty page where nothing matches', async () => {
		const page = await listPledges(
			database().db,
			filter({ q: 'nothing like it' }),
			await momentOf(database().db)
		);
		expect(page).toMatchObject({ rows: [], total: 0, page: 1 });
	});
});

describeOnBoth('the read model', (database) => {
	const statusOn = async (code: string, today: string) => {
		const { db } = database();
		const { rows } = await listPledges(db, filter({ q: code }), await momentOf(db, {}, today));
		return rows.map(({ assessment }) => [assessment.status, assessment.freshness.state, assessment.asOf])[0];
	};

	it('turns at midnight without a write when a deadline passes', async () => {
		const { db } = database();
		const written = anAct({ today: '2026-01-01' });
		const target = { ...A_TARGET, due: '2026-06-30', duePrecision: 'day' as const, graceDays: 0 };
		const code = await aPledge(db, { target, checkDays: 3650 }, written);
		await anActual(db, code, {}, written);
		expect((await statusOn(code, '2026-06-30'))?.[0]).toBe('BEHIND');
		expect((await statusOn(code, '2026-07-01'))?.[0]).toBe('PARTLY_MET');
	});

	it('is computed again when the clock is set back, and again when it goes on', async () => {
		const { db } = database();
		const written = anAct({ today: '2026-01-01' });
		const target = { ...A_TARGET, due: '2026-06-30', duePrecision: 'day' as const, graceDays: 0 };
		const code = await aPledge(db, { target }, written);
		await anActual(db, code, {}, written);
		const late = await statusOn(code, '2026-12-01');
		expect(late?.[0]).toBe('PARTLY_MET');
		expect(await statusOn(code, '2026-02-01')).toMatchObject(['BEHIND', 'unverified', '2026-02-01']);
		expect(await statusOn(code, '2026-12-01')).toEqual(late);
	});

	it('is left alone by a count on a day on which nothing turns, and speaks of today once it is shown', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const kept = () =>
			db.selectFrom('pledge_current').selectAll().where('code', '=', code).executeTakeFirstOrThrow();
		const before = await kept();
		expect(before.next_change_on === null || before.next_change_on > '2026-11-24').toBe(true);
		await countPledges(db, {}, await momentOf(db, {}, '2026-11-24'));
		expect(await kept()).toEqual(before);
		const [row] = (await listPledges(db, filter({ q: code }), await momentOf(db, {}, '2026-11-24'))).rows;
		expect(row?.assessment.asOf).toBe('2026-11-24');
		expect((await showPledge(db, code, await momentOf(db, {}, '2026-11-25')))?.assessment.asOf).toBe(
			'2026-11-25'
		);
	});

	it('is computed again when the rules have changed', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const old = { method: 'an older one', status: 'MISSED' as const };
		await db.updateTable('pledge_current').set(old).where('code', '=', code).execute();
		expect((await statusOn(code, DAY))?.[0]).toBe('NOT_ASSESSABLE');
	});

	it('is computed for all pledges that turn on the same day, however many, and for each by itself', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await copyPledge(db, code, 250);
		const copy = `${code}-250`;
		await anActual(db, copy);
		const old = { method: 'an older one', status: 'MISSED' as const, title: 'An older title' };
		await db.updateTable('pledge_current').set(old).execute();
		await db.deleteFrom('pledge_current_party').execute();
		expect(await listPledgeIds(db, filter({ q: 'atlantis', status: 'MISSED' }), await momentOf(db))).toEqual(
			[]
		);
		const kept = await db
			.selectFrom('pledge_current')
			.select(['code', 'title', 'status'])
			.orderBy('code')
			.execute();
		const copies = kept.filter((row) => row.code.startsWith(`${code}-`));
		expect(copies).toHaveLength(250);
		expect(copies.filter((row) => row.status !== 'NOT_ASSESSABLE').map((row) => row.code)).toEqual([copy]);
		expect(copies.filter((row) => row.title === old.title)).toEqual([]);
		const [atlantis] = (await listParties(db)).filter((party) => party.name === 'Atlantis');
		expect((await listPledgeIds(db, filter({ party: atlantis?.id ?? 0 }), await momentOf(db))).length).toBe(
			kept.length
		);
	});

	it('is computed once by many readers who come at the same time', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await db.updateTable('pledge_current').set({ method: 'an older one' }).execute();
		const pages = await Promise.all(
			[1, 2, 3, 4].map(async () => listPledges(db, filter({ q: code }), await momentOf(db)))
		);
		for (const page of pages) expect(page).toEqual(pages[0]);
		const stale = await db
			.selectFrom('pledge_current')
			.select('code')
			.where('method', '=', 'an older one')
			.execute();
		expect(stale).toEqual([]);
	});
});
